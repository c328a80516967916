package io.reqid.search.report;

/** Foreign text made fit for people's eyes: what cannot be seen, or does something to a terminal, is escaped. */
public final class Printable {
    private static final int LONGEST = 200;

    private Printable() {}

    /** {@return a text with its control and formatting characters escaped, cut after 200 characters} */
    public static String text(String foreign) {
        return foreign.codePointCount(0, foreign.length()) > LONGEST
                ? whole(foreign.substring(0, foreign.offsetByCodePoints(0, LONGEST))) + "…"
                : whole(foreign);
    }

    /** {@return a text with its control and formatting characters escaped} */
    public static String whole(String foreign) {
        int at = 0;
        while (at < foreign.length() && !isHidden(foreign.codePointAt(at))) {
            at += Character.charCount(foreign.codePointAt(at));
        }
        return at == foreign.length() ? foreign : escaped(foreign);
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        int c;
        for (int at = 0; at < text.length(); at += Character.charCount(c)) {
            c = text.codePointAt(at);
            if (isHidden(c)) {
                out.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /** Controls, what turns the direction of text or cannot be seen, and halves of characters. */
    private static boolean isHidden(int c) {
        if (c < 0x7f) {
            return c < 0x20;
        }
        int kind = Character.getType(c);
        return kind == Character.CONTROL
                || kind == Character.FORMAT
                || kind == Character.SURROGATE
                || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR;
    }
}
