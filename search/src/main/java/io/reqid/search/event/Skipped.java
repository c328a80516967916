package io.reqid.search.event;

/**
 * What may stand before a line and is no part of it: a byte order mark, and the null bytes that stand where a file was
 * emptied while a program went on writing at its old place.
 */
final class Skipped {
    private Skipped() {}

    /** {@return where the line itself begins} */
    static int end(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] > 0) {
            return from;
        }
        int at = from;
        while (at < to && bytes[at] == 0) {
            at++;
        }
        boolean mark = to - at >= 3
                && bytes[at] == (byte) 0xef
                && bytes[at + 1] == (byte) 0xbb
                && bytes[at + 2] == (byte) 0xbf;
        return mark ? at + 3 : at;
    }
}
