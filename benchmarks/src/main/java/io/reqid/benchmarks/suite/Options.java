package io.reqid.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the user asked for, checked. Immutable. */
public final class Options {
    private static final String QUICK = "--quick";
    private static final String JDK = "--jdk";
    private static final String ROUNDS = "--rounds";
    private static final String ONLY = "--only";
    private static final String ROWS = "--rows";
    private static final String BYTES = "--bytes";
    private static final String COMMAND = "--reqid";

    private static final int ROUNDS_MAX = 99;
    private static final long BYTES_MAX = 1L << 40;
    private static final long QUICK_BYTES = 64L << 20;
    private static final long FULL_BYTES = 1L << 30;

    private final Map<String, String> given;
    private final Path jdk;
    private final int feature;

    private Options(Map<String, String> given, Path jdk, int feature) {
        this.given = given;
        this.jdk = jdk;
        this.feature = feature;
    }

    /**
     * Parses flags.
     *
     * @param allowed the flags that the suite knows
     * @param arguments the flags and their values
     * @return the options
     * @throws IllegalArgumentException if a flag is not allowed, or its value is not; the message says what is
     */
    public static Options parse(Set<String> allowed, List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String flag = left.pop();
            if (!allowed.contains(flag)) {
                throw new IllegalArgumentException(
                        "unknown flag " + printable(flag) + "; this suite knows " + String.join(" ", allowed));
            }
            given.put(flag, flag.equals(QUICK) ? "" : value(flag, left.poll()));
        }
        Path jdk = Path.of(given.getOrDefault(JDK, System.getProperty("java.home")));
        Options options = new Options(given, jdk, feature(jdk));
        options.roundsAsked();
        options.bytes();
        options.command();
        return options;
    }

    private static String value(String flag, @Nullable String value) {
        if (value == null || value.startsWith("--")) {
            throw new IllegalArgumentException(flag + " needs a value");
        }
        return value;
    }

    /** Of text that a message repeats, what cannot upset a terminal. */
    private static String printable(String text) {
        return text.matches("[A-Za-z0-9._=-]{1,40}") ? text : "of " + text.length() + " characters";
    }

    private static int feature(Path home) {
        Properties release = new Properties();
        try (var text = Files.newBufferedReader(home.resolve("release"))) {
            release.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(JDK + " must name the home of a JDK, found none in " + home, e);
        }
        String version =
                release.getProperty("JAVA_VERSION", "").replace("\"", "").replaceFirst("\\D.*", "");
        if (!version.matches("[0-9]{1,4}") || !Files.isExecutable(home.resolve("bin/java"))) {
            throw new IllegalArgumentException(JDK + " must name the home of a JDK, found none in " + home);
        }
        return Integer.parseInt(version);
    }

    private static long number(String flag, String value, long max) {
        if (!value.matches("[1-9][0-9]{0,13}") || Long.parseLong(value) > max) {
            throw new IllegalArgumentException(flag + " must be a number from 1 to " + max);
        }
        return Long.parseLong(value);
    }

    /** {@return whether a short run is asked for that shows that everything works} */
    public boolean quick() {
        return given.containsKey(QUICK);
    }

    /** {@return the home of the JDK that is measured} */
    public Path jdk() {
        return jdk;
    }

    /** {@return the program that starts a JVM of the JDK that is measured} */
    public Path java() {
        return jdk.resolve("bin").resolve("java");
    }

    /** {@return the feature number of the JDK that is measured} */
    public int feature() {
        return feature;
    }

    /** {@return how many rounds the user wants, 1 to 99} */
    public OptionalInt roundsAsked() {
        String value = given.get(ROUNDS);
        return value == null ? OptionalInt.empty() : OptionalInt.of((int) number(ROUNDS, value, ROUNDS_MAX));
    }

    /** {@return whether the user wants a case} */
    public boolean wants(String title) {
        return title.contains(given.getOrDefault(ONLY, ""));
    }

    /** {@return parts of the names of the rows that the user wants; none stands for all} */
    public List<String> rows() {
        String value = given.get(ROWS);
        return value == null ? List.of() : List.of(value.split(","));
    }

    /** {@return how long the large log is} */
    public long bytes() {
        String value = given.get(BYTES);
        return value == null ? quick() ? QUICK_BYTES : FULL_BYTES : number(BYTES, value, BYTES_MAX);
    }

    /** {@return the command to search logs with that the user names, or null} */
    public @Nullable Path command() {
        String value = given.get(COMMAND);
        if (value != null && !Files.isExecutable(Path.of(value))) {
            throw new IllegalArgumentException(
                    COMMAND + " must name a file that can be executed, found none: " + value);
        }
        return value == null ? null : Path.of(value).toAbsolutePath();
    }

    /** {@return the directory that the jar of the benchmarks lies in} */
    public static Path target() {
        Path classPath =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().normalize();
        return Objects.requireNonNull(classPath.getParent(), "the benchmarks are run from their jar");
    }
}
