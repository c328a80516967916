package io.reqid.search.input;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file name says about the file's place in a rotated set. Known are the names that Logback, Spring Boot, Log4j,
 * Jetty and logrotate make: {@code app.2026-11-21.0.log.gz}, {@code app-2026-11-21.log}, {@code app.log.2026-11-21.0.gz},
 * {@code app.log-20261121}, {@code 2026_11_21.request.log}, {@code app-11-21-2026-1.log.gz}, {@code app.2026-11.log},
 * {@code app.log.1} and, if there is an {@code app.log}, {@code app.1.log} and {@code app-1.log}.
 *
 * @param base the name of the file that is written now: equal for all files of a set
 * @param stamp the year, month, day and whatever numbers follow the date, or empty
 * @param index the number that stands in place of a date, or -1
 * @param certain whether the name alone shows that the file was rotated; if not, only a file named {@code base} does
 */
record RotatedName(String base, List<Long> stamp, long index, boolean certain) {
    private static final String SEPARATORS = "-_.";
    private static final int OLDEST_YEAR = 1970;
    private static final int LATEST_YEAR = 2199;

    /** Compiled where a name has a digit at all: that takes longer than reading a small file does. */
    private static final class Patterns {
        static final Pattern DATE = Pattern.compile("(?<!\\d)"
                + "(?:(?<year>\\d{4})(?<sep>[-_.]?)(?<month>\\d{2})(?:\\k<sep>(?<day>\\d{2}))?"
                + "|(?<month2>\\d{2})-(?<day2>\\d{2})-(?<year2>\\d{4}))"
                + "(?<more>(?:[-_.T:]?\\d{1,10}){0,4})(?![0-9A-Za-z])");
        static final Pattern NUMBER = Pattern.compile("\\d+");
        static final Pattern LAST_INDEX = Pattern.compile("(?<base>.*[A-Za-z].*)\\.(?<index>\\d{1,6})");
        static final Pattern INNER_INDEX = Pattern.compile("(?<name>.+)[.-](?<index>\\d{1,6})(?<type>\\.[A-Za-z]+)");

        private Patterns() {}
    }

    /** {@return what a file name says} */
    static RotatedName of(String fileName) {
        String name = Compression.withoutSuffix(fileName);
        return hasDigit(name) ? numbered(name) : new RotatedName(name, List.of(), -1, true);
    }

    private static boolean hasDigit(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= '0' && name.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    private static RotatedName numbered(String name) {
        Matcher date = Patterns.DATE.matcher(name);
        for (int from = 0; date.find(from); from = date.start() + 1) {
            List<Long> stamp = stamp(date);
            if (!stamp.isEmpty()) {
                return new RotatedName(without(name, date.start(), date.end()), stamp, -1, true);
            }
        }
        return indexed(name);
    }

    private static RotatedName indexed(String name) {
        Matcher last = Patterns.LAST_INDEX.matcher(name);
        if (last.matches()) {
            return new RotatedName(last.group("base"), List.of(), Long.parseLong(last.group("index")), true);
        }
        Matcher inner = Patterns.INNER_INDEX.matcher(name);
        if (inner.matches()) {
            String base = inner.group("name") + inner.group("type");
            return new RotatedName(base, List.of(), Long.parseLong(inner.group("index")), false);
        }
        return new RotatedName(name, List.of(), -1, true);
    }

    /** {@return the numbers of a date and of what follows it, or none if it is not a date} */
    private static List<Long> stamp(Matcher date) {
        boolean yearFirst = date.group("year") != null;
        String day = date.group(yearFirst ? "day" : "day2");
        if (day == null && date.group("sep").isEmpty()) {
            return List.of();
        }
        List<Long> stamp = new ArrayList<>();
        stamp.add(Long.parseLong(date.group(yearFirst ? "year" : "year2")));
        stamp.add(Long.parseLong(date.group(yearFirst ? "month" : "month2")));
        stamp.add(day == null ? 0 : Long.parseLong(day));
        if (!isDate(stamp.get(0), stamp.get(1), stamp.get(2))) {
            return List.of();
        }
        Matcher more = Patterns.NUMBER.matcher(date.group("more"));
        while (more.find()) {
            stamp.add(Long.parseLong(more.group()));
        }
        return List.copyOf(stamp);
    }

    private static boolean isDate(long year, long month, long day) {
        return year >= OLDEST_YEAR && year <= LATEST_YEAR && month >= 1 && month <= 12 && day >= 0 && day <= 31;
    }

    private static String without(String name, int from, int to) {
        String before = name.substring(0, from);
        boolean separated = !before.isEmpty() && SEPARATORS.indexOf(before.charAt(before.length() - 1)) >= 0;
        String rest = (separated ? before.substring(0, before.length() - 1) : before) + name.substring(to);
        return rest.length() > 1 && SEPARATORS.indexOf(rest.charAt(0)) >= 0 ? rest.substring(1) : rest;
    }

    /** {@return whether the file is the one that is written now, as far as the name says} */
    boolean isCurrent() {
        return stamp.isEmpty() && index < 0;
    }

    /** {@return the same file as one that was never rotated, under its full name} */
    static RotatedName alone(String fileName) {
        return new RotatedName(Compression.withoutSuffix(fileName), List.of(), -1, true);
    }
}
