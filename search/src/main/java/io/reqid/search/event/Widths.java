package io.reqid.search.event;

/** Counts characters, as Logback does: units of UTF-16; in bytes of UTF-8. */
final class Widths {
    private Widths() {}

    /** {@return the place after a number of characters, or -1 if the bytes end before} */
    static int advance(byte[] bytes, int from, int to, int characters) {
        int at = from;
        int left = characters;
        while (left > 0) {
            if (at >= to) {
                return -1;
            }
            int first = bytes[at] & 0xff;
            left -= first >= 0xf0 ? 2 : 1;
            at = Math.min(to, at + length(first));
        }
        return at;
    }

    private static int length(int first) {
        if (first < 0xc0) {
            return 1;
        }
        return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }

    /** {@return whether there are no more characters than that between two places} */
    static boolean fits(byte[] bytes, int from, int to, int most) {
        if (to - from <= most) {
            return true;
        }
        int count = 0;
        for (int i = from; i < to && count <= most; i++) {
            int unit = bytes[i] & 0xff;
            count += unit >= 0xf0 ? 2 : unit >= 0x80 && unit < 0xc0 ? 0 : 1;
        }
        return count <= most;
    }
}
