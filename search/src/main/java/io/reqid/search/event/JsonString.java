package io.reqid.search.event;

/** The strings of JSON, in bytes. */
final class JsonString {
    private JsonString() {}

    /** {@return the place of the quotation mark that ends the string, or where the bytes end} */
    static int stringEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, to);
    }

    /** {@return what the bytes of a string stand for}; escapes that there are not are kept as they are */
    static String unescape(byte[] bytes, int from, int to) {
        int escape = indexOfEscape(bytes, from, to);
        if (escape == to) {
            return Lines.text(bytes, from, to);
        }
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (escape < to) {
            text.append(Lines.text(bytes, at, escape));
            at = append(text, bytes, escape, to);
            escape = indexOfEscape(bytes, at, to);
        }
        return text.append(Lines.text(bytes, at, to)).toString();
    }

    private static int indexOfEscape(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** {@return the place behind the escape} */
    private static int append(StringBuilder text, byte[] bytes, int escape, int to) {
        if (escape + 1 >= to) {
            return to; // cut off in the middle
        }
        byte letter = bytes[escape + 1];
        switch (letter) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case '"', '\\', '/' -> text.append((char) letter);
            case 'u' -> {
                return appendUnit(text, bytes, escape, to);
            }
            default -> {
                text.append('\\');
                return escape + 1;
            }
        }
        return escape + 2;
    }

    private static int appendUnit(StringBuilder text, byte[] bytes, int escape, int to) {
        if (escape + 6 > to) {
            return to;
        }
        int unit = 0;
        for (int i = escape + 2; i < escape + 6; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                text.append('\\');
                return escape + 1;
            }
            unit = unit * 16 + digit;
        }
        text.append((char) unit);
        return escape + 6;
    }
}
