package io.reqid.undertow;

/** Makes text from outside fit for a log line or a message: printable ASCII, of limited length. */
final class Printable {
    private Printable() {}

    /** {@return the text with everything but printable ASCII and the backslash as a Java escape, and cut after {@code max} characters} */
    static String of(String text, int max) {
        int shown = Math.min(text.length(), max);
        StringBuilder printable = new StringBuilder(shown + 16);
        for (int i = 0; i < shown; i++) {
            append(printable, text.charAt(i));
        }
        if (shown < text.length()) {
            printable.append("... (").append(text.length()).append(" characters)");
        }
        return printable.toString();
    }

    private static void append(StringBuilder printable, char c) {
        if (c >= ' ' && c <= '~' && c != '\\') {
            printable.append(c);
        } else {
            printable.append(String.format("\\u%04x", (int) c));
        }
    }
}
