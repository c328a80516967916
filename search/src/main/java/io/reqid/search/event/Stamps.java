package io.reqid.search.event;

/**
 * Recognises the time stamps that logs usually begin with: ISO 8601 in its many forms, Logback's default, a time of day,
 * syslog (RFC 3164), the common log format, epoch seconds and milliseconds.
 */
final class Stamps {
    static final int ISO = 1;
    static final int TIME_OF_DAY = 2;
    static final int SYSLOG = 4;
    static final int COMMON = 8;
    static final int EPOCH = 16;
    static final int ALL = ISO | TIME_OF_DAY | SYSLOG | COMMON | EPOCH;

    private Stamps() {}

    /** {@return which kind of stamp begins at a place, or 0} */
    static int kind(byte[] bytes, int from, int to) {
        for (int kind = ISO; kind <= EPOCH; kind <<= 1) {
            if (match(bytes, from, to, kind, new Stamp()) >= 0) {
                return kind;
            }
        }
        return 0;
    }

    /** {@return where the stamp ends that begins at a place, or -1 if there is none of the kinds asked for} */
    static int match(byte[] bytes, int from, int to, int kinds, Stamp out) {
        if (from >= to) {
            return -1;
        }
        byte b = bytes[from];
        if (!Offsets.isDigit(b)) {
            boolean letter = b >= 'A' && b <= 'Z';
            return letter && (kinds & SYSLOG) != 0 ? possible(syslog(bytes, from, to, out), bytes, to, out) : -1;
        }
        int end = -1;
        if ((kinds & ISO) != 0) {
            end = possible(iso(bytes, from, to, out), bytes, to, out);
        }
        if (end < 0 && (kinds & TIME_OF_DAY) != 0) {
            end = possible(timeOfDay(bytes, from, to, out), bytes, to, out);
        }
        if (end < 0 && (kinds & COMMON) != 0) {
            end = possible(common(bytes, from, to, out), bytes, to, out);
        }
        if (end < 0 && (kinds & EPOCH) != 0) {
            end = possible(epoch(bytes, from, to, out), bytes, to, out);
        }
        return end;
    }

    /** A stamp ends where no letter, digit or underscore follows, and shows what clocks and calendars can show. */
    private static int possible(int end, byte[] bytes, int to, Stamp out) {
        if (end < 0 || !out.isPossible()) {
            return -1;
        }
        boolean cut = end < to && (Offsets.isDigit(bytes[end]) || isLetter(bytes[end]) || bytes[end] == '_');
        return cut ? -1 : end;
    }

