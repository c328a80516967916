package io.reqid.search.command;

import java.util.ArrayList;
import java.util.List;

/** Writes the completion script for zsh, which is sourced or put into a directory of {@code $fpath} as {@code _reqid}. */
final class ZshCompletion {
    private ZshCompletion() {}

    /** {@return the script} */
    static String script() {
        StringBuilder out = new StringBuilder("#compdef reqid\n# Completes the command line of reqid in zsh.\n");
        out.append("_reqid() {\n    local -a commands\n    commands=(\n");
        for (Command command : Command.values()) {
            if (command != Command.SEARCH) {
                out.append("        ")
                        .append(quoted(command.word() + ":" + command.summary()))
                        .append('\n');
            }
        }
        out.append("    )\n");
        skipFlags(out);
        out.append("    case ${words[at]} in\n");
        for (Command command : Command.values()) {
            if (command != Command.SEARCH) {
                out.append("        ")
                        .append(command.word())
                        .append(")\n            words=(\"${(@)words[at,-1]}\")\n            ((CURRENT -= at - 1))\n");
                arguments(out, command);
                out.append("            ;;\n");
            }
        }
        out.append("        *)\n            if ((CURRENT == at)) && [[ ${words[at]} != -* ]]; then\n");
        out.append("                _describe -t commands 'sub-command' commands\n            fi\n");
        arguments(out, Command.SEARCH);
        out.append("            ;;\n    esac\n}\n");
        out.append("if [[ ${funcstack[1]} == _reqid ]]; then\n    _reqid \"$@\"\nelse\n    compdef _reqid reqid\nfi\n");
        return out.toString();
    }

    /** Flags, with or without a value, may stand before the sub-command; the word that is being typed is none yet. */
    private static void skipFlags(StringBuilder out) {
        List<String> withValue = new ArrayList<>();
        for (Flag flag : Flag.values()) {
            if (flag.takesValue()) {
                withValue.add(flag.typed());
                if (!flag.typedShort().isEmpty()) {
                    withValue.add(flag.typedShort());
                }
            }
        }
        out.append("    local -i at=2\n    while ((at < CURRENT)) && [[ ${words[at]} == -?* ]]; do\n")
                .append("        case ${words[at]} in\n            ")
                .append(String.join("|", withValue))
                .append(") ((at < CURRENT - 1)) && ((at++)) ;;\n        esac\n        ((at++))\n    done\n");
    }

    private static void arguments(StringBuilder out, Command command) {
        out.append("            _arguments -s -S");
        for (Flag flag : Flag.of(command)) {
            out.append(" \\\n                ")
                    .append(quoted(spec(flag.typed() + (flag.takesValue() ? "=" : ""), flag)));
            if (!flag.typedShort().isEmpty()) {
                out.append(" \\\n                ")
                        .append(quoted(spec(flag.typedShort() + (flag.takesValue() ? "+" : ""), flag)));
            }
        }
        List<String> operands = Completion.operands(command);
        if (!operands.isEmpty()) {
            out.append(" \\\n                ").append(quoted("1:what:(" + String.join(" ", operands) + ")"));
        }
        if (Completion.takesPaths(command)) {
            out.append(" \\\n                ").append(quoted("*:path:_files"));
        }
        out.append('\n');
    }

    private static String spec(String name, Flag flag) {
        String spec = (flag.repeatable() ? "*" : "") + name + "[" + escaped(flag.help()) + "]";
        if (!flag.choices().isEmpty()) {
            return spec + ":value:(" + String.join(" ", flag.choices()) + ")";
        }
        if (flag.takesFile()) {
            return spec + ":file:_files";
        }
        return flag.takesValue() ? spec + ":" + flag.value() + ": " : spec;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
