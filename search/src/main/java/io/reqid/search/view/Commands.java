package io.reqid.search.view;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Commands that find a request again, for a POSIX shell. What a shell would take apart is quoted; what would not survive a
 * paste is written as {@code $'\x1b'}, which bash, zsh and POSIX.1-2024 know.
 */
final class Commands {
    private Commands() {}

    static String reqid(String id, Collection<String> files) {
        return "reqid " + quoted(id) + " " + all(files);
    }

    static String grep(String id, Collection<String> files) {
        return "grep -F -e " + quoted(id) + " -- " + all(files);
    }

    private static String all(Collection<String> files) {
        return files.stream().map(Commands::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_./+:@%,][A-Za-z0-9_./+:@%,=-]*")) {
            return word;
        }
        return word.codePoints().anyMatch(Visible::isHostile) ? inBytes(word) : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String inBytes(String word) {
        StringBuilder quoted = new StringBuilder("$'");
        for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each > ' ' && each < 0x7f && each != '\'' && each != '\\';
            quoted.append(plain ? String.valueOf((char) each) : String.format("\\x%02x", each));
        }
        return quoted.append('\'').toString();
    }
}