    private static boolean isLetter(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    /** {@code 2026-11-25T18:14:05.417Z} and its forms; also with slashes. */
    private static int iso(byte[] bytes, int from, int to, Stamp out) {
        if (to - from < 16) {
            return -1;
        }
        byte dash = bytes[from + 4];
        if ((dash != '-' && dash != '/') || bytes[from + 7] != dash) {
            return -1;
        }
        int century = Offsets.twoDigits(bytes, from, to);
        int year = Offsets.twoDigits(bytes, from + 2, to);
        out.month = Offsets.twoDigits(bytes, from + 5, to);
        out.day = Offsets.twoDigits(bytes, from + 8, to);
        byte separator = bytes[from + 10];
        if (century < 0 || year < 0 || (separator != 'T' && separator != ' ' && separator != '_' && separator != 't')) {
            return -1;
        }
        out.year = century * 100 + year;
        return zoned(bytes, clock(bytes, from + 11, to, out), to, out);
    }

    private static int timeOfDay(byte[] bytes, int from, int to, Stamp out) {
        out.year = Stamp.UNSET;
        out.month = Stamp.UNSET;
        out.day = Stamp.UNSET;
        int end = clock(bytes, from, to, out);
        return out.second == Stamp.UNSET ? -1 : end;
    }

    /** {@code 18:14}, {@code 18:14:05} or {@code 18:14:05.417} with one to nine digits. */
    private static int clock(byte[] bytes, int from, int to, Stamp out) {
        out.hour = Offsets.twoDigits(bytes, from, to);
        out.minute = from + 5 <= to && bytes[from + 2] == ':' ? Offsets.twoDigits(bytes, from + 3, to) : -1;
        out.second = Stamp.UNSET;
        out.nano = Stamp.UNSET;
        if (out.hour < 0 || out.minute < 0) {
            return -1;
        }
        int at = from + 5;
        if (at + 3 > to || bytes[at] != ':') {
            return at;
        }
        out.second = Offsets.twoDigits(bytes, at + 1, to);
        return out.second < 0 ? -1 : fraction(bytes, at + 3, to, out);
    }

    private static int fraction(byte[] bytes, int from, int to, Stamp out) {
        if (from + 1 >= to || (bytes[from] != '.' && bytes[from] != ',') || !Offsets.isDigit(bytes[from + 1])) {
            return from;
        }
        int value = 0;
        int at = from + 1;
        while (at < to && at - from <= 9 && Offsets.isDigit(bytes[at])) {
            value = value * 10 + bytes[at++] - '0';
        }
        out.nano = Offsets.nanos(value, at - from - 1);
        return at;
    }

    /** An offset follows at once, or behind a space if it has four digits or is {@code Z} or {@code UTC}. */
    private static int zoned(byte[] bytes, int from, int to, Stamp out) {
        if (from < 0) {
            return -1;
        }
        int end = Offsets.match(bytes, from, to, out);
        if (end >= 0 || from + 2 > to || bytes[from] != ' ') {
            return end < 0 ? from : end;
        }
        if (from + 4 <= to && bytes[from + 1] == 'U' && bytes[from + 2] == 'T' && bytes[from + 3] == 'C') {
            out.offsetSeconds = 0;
            return from + 4;
        }
        Stamp behind = new Stamp();
        int spaced = Offsets.match(bytes, from + 1, to, behind);
        boolean ends = spaced == to || (spaced > 0 && bytes[spaced] == ' ');
        if (ends && spaced - from >= 6) {
            out.offsetSeconds = behind.offsetSeconds;
            return spaced;
        }
        return from;
    }

    /** {@code Nov 25 18:14:05}; a day below ten stands behind a space. */
    private static int syslog(byte[] bytes, int from, int to, Stamp out) {
        out.month = DateStep.english(bytes, from, to);
        if (out.month == 0 || to - from < 15 || bytes[from + 3] != ' ' || bytes[from + 6] != ' ') {
            return -1;
        }
        boolean single = bytes[from + 4] == ' ' && Offsets.isDigit(bytes[from + 5]);
        out.day = single ? bytes[from + 5] - '0' : Offsets.twoDigits(bytes, from + 4, to);
        int end = clock(bytes, from + 7, to, out);
        return out.second == Stamp.UNSET ? -1 : end;
    }

    /** {@code 25/Nov/2026:18:14:05 +0100}; also with spaces or dashes between its parts. */
    private static int common(byte[] bytes, int from, int to, Stamp out) {
        if (to - from < 20) {
            return -1;
        }
        out.day = Offsets.twoDigits(bytes, from, to);
        out.month = DateStep.english(bytes, from + 3, to);
        int century = Offsets.twoDigits(bytes, from + 7, to);
        int year = Offsets.twoDigits(bytes, from + 9, to);
        if (out.day < 0 || out.month == 0 || century < 0 || year < 0 || bytes[from + 2] != bytes[from + 6]) {
            return -1;
        }
        out.year = century * 100 + year;
        return zoned(bytes, clock(bytes, from + 12, to, out), to, out);
    }

    /** Ten digits are seconds, thirteen milliseconds; a fraction may follow. */
    private static int epoch(byte[] bytes, int from, int to, Stamp out) {
        int at = from;
        long value = 0;
        while (at < to && at - from < 14 && Offsets.isDigit(bytes[at])) {
            value = value * 10 + bytes[at++] - '0';
        }
        int digits = at - from;
        if ((digits != 10 && digits != 13) || value < 100_000_000L) {
            return -1;
        }
        Stamp rest = new Stamp();
        int end = digits == 10 ? fraction(bytes, at, to, rest) : at;
        out.epochNanos = value * (digits == 10 ? 1_000_000_000L : 1_000_000L) + Math.max(0, rest.nano);
        out.year = Stamp.UNSET;
        out.month = Stamp.UNSET;
        out.day = Stamp.UNSET;
        out.hour = Stamp.UNSET;
        out.minute = Stamp.UNSET;
        out.second = Stamp.UNSET;
        return end;
    }
}
