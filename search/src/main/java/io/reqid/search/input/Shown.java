package io.reqid.search.input;

/** Foreign text made fit for a message. */
public final class Shown {
    private static final int LONGEST = 300;

    private Shown() {}

    /** {@return a text with its control characters escaped, cut after 300 characters} */
    public static String text(String foreign) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int i = 0; i < LONGEST && at < foreign.length(); i++) {
            int c = foreign.codePointAt(at);
            append(shown, c);
            at += Character.charCount(c);
        }
        return at < foreign.length() ? shown.append('…').toString() : shown.toString();
    }

    private static void append(StringBuilder shown, int c) {
        int kind = Character.getType(c);
        boolean hidden = kind == Character.CONTROL
                || kind == Character.FORMAT
                || kind == Character.SURROGATE
                || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR;
        if (hidden) {
            shown.append(String.format("\\u%04x", c));
        } else {
            shown.appendCodePoint(c);
        }
    }
}
