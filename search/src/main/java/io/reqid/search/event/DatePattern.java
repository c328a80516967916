package io.reqid.search.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A date pattern with the letters of {@link DateTimeFormatter}, which is what Logback prints time stamps with, compiled to
 * read bytes. Letters beyond the usual ones are left to the formatter itself. Immutable.
 */
final class DatePattern {
    /** What {@code %d} prints without an option, and for the option ISO8601. */
    static final String LOGBACK = "yyyy-MM-dd HH:mm:ss,SSS";

    /** More than any stamp needs: the formatter is given no more of a line. */
    private static final int LONGEST_STAMP = 200;

    private static final String FAST_LETTERS = "yuMLdHkhKmsSXxZzVEa";

    private final List<DateStep> steps;
    private final @Nullable DateTimeFormatter slow;
    private final @Nullable ZoneId zone;

    private DatePattern(List<DateStep> steps, @Nullable DateTimeFormatter slow, @Nullable ZoneId zone) {
        this.steps = List.copyOf(steps);
        this.slow = slow;
        this.zone = zone;
    }

    /**
     * {@return a compiled pattern}
     *
     * @param pattern the letters
     * @param zone the zone the stamps were printed in, or null if the pattern's user did not say
     * @param locale the language of names, or null if the pattern's user did not say
     * @throws IllegalArgumentException if it is not a pattern of {@link DateTimeFormatter}
     */
    static DatePattern of(String pattern, @Nullable ZoneId zone, @Nullable Locale locale) {
        List<DateStep> steps = new ArrayList<>();
        if (compile(pattern, locale, steps)) {
            return new DatePattern(steps, null, zone);
        }
        Locale language = locale == null ? Locale.getDefault(Locale.Category.FORMAT) : locale;
        return new DatePattern(List.of(), DateTimeFormatter.ofPattern(pattern, language), zone);
    }

    /** {@return the zone that was given, or null} */
    @Nullable
    ZoneId zone() {
        return zone;
    }

    /**
     * {@return where the stamp that begins at a place ends, or -1 if there is none}
     *
     * @param out is given the stamp's parts
     */
    int match(byte[] bytes, int from, int to, Stamp out) {
        if (slow != null) {
            return matchSlowly(slow, bytes, from, to, out);
        }
        int at = from;
        for (int i = 0; i < steps.size() && at >= 0; i++) {
            at = steps.get(i).match(bytes, at, to, out);
        }
        return at >= 0 && out.isPossible() ? at : -1;
    }

    /** {@return the steps, false if a letter is none of the usual ones} */
    private static boolean compile(String pattern, @Nullable Locale locale, List<DateStep> steps) {
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                int end = quoteEnd(pattern, i);
                steps.add(DateStep.literal(unquote(pattern.substring(i, end))));
                i = end;
            } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                int end = i;
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                DateStep step = FAST_LETTERS.indexOf(c) < 0 ? null : DateStep.letters(c, end - i, locale);
                if (step == null) {
                    return false;
                }
                steps.add(step);
                i = end;
            } else if ("[]{}#".indexOf(c) >= 0) {
                return false;
            } else {
                steps.add(DateStep.literal(String.valueOf(c)));
                i++;
            }
        }
        return true;
    }

    private static int quoteEnd(String pattern, int from) {
        int i = from + 1;
        while (i < pattern.length()) {
            if (pattern.charAt(i) == '\'') {
                if (i + 1 < pattern.length() && pattern.charAt(i + 1) == '\'' && i > from + 1) {
                    i++;
                } else {
                    return i + 1;
                }
            }
            i++;
        }
        throw new IllegalArgumentException("a quotation mark of the date pattern is not closed");
    }

    private static String unquote(String quoted) {
        return quoted.length() == 2
                ? "'"
                : quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }

    private static int matchSlowly(DateTimeFormatter formatter, byte[] bytes, int from, int to, Stamp out) {
        int end = Math.min(to, from + LONGEST_STAMP);
        String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        java.text.ParsePosition position = new java.text.ParsePosition(0);
        try {
            read(formatter.parse(text, position), out);
        } catch (DateTimeException | IndexOutOfBoundsException noStamp) {
            return -1;
        }
        return from + text.substring(0, position.getIndex()).getBytes(StandardCharsets.UTF_8).length;
    }

    private static void read(TemporalAccessor read, Stamp out) {
        out.year = part(read, ChronoField.YEAR);
        out.month = part(read, ChronoField.MONTH_OF_YEAR);
        out.day = part(read, ChronoField.DAY_OF_MONTH);
        out.hour = part(read, ChronoField.HOUR_OF_DAY);
        out.minute = part(read, ChronoField.MINUTE_OF_HOUR);
        out.second = part(read, ChronoField.SECOND_OF_MINUTE);
        out.nano = part(read, ChronoField.NANO_OF_SECOND);
        out.offsetSeconds = part(read, ChronoField.OFFSET_SECONDS);
        ZoneId named = read.query(TemporalQueries.zone());
        if (named instanceof ZoneOffset offset) {
            out.offsetSeconds = offset.getTotalSeconds();
        }
        if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
            out.epochNanos = read.getLong(ChronoField.INSTANT_SECONDS) * 1_000_000_000L + Math.max(0, out.nano);
        }
    }

    private static int part(TemporalAccessor read, ChronoField field) {
        return read.isSupported(field) ? read.get(field) : Stamp.UNSET;
    }
}
