package io.reqid.search.event;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the default layout of Spring Boot in the first lines of a file: with or without application name and group, with or
 * without {@code logging.pattern.correlation}, of its console and its files. Source: {@code defaults.xml} in the jar of
 * Spring Boot 3.5 and 4.1; 2.x prints its time stamps another way.
 */
final class SpringLayout {
    private static final String[] DATES = {"yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "yyyy-MM-dd HH:mm:ss.SSS"};
    private static final int MOST_GROUPS = 4;
    /** Lines from all over the head: enough to learn from, few enough to start quickly. */
    private static final int MOST_ROWS = 100;

    private static final String GROUP_GAP = "] [";

    private final Head head;
    private final IdKeys keys;
    private final @Nullable ZoneId zone;
    private final long modifiedMillis;

    private SpringLayout(Head head, IdKeys keys, @Nullable ZoneId zone, long modifiedMillis) {
        this.head = head;
        this.keys = keys;
        this.zone = zone;
        this.modifiedMillis = modifiedMillis;
    }

    /** {@return the layout that the first lines have, or null} */
    static @Nullable PatternFormat find(Head head, IdKeys keys, @Nullable ZoneId zone, long modifiedMillis) {
        SpringLayout layout = new SpringLayout(head, keys, zone, modifiedMillis);
        for (String date : DATES) {
            PatternFormat found = layout.find(date);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable PatternFormat find(String date) {
        PatternFormat any = format(date, "[%1t] ", "");
        List<String[]> rows = new ArrayList<>();
        int columns = MOST_GROUPS;
        int step = Math.max(1, head.lines() / MOST_ROWS);
        for (int i = 0; i < head.lines(); i += step) {
            String[] row = row(any, i);
            if (row != null) {
                rows.add(row);
                columns = Math.min(columns, row.length);
            }
        }
        return rows.isEmpty() ? null : format(date, rows, columns);
    }

    /** {@return what stands in the brackets of a line, or null if the line has another layout} */
    private String @Nullable [] row(PatternFormat any, int line) {
        byte[] copy = java.util.Arrays.copyOfRange(head.bytes(), head.from(line), head.to(line));
        Event.Builder builder = Event.at(new Origin("", "", 0), 0, copy);
        String groups = any.parse(copy, 0, builder) ? builder.build().thread() : null;
        return groups == null ? null : split(groups);
    }

    private static String[] split(String groups) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int gap = groups.indexOf(GROUP_GAP); gap >= 0; gap = groups.indexOf(GROUP_GAP, from)) {
            parts.add(groups.substring(from, gap));
            from = gap + GROUP_GAP.length();
        }
        parts.add(groups.substring(from));
        return parts.toArray(new String[0]);
    }

    private PatternFormat format(String date, List<String[]> rows, int columns) {
        boolean ids = columns > 1 && IdSlot.holdsIds(column(rows, columns - 1));
        int names = columns - (ids ? 2 : 1);
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < Math.max(0, names); i++) {
            groups.append(i == 0 ? "[%property{APPLICATION_NAME}] " : "[%property{APPLICATION_GROUP}] ");
        }
        return format(date, groups + "[%1t] ", ids ? "[%reqId{-}] " : "");
    }

    private static List<String> column(List<String[]> rows, int column) {
        List<String> values = new ArrayList<>();
        for (String[] row : rows) {
            values.add(row[column].strip());
        }
        return values;
    }

    private PatternFormat format(String date, String groups, String correlation) {
        String pattern = "%clr(%d{" + date + "}) %clr(%5p) %clr(%pid) %clr(--- " + groups + correlation
                + "){}%clr(%-40.40logger{39}) %clr(:) %m%n%wEx";
        return PatternFormat.of(pattern, Map.of(), keys, zone, modifiedMillis)
                .described("Spring Boot's default layout" + (correlation.isEmpty() ? "" : " with [%reqId]"));
    }
}
