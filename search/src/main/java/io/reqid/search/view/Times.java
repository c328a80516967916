package io.reqid.search.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and spans of time as people, or programs, read them. */
final class Times {
    private static final long MILLI = 1_000_000;
    private static final long TENTH = 100 * MILLI;
    private static final long SECOND = 10 * TENTH;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static final DateTimeFormatter FOR_PEOPLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSXXX", Locale.ROOT);
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT);

    private Times() {}

    static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, SECOND), Math.floorMod(epochNanos, SECOND));
    }

    /** {@return a time to milliseconds, with its offset from UTC} */
    static String point(long epochNanos, ZoneId zone) {
        return FOR_PEOPLE.format(instant(epochNanos).atZone(zone));
    }

    /** {@return a time as RFC 3339 has it, in UTC, with nine digits of a second} */
    static String rfc3339(long epochNanos) {
        return RFC_3339.format(instant(epochNanos).atZone(ZoneOffset.UTC));
    }

    /** {@return nanoseconds from one time to another, at most {@link Long#MAX_VALUE}} */
    static long since(long from, long to) {
        long span = to - from;
        return from <= to && span < 0 ? Long.MAX_VALUE : span;
    }

    /** {@return a span of time in a few digits: {@code 0.25 ms}, {@code 184 ms}, {@code 12.3 s}, {@code 2m 03s}} */
    static String span(long nanos, String separator) {
        if (nanos < 10 * MILLI && nanos % MILLI != 0) {
            return number(nanos / 1e6, 2) + separator + "ms";
        }
        if (nanos < 10 * SECOND) {
            return nanos / MILLI + separator + "ms";
        }
        if (nanos < MINUTE) {
            return number((nanos - nanos % TENTH) / 1e9, 1) + separator + "s";
        }
        return nanos < HOUR
                ? pair(nanos / MINUTE, "m", nanos % MINUTE / SECOND, "s", separator)
                : pair(nanos / HOUR, "h", nanos % HOUR / MINUTE, "m", separator);
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String pair(long great, String greatUnit, long small, String smallUnit, String separator) {
        return String.format(Locale.ROOT, "%d%s%s%02d%s", great, greatUnit, separator, small, smallUnit);
    }
}
