package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several requests in a table, one line each: for people, or as JSON. The id comes first in each line, so that it is easily
 * taken on. For one thread.
 */
public final class TopTable {
    private static final String GAP = "  ";

    private final OutputStream out;
    private final ViewOptions options;

    /**
     * One request.
     *
     * @param id its id
     * @param durationNanos from its first event to its last, or 0 where it has no times
     * @param events how many events it has
     * @param errors how many of them are errors
     * @param firstNanos when it began, in nanoseconds since 1970-01-01T00:00Z, or {@link Event#NO_TIME}
     * @param worst the gravest level of its events, or null if they have none
     */
    public record Row(
            String id,
            long durationNanos,
            long events,
            long errors,
            long firstNanos,
            @Nullable Severity worst) {}

    /** A column: its head, and what it says of a row. */
    private record Column(String head, boolean isNumber, List<String> cells) {
        int width() {
            return cells.stream().mapToInt(TextWidth::of).reduce(TextWidth.of(head), Math::max);
        }

        String cell(int row) {
            return padded(cells.get(row));
        }

        String padded(String text) {
            return isNumber ? " ".repeat(width() - TextWidth.of(text)) + text : TextWidth.pad(text, width());
        }
    }

    /**
     * Makes a table.
     *
     * @param out where to write; not closed
     * @param options width, colour, character set and zone
     */
    public TopTable(OutputStream out, ViewOptions options) {
        this.out = out;
        this.options = options;
    }

    /**
     * Writes the requests as a table with a head, and flushes. Columns that find no room are left out, the last first; ids
     * are never cut.
     *
     * @param rows the requests, in the order in which to show them
     * @throws IOException whatever the stream throws, unchanged
     */
    public void show(List<Row> rows) throws IOException {
        Screen screen = new Screen(out, options);
        List<Column> columns = fitting(columns(rows), screen.width());
        for (int i = 0; i < columns.size(); i++) {
            screen.put(i == 0 ? "" : GAP)
                    .put(Style.DIM, columns.get(i).padded(columns.get(i).head()));
        }
        screen.endLine();
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                Style style = columns.get(i).head().equals("WORST")
                        ? Style.of(rows.get(row).worst())
                        : Style.PLAIN;
                screen.put(i == 0 ? "" : GAP).put(style, columns.get(i).cell(row));
            }
            screen.endLine();
        }
        screen.flush();
    }

    private List<Column> columns(List<Row> rows) {
        Visible visible = Visible.in(options.charset());
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("ID", false, cells(rows, row -> visible.line(row.id()))));
        columns.add(new Column("DURATION", true, cells(rows, row -> Times.span(row.durationNanos(), " "))));
        columns.add(new Column("EVENTS", true, cells(rows, row -> number(row.events()))));
        columns.add(new Column("ERRORS", true, cells(rows, row -> number(row.errors()))));
        columns.add(new Column("WORST", false, cells(rows, TopTable::worst)));
        columns.add(new Column("FIRST", false, cells(rows, this::first)));
        return columns;
    }

    private static List<String> cells(List<Row> rows, Function<Row, String> cell) {
        return rows.stream().map(cell).toList();
    }

    private static String worst(Row row) {
        Severity worst = row.worst();
        return worst == null ? "" : worst.name();
    }

    private String first(Row row) {
        return row.firstNanos() == Event.NO_TIME ? "" : Times.point(row.firstNanos(), options.zone());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static List<Column> fitting(List<Column> columns, int width) {
        int count = 1;
        int used = columns.get(0).width();
        while (count < columns.size() && columns.get(count).width() + GAP.length() <= width - used) {
            used += columns.get(count).width() + GAP.length();
            count++;
        }
        return columns.subList(0, count);
    }

    /**
     * Writes the requests as JSON, one object per line, and flushes: {@code reqId}, {@code durationNanos}, {@code events},
     * {@code errors}, and, where they are known, {@code first} (RFC 3339 in UTC with nine digits of a second) and
     * {@code worst}.
     *
     * @param rows the requests, in the order in which to write them
     * @throws IOException whatever the stream throws, unchanged
     */
    public void json(List<Row> rows) throws IOException {
        JsonText json = new JsonText(out);
        for (Row row : rows) {
            json.beginObject().field("reqId", row.id());
            json.field("durationNanos", row.durationNanos()).field("events", row.events());
            json.field("errors", row.errors());
            if (row.firstNanos() != Event.NO_TIME) {
                json.field("first", Times.rfc3339(row.firstNanos()));
            }
            Severity worst = row.worst();
            if (worst != null) {
                json.field("worst", worst.name());
            }
            json.endObject().endLine();
        }
        json.write();
        out.flush();
    }
}
