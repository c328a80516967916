package io.reqid.search.event;

/** Shows text from files and arguments in messages. */
final class Printable {
    private static final int LONGEST = 200;

    private Printable() {}

    /** {@return a text with its control characters escaped, and cut if it is long} */
    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                String hex = Integer.toHexString(c | 0x10000).substring(1);
                shown.append("\\u").append(hex);
            } else {
                shown.append(c);
            }
        }
        return end < text.length() ? shown.append('…').toString() : shown.toString();
    }

    /** Also what turns the direction of text, and lone surrogates. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029
                || c == 0xfeff;
    }
}
