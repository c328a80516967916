package io.reqid.search.event;

import org.jspecify.annotations.Nullable;

/** The names that levels have in logs of many libraries. */
final class Severities {
    private static final int LONGEST = 13;

    private Severities() {}

    /** {@return the level of a name, in letters of any case, or null} */
    static @Nullable Severity named(String name) {
        return switch (name.toUpperCase(java.util.Locale.ROOT)) {
            case "TRACE", "FINEST", "FINER", "VERBOSE" -> Severity.TRACE;
            case "DEBUG", "FINE", "CONFIG" -> Severity.DEBUG;
            case "INFO", "INFORMATION", "INFORMATIONAL", "NOTICE" -> Severity.INFO;
            case "WARN", "WARNING" -> Severity.WARN;
            case "ERROR", "ERR", "SEVERE", "FATAL", "CRITICAL", "CRIT", "ALERT", "EMERG", "EMERGENCY", "PANIC" ->
                Severity.ERROR;
            default -> null;
        };
    }

    /** {@return the level of a number: of syslog up to 7, of Bunyan up to 60, of Logback beyond; or null} */
    static @Nullable Severity numbered(int number) {
        if (number < 0) {
            return null;
        }
        if (number <= 7) {
            return byLimits(-number, -7, -6, -4, -3);
        }
        return number <= 60 ? byLimits(number, 20, 30, 40, 50) : byLimits(number, 10_000, 20_000, 30_000, 40_000);
    }

    /** The least numbers of the levels from DEBUG on. */
    private static Severity byLimits(int number, int debug, int info, int warn, int error) {
        if (number >= error) {
            return Severity.ERROR;
        }
        if (number >= warn) {
            return Severity.WARN;
        }
        if (number >= info) {
            return Severity.INFO;
        }
        return number >= debug ? Severity.DEBUG : Severity.TRACE;
    }

    /** {@return the level that the capital letters, or the word, of a token name, or null} */
    static @Nullable Severity token(byte[] bytes, int from, int to) {
        if (to - from < 3 || to - from > LONGEST || !isLetter(bytes[from]) || !isLetter(bytes[to - 1])) {
            return null;
        }
        return named(Lines.text(bytes, from, to));
    }

    private static boolean isLetter(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }
}
