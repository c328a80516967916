package io.reqid.search.event;

import org.jspecify.annotations.Nullable;

/** The line in which Logback names the pattern of what follows, with {@code outputPatternAsHeader}. */
final class HeaderLine {
    private static final byte[] START = Lines.ascii("#logback.");
    private static final byte[] MARK = Lines.ascii(" pattern: ");
    private static final int LONGEST_NAME = 40;

    private HeaderLine() {}

    static boolean is(byte[] bytes, int from, int to) {
        return patternStart(bytes, from, to) >= 0;
    }

    /** {@return the pattern of a header, or null if the line is none} */
    static @Nullable String pattern(byte[] bytes, int from, int to) {
        int start = patternStart(bytes, from, to);
        return start < 0 ? null : Lines.text(bytes, start, to);
    }

    private static int patternStart(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] != '#' || !Lines.startsWith(bytes, from, to, START)) {
            return -1;
        }
        int last = Math.min(to, from + LONGEST_NAME);
        for (int i = from + START.length; i < last; i++) {
            if (Lines.startsWith(bytes, i, to, MARK)) {
                return i + MARK.length;
            }
        }
        return -1;
    }
}
