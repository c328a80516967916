package io.reqid.search.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code reqid help} prints, set by picocli from the tables. Its library is loaded only here. */
final class Help {
    private static final int LEAST_WIDTH = 80;
    private static final int MOST_WIDTH = 100;

    private Help() {}

    /**
     * {@return the help of a command}
     *
     * @param columns how wide the terminal is, 0 if there is none
     * @param color whether to set it in colours
     */
    static String of(Command command, int columns, boolean color) {
        CommandSpec spec = spec(command);
        if (command == Command.SEARCH) {
            addCommands(spec);
            spec.usageMessage().footer(footer());
        }
        spec.usageMessage().width(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, columns)));
        return new CommandLine(spec).getUsageMessage(color ? Ansi.ON : Ansi.OFF);
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec = CommandSpec.create().name(command.call());
        UsageMessageSpec usage = spec.usageMessage();
        usage.synopsisHeading("Usage: ")
                .customSynopsis(synopsis(command))
                .description(description(command))
                .descriptionHeading("%n")
                .sortOptions(false)
                .commandListHeading("%nSub-commands:%n");
        int order = 0;
        for (Flag.Group group : Flag.Group.values()) {
            addFlags(spec, command, group, order++);
        }
        return spec;
    }

    private static String synopsis(Command command) {
        String operands = command.operands().isEmpty() ? "" : " " + command.operands();
        return command == Command.SEARCH
                ? "reqid [FLAGS]" + operands + "%n       reqid SUB-COMMAND [FLAGS] ..."
                : command.call() + " [FLAGS]" + operands;
    }

    private static String[] description(Command command) {
        String summary = plain(command.summary());
        return command.details().isEmpty()
                ? new String[] {summary}
                : new String[] {summary, "", plain(command.details())};
    }

    private static void addFlags(CommandSpec spec, Command command, Flag.Group group, int place) {
        ArgGroupSpec.Builder flags = ArgGroupSpec.builder()
                .heading("%n" + group.heading() + ":%n")
                .order(place)
                .exclusive(false)
                .validate(false);
        boolean any = false;
        int order = 0;
        for (Flag flag : Flag.of(command)) {
            if (flag.group() == group) {
                flags.addArg(option(flag, order++));
                any = true;
            }
        }
        if (any) {
            spec.addArgGroup(flags.build());
        }
    }

    private static OptionSpec option(Flag flag, int order) {
        String[] names = flag.typedShort().isEmpty()
                ? new String[] {flag.typed()}
                : new String[] {flag.typedShort(), flag.typed()};
        OptionSpec.Builder option =
                OptionSpec.builder(names).description(plain(flag.help())).order(order);
        return flag.takesValue()
                ? option.type(String.class).paramLabel(flag.value()).arity("1").build()
                : option.type(boolean.class).arity("0").build();
    }

    private static void addCommands(CommandSpec spec) {
        for (Command command : Command.values()) {
            if (command != Command.SEARCH) {
                CommandSpec sub = CommandSpec.create();
                sub.usageMessage().description(plain(command.summary()));
                spec.addSubcommand(command.word(), sub);
            }
        }
    }

    private static String[] footer() {
        return List.of(
                        "",
                        "Where nothing else is asked for, the events are shown as a tree on a terminal if the log has task",
                        "ids, in time order with one lane a thread if it has none, and as their exact bytes in time order",
                        "in a pipe or file.",
                        "",
                        "PATH: a log, a directory of logs, a pattern like 'logs/*.log', or - for standard input; .gz, .zst",
                        "and .xz are read as they are. Without PATH those of $REQID_PATH, separated as in $PATH, are read,",
                        "or standard input if it is no terminal.",
                        "",
                        "Exit codes: 0 found, 1 nothing found, 2 wrong command line, 3 found or not, but something could",
                        "not be read, 70 a fault of reqid, 130 interrupted. A reader that closes the pipe is no error.",
                        "",
                        "Environment:",
                        "  REQID_PATH           where logs are, if no PATH is given",
                        "  REQID_INDEX_DIR      where indexes are, if --index-dir does not say it",
                        "  NO_COLOR             if set, no colours",
                        "  REQID_JAVA_OPTS      more options for the Java that runs reqid",
                        "  REQID_START_ARCHIVE  if set to off, nothing is kept to start faster",
                        "  XDG_CACHE_HOME       where that is kept; by default in ~/.cache",
                        "",
                        "Examples:",
                        "  reqid 01JD3Q8F7K2M9R4T6V8X0Z1B3C logs/",
                        "  reqid find 'connection reset' logs/ | reqid - logs/ --html page.html",
                        "  reqid top --errors --since -1h logs/")
                .stream()
                .map(Help::plain)
                .toArray(String[]::new);
    }

    /** In picocli's texts a percent sign is a format. */
    private static String plain(String text) {
        return text.replace("%", "%%");
    }
}
