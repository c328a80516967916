package io.reqid.search.command;

import io.reqid.search.report.Printable;
import java.util.List;

/** Writes the scripts that complete a command line, from the tables. */
final class Completion {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private Completion() {}

    /** {@return the script for the shell that the words name} */
    static String script(List<String> words) throws UsageException {
        String shell = words.size() == 1 ? words.get(0) : "";
        return switch (shell) {
            case "bash" -> BashCompletion.script();
            case "zsh" -> ZshCompletion.script();
            case "fish" -> FishCompletion.script();
            default ->
                throw new UsageException("reqid completion needs one of " + String.join(", ", SHELLS) + ", found \""
                        + Printable.text(String.join(" ", words)) + "\"");
        };
    }

    /** {@return the words that a command takes in its first place, if they are a list} */
    static List<String> operands(Command command) {
        return switch (command) {
            case INDEX -> List.of("build", "status", "verify", "drop");
            case COMPLETION -> SHELLS;
            case HELP -> Command.names();
            default -> List.of();
        };
    }

    /** {@return whether files may follow} */
    static boolean takesPaths(Command command) {
        return command != Command.COMPLETION && command != Command.HELP;
    }
}
