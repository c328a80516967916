package io.reqid.search.command;

import io.reqid.search.report.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a command line apart by the tables {@link Command} and {@link Flag}. By hand, since a library for it takes longer to
 * load than a small log to search. For one command line.
 */
final class ArgumentParser {
    private final String[] arguments;
    private final Map<Flag, List<String>> flags = new EnumMap<>(Flag.class);
    private final List<String> words = new ArrayList<>();
    private @Nullable Command command;
    private int next;

    private ArgumentParser(String[] arguments) {
        this.arguments = arguments;
    }

    /** {@return the parts of a command line} */
    static Arguments parse(String... arguments) throws UsageException {
        return new ArgumentParser(arguments).parse();
    }

    private Arguments parse() throws UsageException {
        while (next < arguments.length) {
            String argument = arguments[next++];
            if (argument.equals("--")) {
                words.addAll(Arrays.asList(arguments).subList(next, arguments.length));
                next = arguments.length;
            } else if (argument.startsWith("--")) {
                longFlag(argument);
            } else if (argument.length() > 1 && argument.charAt(0) == '-') {
                shortFlags(argument);
            } else {
                word(argument);
            }
        }
        Command called = command == null ? Command.SEARCH : command;
        checkFlags(called);
        return new Arguments(called, flags, words);
    }

    private void word(String argument) {
        Command named = command == null && words.isEmpty() ? Command.named(argument) : null;
        if (named != null) {
            command = named;
        } else {
            words.add(argument);
        }
    }

    private void longFlag(String argument) throws UsageException {
        int equals = argument.indexOf('=');
        String typed = equals < 0 ? argument : argument.substring(0, equals);
        Flag flag = Flag.named(typed.substring(2));
        if (flag == null) {
            throw unknown(typed);
        }
        if (equals >= 0 && !flag.takesValue()) {
            throw new UsageException(
                    typed + " takes no value, found \"" + Printable.text(argument.substring(equals + 1)) + "\"");
        }
        add(flag, typed, equals < 0 ? null : argument.substring(equals + 1));
    }

    private void shortFlags(String argument) throws UsageException {
        for (int i = 1; i < argument.length(); i++) {
            String typed = "-" + argument.charAt(i);
            Flag flag = Flag.lettered(argument.charAt(i));
            if (flag == null) {
                throw unknown(argument.length() == 2 ? typed : argument);
            }
            boolean valueFollows = flag.takesValue() && i + 1 < argument.length();
            add(flag, typed, valueFollows ? argument.substring(i + 1) : null);
            if (valueFollows) {
                return;
            }
        }
    }

    private void add(Flag flag, String typed, @Nullable String attached) throws UsageException {
        String value = !flag.takesValue() ? "" : attached != null ? attached : following(flag, typed);
        List<String> choices = flag.choices();
        if (!choices.isEmpty() && !choices.contains(value)) {
            throw new UsageException(typed + " must be one of " + String.join(", ", choices) + ", found \""
                    + Printable.text(value) + "\"" + meant(value, choices).strip());
        }
        List<String> values = flags.computeIfAbsent(flag, key -> new ArrayList<>());
        if (!values.isEmpty() && flag.takesValue() && !flag.repeatable()) {
            throw new UsageException(typed + " may be given once, found \"" + Printable.text(values.get(0))
                    + "\" and \"" + Printable.text(value) + "\"");
        }
        values.add(value);
    }

    private String following(Flag flag, String typed) throws UsageException {
        if (next >= arguments.length) {
            List<String> choices = flag.choices();
            throw new UsageException(typed + " needs a value: "
                    + (choices.isEmpty() ? flag.value() : "one of " + String.join(", ", choices)));
        }
        return arguments[next++];
    }

    private void checkFlags(Command called) throws UsageException {
        if (flags.containsKey(Flag.HELP) || flags.containsKey(Flag.VERSION)) {
            return;
        }
        for (Flag flag : flags.keySet()) {
            if (!flag.fits(called)) {
                throw new UsageException(flag.typed() + " is no flag of " + called.call() + "; it belongs to "
                        + callsOf(flag) + ". " + flagsOf(called));
            }
        }
    }

    private static String callsOf(Flag flag) {
        List<String> calls = new ArrayList<>();
        for (Command command : flag.commands()) {
            calls.add(command == Command.SEARCH ? "reqid ID" : command.call());
        }
        return String.join(", ", calls);
    }

    private UsageException unknown(String typed) {
        Command called = command == null ? Command.SEARCH : command;
        List<String> known = new ArrayList<>();
        for (Flag flag : Flag.of(called)) {
            known.add(flag.typed());
        }
        return new UsageException("unknown flag " + Printable.text(typed) + meant(typed, known) + flagsOf(called));
    }

    private static String flagsOf(Command called) {
        StringBuilder text =
                new StringBuilder("Flags of ").append(called.call()).append(":");
        for (Flag flag : Flag.of(called)) {
            text.append(' ').append(flag.typed());
            if (!flag.typedShort().isEmpty()) {
                text.append(" (").append(flag.typedShort()).append(')');
            }
        }
        return text.toString();
    }

    private static String meant(String typed, List<String> known) {
        Optional<String> nearest = Nearest.to(typed, known);
        return nearest.isPresent() ? "; did you mean " + nearest.get() + "? " : ". ";
    }
}
