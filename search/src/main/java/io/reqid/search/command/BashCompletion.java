package io.reqid.search.command;

import java.util.ArrayList;
import java.util.List;

/** Writes the completion script for bash, 3.2 and later. */
final class BashCompletion {
    private BashCompletion() {}

    /** {@return the script} */
    static String script() {
        StringBuilder out = new StringBuilder("# Completes the command line of reqid in bash.\n");
        out.append("_reqid_words() { local IFS=$' \\n'; compgen -W \"$1\" -- \"$current\"; }\n");
        out.append("_reqid() {\n");
        out.append(
                "    local IFS=$'\\n' current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= i\n");
        out.append("    if [[ $current == = ]]; then\n        current=\n");
        out.append("    elif [[ $previous == = ]]; then\n        previous=${COMP_WORDS[COMP_CWORD-2]}\n    fi\n");
        command(out);
        values(out);
        out.append("    if [[ $current == -* ]]; then\n        case $command in\n");
        for (Command command : Command.values()) {
            line(out, command == Command.SEARCH ? "''" : command.word(), flags(command));
        }
        out.append("        esac\n        return\n    fi\n    case $command in\n");
        out.append("        '') if ((COMP_CWORD == 1)); then COMPREPLY=($(_reqid_words '")
                .append(String.join(" ", Command.names()))
                .append("')); fi ;;\n");
        for (Command command : Command.values()) {
            List<String> operands = Completion.operands(command);
            if (!operands.isEmpty()) {
                line(out, command.word(), operands);
            }
        }
        out.append("    esac\n");
        out.append("    case $command in completion|help) return ;; esac\n");
        out.append("    compopt -o filenames 2>/dev/null\n");
        out.append("    COMPREPLY+=($(compgen -f -- \"$current\"))\n");
        out.append("}\ncomplete -F _reqid reqid\n");
        return out.toString();
    }

    /** Finds the sub-command: the first word that is neither a flag nor the value of one. */
    private static void command(StringBuilder out) {
        List<String> flags = new ArrayList<>();
        for (Flag flag : Flag.values()) {
            if (flag.takesValue()) {
                flags.add(names(flag));
            }
        }
        out.append("    for ((i = 1; i < COMP_CWORD; i++)); do\n        case ${COMP_WORDS[i]} in\n");
        out.append("            ").append(String.join("|", flags)).append(")\n");
        out.append("                [[ ${COMP_WORDS[i+1]} == = ]] && ((i++))\n                ((i++)) ;;\n");
        out.append("            ")
                .append(String.join("|", Command.names()))
                .append(") command=${COMP_WORDS[i]}; break ;;\n");
        out.append("            -*) ;;\n            *) break ;;\n        esac\n    done\n");
    }

    private static void values(StringBuilder out) {
        out.append("    case $previous in\n");
        for (Flag flag : Flag.values()) {
            if (!flag.choices().isEmpty()) {
                out.append("        ").append(names(flag)).append(") COMPREPLY=($(_reqid_words '");
                out.append(String.join(" ", flag.choices())).append("')); return ;;\n");
            } else if (flag.takesFile()) {
                out.append("        ").append(names(flag));
                out.append(
                        ") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n");
            } else if (flag.takesValue()) {
                out.append("        ").append(names(flag)).append(") return ;;\n");
            }
        }
        out.append("    esac\n");
    }

    private static void line(StringBuilder out, String command, List<String> words) {
        out.append("            ").append(command).append(") COMPREPLY=($(_reqid_words '");
        out.append(String.join(" ", words)).append("')) ;;\n");
    }

    private static List<String> flags(Command command) {
        List<String> flags = new ArrayList<>();
        for (Flag flag : Flag.of(command)) {
            flags.add(flag.typed());
        }
        return flags;
    }

    private static String names(Flag flag) {
        return flag.typedShort().isEmpty() ? flag.typed() : flag.typed() + "|" + flag.typedShort();
    }
}
