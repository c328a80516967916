package io.reqid.search.command;

/** Writes the completion script for fish, 3.0 and later. */
final class FishCompletion {
    private FishCompletion() {}

    /** {@return the script} */
    static String script() {
        StringBuilder out = new StringBuilder("# Completes the command line of reqid in fish.\n");
        out.append("complete -c reqid -e\n");
        for (Command command : Command.values()) {
            if (command != Command.SEARCH) {
                line(out, "__fish_use_subcommand", "-a " + command.word(), command.summary());
            }
        }
        for (Command command : Command.values()) {
            for (Flag flag : Flag.of(command)) {
                line(out, seen(command), flag(flag), flag.help());
            }
            String paths = Completion.takesPaths(command) ? "" : "-f ";
            for (String operand : Completion.operands(command)) {
                line(out, seen(command), paths + "-a " + operand, "");
            }
        }
        return out.toString();
    }

    private static String seen(Command command) {
        return command == Command.SEARCH
                ? "not __fish_seen_subcommand_from " + String.join(" ", Command.names())
                : "__fish_seen_subcommand_from " + command.word();
    }

    private static String flag(Flag flag) {
        String name = "-l " + flag.typed().substring(2);
        if (!flag.typedShort().isEmpty()) {
            name += " -s " + flag.typedShort().substring(1);
        }
        if (!flag.choices().isEmpty()) {
            return name + " -x -a '" + String.join(" ", flag.choices()) + "'";
        }
        return !flag.takesValue() ? name : name + (flag.takesFile() ? " -r -F" : " -x");
    }

    private static void line(StringBuilder out, String condition, String what, String description) {
        out.append("complete -c reqid -n '").append(condition).append("' ").append(what);
        if (!description.isEmpty()) {
            out.append(" -d '")
                    .append(description.replace("\\", "\\\\").replace("'", "\\'"))
                    .append('\'');
        }
        out.append('\n');
    }
}
