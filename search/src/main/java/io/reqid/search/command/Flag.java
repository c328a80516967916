package io.reqid.search.command;

import static io.reqid.search.command.Command.FIND;
import static io.reqid.search.command.Command.FOLLOW;
import static io.reqid.search.command.Command.FORMATS;
import static io.reqid.search.command.Command.INDEX;
import static io.reqid.search.command.Command.SEARCH;
import static io.reqid.search.command.Command.TOP;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every flag: the one table that the parser, help and completion are made of. */
enum Flag {
    TREE(
            Group.VIEW,
            "tree",
            '-',
            "",
            "the tasks as a tree; the default on a terminal if the log has task ids",
            only(SEARCH)),
    TIMELINE(Group.VIEW, "timeline", '-', "", "the tasks as bars on one time axis", only(SEARCH)),
    ORDER(Group.VIEW, "order", '-', "time|tree", "events in time order, one lane a thread, or as a tree", only(SEARCH)),
    RAW(
            Group.VIEW,
            "raw",
            '-',
            "",
            "the exact bytes of the events in time order; the default where the output is no terminal",
            only(SEARCH, FOLLOW)),
    JSON(Group.VIEW, "json", '-', "", "one JSON object a line", only(SEARCH, FIND, TOP, FOLLOW)),
    HTML(Group.VIEW, "html", '-', "FILE", "one page for the browser, which needs no network", only(SEARCH)),
    SLOW(Group.VIEW, "slow", '-', "", "the slowest requests (the default)", only(TOP)),
    ERRORS(Group.VIEW, "errors", '-', "", "top: the requests with most errors; follow: all errors", only(TOP, FOLLOW)),
    NUMBER(Group.VIEW, "number", 'n', "N", "how many requests (default 10)", only(TOP)),
    MENTIONS(Group.VIEW, "mentions", '-', "", "also events of others in which the id stands", only(SEARCH)),
    STACK(Group.VIEW, "stack", '-', "full|head|none", "how much of a stack trace (default head)", only(SEARCH)),
    MIN_LEVEL(
            Group.VIEW,
            "min-level",
            '-',
            "trace|debug|info|warn|error",
            "only events of this level and above",
            only(SEARCH, FIND, FOLLOW)),
    TASK(Group.VIEW, "task", '-', "ID", "only events of this task", only(SEARCH)),
    COLOR(
            Group.VIEW,
            "color",
            '-',
            "auto|always|never",
            "colours (default auto: on a terminal, unless NO_COLOR is set)",
            only(SEARCH, FIND, TOP, FOLLOW)),
    SINCE(Group.INPUT, "since", '-', "TIME", "only events from then on", only(SEARCH, FIND, TOP)),
    UNTIL(Group.INPUT, "until", '-', "TIME", "only events before then", only(SEARCH, FIND, TOP)),
    WITHIN(
            Group.INPUT,
            "within",
            '-',
            "DURATION",
            "only this long after the time in the id, as in 10m; what comes later is not read",
            only(SEARCH)),
    WHOLE(
            Group.INPUT,
            "whole",
            '-',
            "",
            "read every file whole: pass over nothing because of its time or an index",
            only(SEARCH, FIND, TOP)),
    PREFIX(Group.INPUT, "prefix", '-', "", "each ID is the beginning of one", only(SEARCH)),
    SERVICE(Group.INPUT, "service", '-', "NAME=GLOB", "the service that wrote the files; may be repeated", reading()),
    PATTERN(Group.INPUT, "pattern", '-', "PATTERN", "the Logback pattern that the files were written with", reading()),
    LOGBACK(Group.INPUT, "logback", '-', "FILE", "the logback.xml that the files were written with", reading()),
    ID_FIELD(Group.INPUT, "id-field", '-', "NAME", "the JSON or MDC key of the request id", reading()),
    TZ(Group.INPUT, "tz", '-', "ZONE", "the time zone of stamps without one, and of what is shown", reading()),
    INDEX_DIR(
            Group.INPUT,
            "index-dir",
            '-',
            "DIR",
            "the directory of the indexes; by default each lies beside its log",
            only(SEARCH, INDEX)),
    REBLOCK(
            Group.INPUT,
            "reblock",
            '-',
            "",
            "build: write .gz files again in parts that can be read alone; they stay plain gzip",
            only(INDEX)),
    THREADS(
            Group.INPUT,
            "threads",
            'j',
            "N",
            "how many threads read (default: one a core)",
            only(SEARCH, FIND, TOP, INDEX)),
    NO_PROGRESS(Group.REPORT, "no-progress", '-', "", "no progress bar", only(SEARCH, FIND, TOP, FORMATS, INDEX)),
    QUIET(Group.REPORT, "quiet", 'q', "", "no hints; errors and what could not be read are still told", all()),
    VERBOSE(Group.REPORT, "verbose", 'v', "", "tell more; the stack trace if reqid itself fails", all()),
    HELP(Group.REPORT, "help", 'h', "", "this text", all()),
    VERSION(Group.REPORT, "version", '-', "", "the version", all());

