package io.reqid.search.command;

/** Makes text from outside fit to be shown in a message. */
final class Printable {
    private static final int LONGEST = 200;

    private Printable() {}

    /** {@return the text with its control and formatting characters escaped, and cut if it is very long} */
    static String text(String foreign) {
        return whole(foreign.length() > LONGEST ? foreign.substring(0, LONGEST) + "..." : foreign);
    }

    /** {@return the text with its control and formatting characters escaped} */
    static String whole(String shown) {
        for (int i = 0; i < shown.length(); i++) {
            if (isHidden(shown.charAt(i))) {
                return escaped(shown);
            }
        }
        return shown;
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHidden(c)) {
                out.append(c < 0x100 ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Controls, and what turns the direction of text or cannot be seen. */
    private static boolean isHidden(char c) {
        if (c < 0x7f) {
            return c < 0x20;
        }
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
