package io.reqid.search.command;

import io.reqid.search.report.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times and durations as they are typed. Immutable. */
final class TimeArguments {
    private static final String TIMES = "a time like 2026-11-25T18:30:00Z, 2026-11-25T18:30, 2026-11-25, 18:30 (today),"
            + " -2h (before now) or seconds since 1970";
    private static final String DURATIONS = "a duration like 500ms, 90s, 10m, 1h30m or 2d";
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,8})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{9,10}");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{12,13}");

    private final Instant now;
    private final ZoneId zone;

    /**
     * @param now what -2h is counted from, and what says which day is today
     * @param zone the zone of times without one
     */
    TimeArguments(Instant now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** {@return the time that is typed; a date alone is its first moment} */
    Instant time(Flag flag, String typed) throws UsageException {
        return parse(typed).orElseThrow(() -> fault(flag, TIMES, typed));
    }

    /** {@return the duration that is typed} */
    static Duration duration(Flag flag, String typed) throws UsageException {
        return span(typed).orElseThrow(() -> fault(flag, DURATIONS, typed));
    }

    /** {@return the zone that is typed} */
    static ZoneId zone(Flag flag, String typed) throws UsageException {
        try {
            return ZoneId.of(typed);
        } catch (DateTimeException e) {
            throw fault(flag, "a time zone like UTC, Europe/Berlin or +02:00", typed);
        }
    }

    private static UsageException fault(Flag flag, String allowed, String typed) {
        return new UsageException(flag.typed() + " must be " + allowed + ", found \"" + Printable.text(typed) + "\"");
    }

    private Optional<Instant> parse(String typed) {
        try {
            if (typed.startsWith("-")) {
                return span(typed.substring(1)).map(now::minus);
            }
            if (EPOCH_SECONDS.matcher(typed).matches()) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(typed)));
            }
            if (EPOCH_MILLIS.matcher(typed).matches()) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(typed)));
            }
            return Optional.of(calendar(typed.replace(' ', 'T').replace(',', '.')));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Instant calendar(String typed) {
        int t = typed.indexOf('T');
        if (t < 0 && typed.indexOf(':') > 0) {
            LocalDate today = now.atZone(zone).toLocalDate();
            return today.atTime(LocalTime.parse(typed)).atZone(zone).toInstant();
        }
        if (t < 0) {
            return LocalDate.parse(typed).atStartOfDay(zone).toInstant();
        }
        try {
            return OffsetDateTime.parse(typed).toInstant();
        } catch (DateTimeParseException e) {
            return LocalDateTime.parse(typed).atZone(zone).toInstant();
        }
    }

    private static Optional<Duration> span(String typed) {
        Matcher matcher = DURATION.matcher(typed);
        if (typed.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(matcher.group(1)))
                .plusHours(number(matcher.group(2)))
                .plusMinutes(number(matcher.group(3)))
                .plusSeconds(number(matcher.group(4)))
                .plusMillis(number(matcher.group(5))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
