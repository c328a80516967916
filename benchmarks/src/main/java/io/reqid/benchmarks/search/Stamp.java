package io.reqid.benchmarks.search;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Prints times in UTC, fast enough for gigabytes of them: the date and the hour are made anew only when they change. */
final class Stamp {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The last date that was made, with its day; replaced as a whole. */
    private record Day(long number, String date) {}

    private static volatile Day last = new Day(0, "1970-01-01");

    private Stamp() {}

    /** Prints the date, the separator, the time and the milliseconds after a dot. */
    static StringBuilder millis(long epochNanos, char separator, StringBuilder out) {
        long millis = Math.floorDiv(epochNanos, NANOS_PER_MILLI);
        out.append(date(millis)).append(separator);
        int ofDay = (int) Math.floorMod(millis, 24 * MILLIS_PER_HOUR);
        two(ofDay / 3_600_000, out).append(':');
        two(ofDay / 60_000 % 60, out).append(':');
        two(ofDay / 1_000 % 60, out).append('.');
        return digits(ofDay % 1_000, 100, out);
    }

    /** Prints the same with nanoseconds. */
    static StringBuilder nanos(long epochNanos, StringBuilder out) {
        millis(epochNanos, 'T', out);
        return digits((int) Math.floorMod(epochNanos, NANOS_PER_MILLI), 100_000, out);
    }

    /** {@return the date of a time, as it stands in the names of rotated files} */
    static String date(long epochMillis) {
        long number = Math.floorDiv(epochMillis, 24 * MILLIS_PER_HOUR);
        Day day = last;
        if (day.number() != number) {
            day = new Day(number, DATE.format(Instant.ofEpochMilli(epochMillis)));
            last = day;
        }
        return day.date();
    }

    private static StringBuilder two(int number, StringBuilder out) {
        return digits(number, 10, out);
    }

    private static StringBuilder digits(int number, int highest, StringBuilder out) {
        for (int unit = highest; unit > 0; unit /= 10) {
            out.append((char) ('0' + number / unit % 10));
        }
        return out;
    }
}
