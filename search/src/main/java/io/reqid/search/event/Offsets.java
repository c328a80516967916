package io.reqid.search.event;

/** Reads what stamps of every kind have in common: offsets from UTC, as ISO 8601 writes them, and fractions. */
final class Offsets {
    private Offsets() {}

    /** {@return where the offset ends that begins at a place: Z, +hh, +hhmm, +hh:mm, +hh:mm:ss; or -1} */
    static int match(byte[] bytes, int from, int to, Stamp out) {
        if (from >= to) {
            return -1;
        }
        if (bytes[from] == 'Z') {
            out.offsetSeconds = 0;
            return from + 1;
        }
        if (bytes[from] != '+' && bytes[from] != '-') {
            return -1;
        }
        int hours = twoDigits(bytes, from + 1, to);
        if (hours < 0 || hours > 18) {
            return -1;
        }
        int end = from + 3;
        int seconds = hours * 3600;
        int minutes = twoDigits(bytes, afterColon(bytes, end, to), to);
        if (minutes >= 0 && minutes < 60) {
            seconds += minutes * 60;
            end = afterColon(bytes, end, to) + 2;
        }
        out.offsetSeconds = bytes[from] == '-' ? -seconds : seconds;
        return end;
    }

    private static int afterColon(byte[] bytes, int at, int to) {
        return at < to && bytes[at] == ':' ? at + 1 : at;
    }

    /** {@return the number of two digits, or -1} */
    static int twoDigits(byte[] bytes, int at, int to) {
        return at + 2 <= to && isDigit(bytes[at]) && isDigit(bytes[at + 1])
                ? (bytes[at] - '0') * 10 + bytes[at + 1] - '0'
                : -1;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** {@return the nanoseconds of a fraction of a second with one to nine digits} */
    static int nanos(int value, int digits) {
        int nanos = value;
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }
}
