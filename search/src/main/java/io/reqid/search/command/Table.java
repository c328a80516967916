package io.reqid.search.command;

import io.reqid.search.event.Event;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text in columns, each cell one word, so that other programs can read it. For one thread. */
final class Table {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    private static final DateTimeFormatter EXACT_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", Locale.ROOT);
    private static final long NANOS = 1_000_000_000;

    private final List<String[]> rows = new ArrayList<>();

    void row(String... cells) {
        rows.add(cells);
    }

    /** {@return the rows as lines} */
    String text() {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            line(text, row, widths);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String[] row, int[] widths) {
        for (int i = 0; i < row.length; i++) {
            text.append(row[i]);
            if (i < row.length - 1) {
                text.append(" ".repeat(widths[i] - row[i].length() + 2));
            }
        }
        text.append('\n');
    }

    /** {@return a time as people read it, or a hyphen} */
    static String time(long epochNanos, ZoneId zone) {
        return epochNanos == Event.NO_TIME ? "-" : TIME.format(instant(epochNanos).atZone(zone));
    }

    /** {@return a time as programs read it} */
    static String exactTime(long epochNanos) {
        return EXACT_TIME.format(instant(epochNanos).atOffset(ZoneOffset.UTC));
    }

    private static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS));
    }
}
