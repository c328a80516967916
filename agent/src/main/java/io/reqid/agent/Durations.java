package io.reqid.agent;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads lengths of time as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h} or ISO-8601. */
final class Durations {
    static final String ALLOWED = "a length of time such as 500ms, 30s, 5m, 2h or PT1M30S, from 0s to 365 days";

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_DIGITS = 12;

    private Durations() {}

    /** {@return the length of time; null if the text is none, or is negative, or is longer than a year} */
    static @Nullable Duration parse(String text) {
        Duration read = text.startsWith("P") || text.startsWith("p") ? iso(text) : abbreviated(text);
        return read == null || read.isNegative() || read.compareTo(LONGEST) > 0 ? null : read;
    }

    private static @Nullable Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Duration abbreviated(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MOST_DIGITS) {
            return null;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> null;
        };
    }
}
