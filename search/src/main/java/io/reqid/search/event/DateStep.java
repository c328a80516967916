package io.reqid.search.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One part of a date pattern: a text, a number, a name or an offset. Immutable. */
final class DateStep {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private final char kind;
    private final int least;
    private final int most;
    private final byte[] literal;
    private final byte @Nullable [][] months;

    private DateStep(char kind, int least, int most, byte[] literal, byte @Nullable [][] months) {
        this.kind = kind;
        this.least = least;
        this.most = most;
        this.literal = literal;
        this.months = months;
    }

    static DateStep literal(String text) {
        return new DateStep('\'', 0, 0, text.getBytes(StandardCharsets.UTF_8), null);
    }

    /** {@return the step for a letter that is repeated, or null if it needs the slow way} */
    static @Nullable DateStep letters(char letter, int count, @Nullable Locale locale) {
        return switch (letter) {
            case 'y', 'u' -> count == 2 ? number('Y', 2, 2) : number('y', count, Math.max(4, count));
            case 'M', 'L' -> count > 3 || count == 3 ? month(count, locale) : number('M', count, 2);
            case 'd', 'H', 'h', 'K', 'k', 'm', 's' -> count > 2 ? null : number(letter, count, 2);
            case 'S' -> count > 9 ? null : number('S', count, count);
            case 'X', 'x' -> number('X', 0, 0);
            case 'Z' -> count == 4 ? null : number('X', 0, 0);
            case 'z', 'V' -> number('z', 0, 0);
            case 'E', 'a' -> english(locale) ? number(letter, 0, 0) : null;
            default -> null;
        };
    }

    private static DateStep number(char kind, int least, int most) {
        return new DateStep(kind, least, most, new byte[0], null);
    }

    private static DateStep month(int count, @Nullable Locale locale) {
        if (english(locale)) {
            return number('N', count, count);
        }
        Locale language = locale == null ? Locale.getDefault(Locale.Category.FORMAT) : locale;
        byte[][] names = new byte[12][];
        for (Month month : Month.values()) {
            TextStyle style = count == 3 ? TextStyle.SHORT : TextStyle.FULL;
            names[month.getValue() - 1] = month.getDisplayName(style, language).getBytes(StandardCharsets.UTF_8);
        }
        return new DateStep('N', count, count, new byte[0], names);
    }

    private static boolean english(@Nullable Locale locale) {
        Locale language = locale == null ? Locale.getDefault(Locale.Category.FORMAT) : locale;
        return language.getLanguage().isEmpty() || language.getLanguage().equals("en");
    }

    /** {@return where what begins at a place ends, or -1 if it is something else} */
    int match(byte[] bytes, int from, int to, Stamp out) {
        return switch (kind) {
            case '\'' -> matchLiteral(bytes, from, to);
            case 'N' -> matchMonth(bytes, from, to, out);
            case 'X' -> Offsets.match(bytes, from, to, out);
            case 'z' -> matchZone(bytes, from, to, out);
            case 'E' -> letterEnd(bytes, from, to);
            case 'a' -> matchHalf(bytes, from, to, out);
            default -> matchNumber(bytes, from, to, out);
        };
    }

    private int matchLiteral(byte[] bytes, int from, int to) {
        if (to - from < literal.length) {
            return -1;
        }
        for (int i = 0; i < literal.length; i++) {
            if (bytes[from + i] != literal[i]) {
                return -1;
            }
        }
        return from + literal.length;
    }

    private int matchNumber(byte[] bytes, int from, int to, Stamp out) {
        int end = Math.min(to, from + most);
        int value = 0;
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + bytes[at++] - '0';
        }
        if (at - from < least || at == from) {
            return -1;
        }
        store(value, at - from, out);
        return at;
    }

    private void store(int value, int digits, Stamp out) {
        switch (kind) {
            case 'y' -> out.year = value;
            case 'Y' -> out.year = 2000 + value;
            case 'M' -> out.month = value;
            case 'd' -> out.day = value;
            case 'H', 'h', 'K' -> out.hour = value;
            case 'k' -> out.hour = value == 24 ? 0 : value;
            case 'm' -> out.minute = value;
            case 's' -> out.second = value;
            default -> out.nano = Offsets.nanos(value, digits);
        }
    }

    private int matchMonth(byte[] bytes, int from, int to, Stamp out) {
        if (months != null) {
            return matchName(months, bytes, from, to, out);
        }
        int month = english(bytes, from, to);
        if (month == 0) {
            return -1;
        }
        out.month = month;
        return least == 3 ? shortEnd(bytes, from, to) : letterEnd(bytes, from, to);
    }

    /** English for Britain shortens September to four letters. */
    private static int shortEnd(byte[] bytes, int from, int to) {
        return from + 3 < to && bytes[from + 2] == 'p' && bytes[from + 3] == 't' ? from + 4 : from + 3;
    }

    private static int matchName(byte[][] names, byte[] bytes, int from, int to, Stamp out) {
        int best = -1;
        for (int month = 0; month < names.length; month++) {
            byte[] name = names[month];
            boolean longer = best < 0 || from + name.length > best;
            if (longer
                    && java.util.Arrays.equals(bytes, from, Math.min(to, from + name.length), name, 0, name.length)) {
                best = from + name.length;
                out.month = month + 1;
            }
        }
        return best;
    }

    /** {@return 1 to 12 for the English month whose first three letters stand at a place, else 0} */
    static int english(byte[] bytes, int from, int to) {
        if (to - from < 3) {
            return 0;
        }
        for (int i = 0; i < MONTHS.length(); i += 3) {
            if ((bytes[from] | 0x20) == MONTHS.charAt(i)
                    && (bytes[from + 1] | 0x20) == MONTHS.charAt(i + 1)
                    && (bytes[from + 2] | 0x20) == MONTHS.charAt(i + 2)) {
                return i / 3 + 1;
            }
        }
        return 0;
    }

    private static int matchHalf(byte[] bytes, int from, int to, Stamp out) {
        if (to - from < 2 || (bytes[from + 1] | 0x20) != 'm') {
            return -1;
        }
        int letter = bytes[from] | 0x20;
        out.half = letter == 'p' ? 1 : 0;
        return letter == 'p' || letter == 'a' ? from + 2 : -1;
    }

    private static int matchZone(byte[] bytes, int from, int to, Stamp out) {
        int end = from;
        while (end < to && isZoneByte(bytes[end])) {
            end++;
        }
        if (end == from) {
            return -1;
        }
        String name = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        if (name.equals("UTC") || name.equals("Z") || name.equals("GMT")) {
            out.offsetSeconds = 0;
        } else {
            out.zone = zoneOf(name);
        }
        return end;
    }

    private static @Nullable ZoneId zoneOf(String name) {
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private static boolean isZoneByte(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || "/_+-:".indexOf(b) >= 0;
    }

    private static int letterEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && ((bytes[end] | 0x20) >= 'a' && (bytes[end] | 0x20) <= 'z')) {
            end++;
        }
        return end == from ? -1 : end;
    }
}
