package io.reqid.search.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sub-command, or the default one, which has no name. With {@link Flag} the one table that the parser, help and completion are made of. */
enum Command {
    SEARCH(
            "",
            "ID... [PATH...]",
            "Shows everything that the requests did.",
            "ID is the request id as the service logged it. The first words that are legal ids and no existing files are"
                    + " ids, all that follow are PATHs; a word that ends like a log (.log, .json, .gz ...) is a PATH. The"
                    + " word - in the first place reads ids from standard input, the first word of each line."),
    FIND(
            "find",
            "TEXT|/REGEX/ [PATH...]",
            "Lists the requests whose events hold a text.",
            "One line for each request: its id, when the first event that matches was logged, how many match and the"
                    + " worst level of them. The text is looked for in whole events, stack traces included. The list"
                    + " pipes into: reqid - PATH..."),
    TOP(
            "top",
            "[PATH...]",
            "Lists the slowest requests, or those with most errors.",
            "The duration of a request is the time between its first and its last event."),
    FOLLOW(
            "follow",
            "ID... [PATH...]",
            "Shows the events of a request, or all errors, as they are written.",
            "Begins at the end of each file; what is there already is shown by the command without follow. Survives"
                    + " rotation by renaming and by copying and truncating, and files that appear later. Standard input and"
                    + " pipes are read from their beginning to their end. An event is shown when the next one begins or nothing more was written for a moment. Ctrl-C ends it."),
    INDEX(
            "index",
            "build|status|verify|drop [PATH...]",
            "Keeps indexes of closed logs, which make searches faster.",
            "Closed is a log that is not written any more: all of a rotated set but the newest. build makes the"
                    + " indexes that are missing or do not fit, status lists them, verify makes each again and compares,"
                    + " drop removes them. The index of FILE is FILE.reqid-idx, or lies in the directory that"
                    + " --index-dir or $REQID_INDEX_DIR names. One that does not fit its log is ignored with a note, and"
                    + " the log is read. READS says whether a search reads parts of the log or the whole of it: a .gz"
                    + " is read in parts when build --reblock has written it again."),
    FORMATS(
            "formats",
            "[PATH...]",
            "Says how each file is understood, and which lines are not.",
            "To be asked first if events are missing or not told apart."),
    COMPLETION(
            "completion",
            "bash|zsh|fish",
            "Prints a script that completes the command line in a shell.",
            "bash: source <(reqid completion bash)   zsh: source <(reqid completion zsh)   fish: reqid completion fish |"
                    + " source"),
    HELP("help", "[COMMAND]", "Explains the command, or one of its sub-commands.", "");

    private final String word;
    private final String operands;
    private final String summary;
    private final String details;

    Command(String word, String operands, String summary, String details) {
        this.word = word;
        this.operands = operands;
        this.summary = summary;
        this.details = details;
    }

    /** {@return the word that calls it; empty for the default} */
    String word() {
        return word;
    }

    /** {@return what follows the word, as help shows it} */
    String operands() {
        return operands;
    }

    /** {@return one sentence} */
    String summary() {
        return summary;
    }

    /** {@return more sentences, or nothing} */
    String details() {
        return details;
    }

    /** {@return what is typed to call it} */
    String call() {
        return word.isEmpty() ? "reqid" : "reqid " + word;
    }

    /** {@return the sub-command of that name, or null} */
    static @Nullable Command named(String word) {
        for (Command command : values()) {
            if (command != SEARCH && command.word.equals(word)) {
                return command;
            }
        }
        return null;
    }

    /** {@return the names of all sub-commands} */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Command command : values()) {
            if (command != SEARCH) {
                names.add(command.word);
            }
        }
        return names;
    }
}