    /** Under which heading help shows a flag. */
    enum Group {
        VIEW("What is shown"),
        INPUT("What is read"),
        REPORT("What is told");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        /** {@return the heading} */
        String heading() {
            return heading;
        }
    }

    private static final char NO_LETTER = '-';

    private final Group group;
    private final String word;
    private final char letter;
    private final String value;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // a list that List.of made
    private final List<Command> commands;

    Flag(Group group, String word, char letter, String value, String help, List<Command> commands) {
        this.group = group;
        this.word = word;
        this.letter = letter;
        this.value = value;
        this.help = help;
        this.commands = commands;
    }

    /** {@return where help shows it} */
    Group group() {
        return group;
    }

    /** {@return how it is typed: with two hyphens} */
    String typed() {
        return "--" + word;
    }

    /** {@return how it is typed in short, or nothing} */
    String typedShort() {
        return letter == NO_LETTER ? "" : "-" + letter;
    }

    /** {@return the name of its value, or nothing if it has none} */
    String value() {
        return value;
    }

    /** {@return whether a value follows it} */
    boolean takesValue() {
        return !value.isEmpty();
    }

    /** {@return the only values that it may have; empty if they are not a list, or if there are none} */
    List<String> choices() {
        return value.indexOf('|') < 0 ? List.of() : List.of(value.split("\\|"));
    }

    /** {@return whether it may be given more than once} */
    boolean repeatable() {
        return this == SERVICE || this == PATTERN;
    }

    /** {@return whether its value is a file or a directory} */
    boolean takesFile() {
        return value.equals("FILE") || value.equals("DIR");
    }

    /** {@return what it does} */
    String help() {
        return help;
    }

    /** {@return the commands that know it} */
    List<Command> commands() {
        return commands;
    }

    /** {@return whether it belongs to a command} */
    boolean fits(Command command) {
        return commands.contains(command);
    }

    /** {@return the flags of a command, in the order of the table} */
    static List<Flag> of(Command command) {
        List<Flag> flags = new ArrayList<>();
        for (Flag flag : values()) {
            if (flag.fits(command)) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** {@return the flag of that name, without hyphens, or null} */
    static @Nullable Flag named(String word) {
        for (Flag flag : values()) {
            if (flag.word.equals(word)) {
                return flag;
            }
        }
        return null;
    }

    /** {@return the flag of that letter, or null} */
    static @Nullable Flag lettered(char letter) {
        for (Flag flag : values()) {
            if (flag.letter == letter && letter != NO_LETTER) {
                return flag;
            }
        }
        return null;
    }

    private static List<Command> only(Command... commands) {
        return List.of(commands);
    }

    private static List<Command> reading() {
        return List.of(SEARCH, FIND, TOP, FOLLOW, FORMATS, INDEX);
    }

    private static List<Command> all() {
        return List.of(Command.values());
    }
}
