package io.reqid.search.event;

/** The escape sequences that colour a terminal: {@code ESC [ parameters m} and their like (ECMA-48, CSI). */
final class Colours {
    private static final int LONGEST = 32;
    private static final int MOST = 8;

    private Colours() {}

    /** {@return the first place from one on that does not begin such a sequence} */
    static int skip(byte[] bytes, int from, int to) {
        int at = from;
        for (int count = 0; count < MOST && at + 1 < to && bytes[at] == 0x1b && bytes[at + 1] == '['; count++) {
            int end = at + 2;
            while (end < to && end - at < LONGEST && bytes[end] >= 0x20 && bytes[end] <= 0x3f) {
                end++;
            }
            if (end == to || bytes[end] < 0x40 || bytes[end] > 0x7e) {
                return at;
            }
            at = end + 1;
        }
        return at;
    }
}
