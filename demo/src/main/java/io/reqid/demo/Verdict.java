package io.reqid.demo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an audit of one log found.
 *
 * @param lines how many lines name an order
 * @param withoutId how many of them carry no id
 * @param foreignId how many carry another id than they must
 */
record Verdict(int lines, int withoutId, int foreignId) {
    private static final Pattern PRINTED =
            Pattern.compile("(\\d+) lines, (\\d+) without an id, (\\d+) with a foreign id$");

    boolean isClean() {
        return lines > 0 && withoutId == 0 && foreignId == 0;
    }

    /** {@return the verdict that a printed line ends with, or empty if there is none} */
    static Optional<Verdict> atEndOf(String line) {
        Matcher printed = PRINTED.matcher(line);
        return printed.find()
                ? Optional.of(new Verdict(
                        Integer.parseInt(printed.group(1)),
                        Integer.parseInt(printed.group(2)),
                        Integer.parseInt(printed.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return lines + " lines, " + withoutId + " without an id, " + foreignId + " with a foreign id";
    }
}
