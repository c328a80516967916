package io.reqid.search.event;

import java.nio.charset.StandardCharsets;

/** Where lines begin and end in bytes. */
final class Lines {
    private Lines() {}

    /** {@return the place of the line feed that ends the line, or where the bytes end} */
    static int feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** {@return where the line ends, without its line end} */
    static int end(byte[] bytes, int from, int to) {
        int feed = feed(bytes, from, to);
        return feed > from && bytes[feed - 1] == '\r' ? feed - 1 : feed;
    }

    /** {@return the end of a text without one line end that it may have} */
    static int withoutLineEnd(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\n' ? to - 1 : to;
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** {@return the end of a text without the line ends that it may have} */
    static int withoutLineEnds(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return end;
    }

    /** {@return whether the bytes of a text stand at a place} */
    static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        if (to - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@return the text of the bytes, with the replacement character for what is no UTF-8} */
    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
