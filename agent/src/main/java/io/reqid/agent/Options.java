package io.reqid.agent;

import io.reqid.PeriodicContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the user has set: {@code -javaagent:reqid-agent.jar=key=value,key=value}, or {@code -Dreqid.agent.KEY=value}. What
 * follows {@code -javaagent} wins. Lists are separated by semicolons. An option that is wrong is reported in one line and
 * counts as not given.
 */
final class Options {
    private static final String PROPERTY_PREFIX = "reqid.agent.";
    private static final List<String> KEYS =
            List.of("executors.off", "hooks.off", "linger", "periodic", "quiet", "threads.roots", "verbose");

    private final Log log;

    private PeriodicContext periodic = PeriodicContext.UNTIL_REQUEST_END;
    private Duration linger = Duration.ofSeconds(30);
    private List<String> hooksOff = List.of();
    private List<String> threadRoots = List.of();
    private List<String> executorsOff = List.of();
    private boolean quiet;
    private boolean verbose;

    private Options(Log log) {
        this.log = log;
    }

    /**
     * Reads all options.
     *
     * @param text what followed the {@code =} of {@code -javaagent}; null if nothing did
     * @param properties the system properties
     * @param log where wrong options are reported
     */
    static Options parse(@Nullable String text, Properties properties, Log log) {
        Options options = new Options(log);
        options.readProperties(properties);
        options.readText(text == null ? "" : text);
        return options;
    }

    private void readProperties(Properties properties) {
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.startsWith(PROPERTY_PREFIX)) {
                set(
                        name.substring(PROPERTY_PREFIX.length()),
                        properties.getProperty(name).trim());
            }
        }
    }

    private void readText(String text) {
        for (String option : split(text, ',')) {
            int equals = option.indexOf('=');
            if (equals < 0) {
                log.line("option " + Log.quoted(option) + " is ignored: it is not of the form key=value; keys are "
                        + String.join(", ", KEYS));
            } else {
                set(
                        option.substring(0, equals).trim(),
                        option.substring(equals + 1).trim());
            }
        }
    }

    private void set(String key, String value) {
        switch (key) {
            case "periodic" -> periodic = periodic(value);
            case "linger" -> linger = linger(value);
            case "hooks.off" -> hooksOff = hooks(value);
            case "threads.roots" -> threadRoots = prefixes(key, value);
            case "executors.off" -> executorsOff = prefixes(key, value);
            case "quiet" -> quiet = isTrue(key, value, quiet);
            case "verbose" -> verbose = isTrue(key, value, verbose);
            default ->
                log.line("unknown option " + Log.quoted(key) + " is ignored; known are " + String.join(", ", KEYS));
        }
    }

    private PeriodicContext periodic(String value) {
        return switch (value) {
            case "until-request-end" -> PeriodicContext.UNTIL_REQUEST_END;
            case "inherit" -> PeriodicContext.INHERIT;
            case "none" -> PeriodicContext.NONE;
            default -> {
                refuse("periodic", value, "until-request-end, inherit or none");
                yield periodic;
            }
        };
    }

    private Duration linger(String value) {
        Duration read = Durations.parse(value);
        if (read == null) {
            refuse("linger", value, Durations.ALLOWED);
            return linger;
        }
        return read;
    }

    private boolean isTrue(String key, String value, boolean before) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                refuse(key, value, "true or false");
                yield before;
            }
        };
    }

    private List<String> hooks(String value) {
        List<String> hookNames = Hooks.names();
        List<String> known = new ArrayList<>();
        for (String name : split(value, ';')) {
            if (hookNames.contains(name)) {
                known.add(name);
            } else {
                refuse(
                        "hooks.off",
                        name,
                        "names separated by semicolons, of " + String.join(", ", new TreeSet<>(hookNames)));
            }
        }
        return known;
    }

    private List<String> prefixes(String key, String value) {
        List<String> prefixes = new ArrayList<>();
        for (String prefix : split(value, ';')) {
            if (isClassName(prefix)) {
                prefixes.add(prefix);
            } else {
                refuse(
                        key,
                        prefix,
                        "beginnings of class names separated by semicolons, such as com.example.;org.acme.Loop");
            }
        }
        return prefixes;
    }

    private static boolean isClassName(String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (prefix.charAt(i) != '.' && !Character.isJavaIdentifierPart(prefix.charAt(i))) {
                return false;
            }
        }
        return Character.isJavaIdentifierStart(prefix.charAt(0));
    }

    private void refuse(String key, String value, String allowed) {
        log.line("option " + key + ": " + Log.quoted(value) + " is ignored; allowed is " + allowed);
    }

    /** {@return the parts that are not blank, without the blanks around them} */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                String part = text.substring(begin, i).trim();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                begin = i + 1;
            }
        }
        return parts;
    }

    /** {@return what periodic tasks run under} */
    PeriodicContext periodic() {
        return periodic;
    }

    /** {@return for how long after its request's end work is still registered under it} */
    Duration linger() {
        return linger;
    }

    /** {@return the names of the hooks that are switched off; all of them exist} */
    List<String> hooksOff() {
        return hooksOff;
    }

    /** {@return how the names begin of the classes whose threads inherit nothing, beside {@link RootThreads}} */
    List<String> threadRoots() {
        return threadRoots;
    }

    /** {@return how the names begin of the executors whose tasks are left as they are} */
    List<String> executorsOff() {
        return executorsOff;
    }

    /** {@return whether nothing is printed as long as nothing is wrong} */
    boolean quiet() {
        return quiet;
    }

    /** {@return whether the state of each hook is printed} */
    boolean verbose() {
        return verbose;
    }
}
