package io.reqid.search.event;

import java.util.List;

/** One element of a Logback pattern. Immutable. */
sealed interface PatternNode {
    /** Text that is printed as it is. */
    record Text(String text) implements PatternNode {}

    /**
     * A conversion word.
     *
     * @param name the word, without the percent sign
     * @param options what stands in the braces behind it
     * @param width how its value is padded and cut
     */
    record Word(String name, List<String> options, Width width) implements PatternNode {}

    /**
     * A group in parentheses.
     *
     * @param name the word before the parenthesis, or an empty text
     * @param children what stands in it
     * @param options what stands in the braces behind it
     * @param width how the whole is padded and cut
     */
    record Group(String name, List<PatternNode> children, List<String> options, Width width) implements PatternNode {}

    /**
     * How a value is padded with spaces and cut.
     *
     * @param least how many characters it has at least
     * @param most how many it has at most
     * @param padLeft whether the spaces stand before it
     * @param cutLeft whether its beginning is cut off, and not its end
     */
    record Width(int least, int most, boolean padLeft, boolean cutLeft) {
        static final Width FREE = new Width(0, Integer.MAX_VALUE, true, true);

        boolean isFree() {
            return least == 0 && most == Integer.MAX_VALUE;
        }

        /** {@return a value as it is printed} */
        String apply(String value) {
            String cut = value;
            if (value.length() > most) {
                cut = cutLeft ? value.substring(value.length() - most) : value.substring(0, most);
            }
            String padding = " ".repeat(Math.max(0, least - cut.length()));
            return padLeft ? padding + cut : cut + padding;
        }
    }
}
