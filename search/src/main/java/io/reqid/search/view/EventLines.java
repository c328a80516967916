package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import io.reqid.search.view.ViewOptions.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/**
 * The lines of terminal views: the head of a request, then lines with the time since its first event, the place on the time
 * axis, and what the view puts there; at the end what is not shown. For one thread.
 */
final class EventLines {
    private static final int OFFSET_WIDTH = 9;
    private static final int NARROWEST_FOR_OFFSETS = 50;
    private static final int LEAST_ROOM = 8;
    private static final int MOST_ROWS = 4;
    private static final int LONGEST_HEAD = 1 << 16;
    private static final int MOST_SERVICES = 4;
    private static final int LEVEL_WIDTH = 6;

    private final Screen screen;
    private final ViewOptions options;
    private final Glyphs glyphs;
    private final Visible visible;
    private final Stack stack;
    private final boolean offsets;
    private Summary summary;
    private TimeAxis axis;

    /** What stands before the text of an event, in its first row and in those that follow. */
    interface Prefix {
        void put(boolean firstRow);
    }

    EventLines(OutputStream out, ViewOptions options) {
        this.screen = new Screen(out, options);
        this.options = options;
        this.glyphs = Glyphs.of(options);
        this.visible = Visible.in(options.charset());
        this.stack = options.stackOr(Stack.HEAD);
        this.offsets = options.width() == 0 || options.width() >= NARROWEST_FOR_OFFSETS;
        this.summary = Summary.of(List.of());
        this.axis = TimeAxis.of(summary, options);
    }

    Screen screen() {
        return screen;
    }

    Glyphs glyphs() {
        return glyphs;
    }

    Visible visible() {
        return visible;
    }

    Summary summary() {
        return summary;
    }

    /** Writes the head of a request; the lines that follow are of it. */
    void head(RequestLog log, int tasks) throws IOException {
        summary = Summary.of(log.events());
        axis = TimeAxis.of(summary, options);
        screen.put(Style.STRONG, visible.line(log.id()));
        if (log.events().isEmpty()) {
            screen.put("  no events found").endLine();
            return;
        }
        screen.put("  ");
        List<String> facts = Facts.of(summary, tasks, sources(), visible);
        for (int i = 0; i < facts.size(); i++) {
            String fact = (i == 0 ? "" : glyphs.between) + facts.get(i);
            boolean isErrors = i == facts.size() - 2 && summary.errors() > 0;
            screen.put(
                    isErrors ? Style.ERROR : Style.PLAIN, TextWidth.cut(fact, Math.max(screen.room(), 0), glyphs.cut));
        }
        start();
    }

    private String sources() {
        Set<String> services = summary.services();
        if (services.size() > 1) {
            List<String> named = services.stream().limit(MOST_SERVICES).toList();
            int more = services.size() - named.size();
            return String.join(", ", named) + (more == 0 ? "" : " and " + EventSelection.count(more, "other service"));
        }
        return summary.files().size() == 1
                ? fileName(summary.files().iterator().next())
                : EventSelection.count(summary.files().size(), "file");
    }

    private static String fileName(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }

    private void start() throws IOException {
        if (!summary.hasTime()) {
            screen.endLine();
            return;
        }
        String start = Times.point(summary.firstNanos(), options.zone());
        if (screen.room() < start.length() + 2) {
            screen.endLine();
        }
        int gap = options.width() == 0 ? 2 : screen.room() - start.length();
        screen.put(" ".repeat(Math.max(gap, 0))).put(Style.DIM, start).endLine();
    }

    /** Begins a line that is of some events together. */
    void begin(List<Event> events) {
        begin("", axis.bar(events, glyphs.bar), Style.PLAIN);
    }

    private void begin(String offset, String cells, Style style) {
        if (offsets) {
            screen.put(Style.DIM, " ".repeat(Math.max(OFFSET_WIDTH - offset.length(), 0)) + offset);
        }
        if (axis.isDrawn()) {
            screen.put(Style.DIM, "|").put(style, cells).put(Style.DIM, "|");
        }
        if (offsets || axis.isDrawn()) {
            screen.put(" ");
        }
    }

    private void begin(Event event) {
        String offset =
                event.hasTime() ? "+" + Times.span(Times.since(summary.firstNanos(), event.epochNanos()), "") : "";
        begin(offset, axis.mark(event, glyphs.of(event.severity())), Style.of(event.severity()));
    }

    /** Writes an event: as many rows as its text and the options need. */
    void event(Event event, Prefix prefix, String label) throws IOException {
        begin(event);
        prefix.put(true);
        Severity severity = event.severity();
        if (severity != null) {
            screen.put(Style.of(severity), TextWidth.pad(severity.name(), LEVEL_WIDTH));
        }
        if (!label.isEmpty() && screen.room() > 3 * LEAST_ROOM) {
            screen.put(Style.DIM, TextWidth.cut(label, screen.room() / 2, glyphs.cut) + " ");
        }
        String message = EventText.message(event);
        String stackTrace = EventText.stackTrace(event);
        rows(headRows(event, message, stackTrace), severity == Severity.ERROR ? Style.ERROR : Style.PLAIN, prefix);
        if (stack == Stack.FULL) {
            furtherLines(message, EventText.lineEnd(message, 0), prefix);
            furtherLines("\n" + stackTrace, stackTrace.isEmpty() ? 1 : 0, prefix);
        }
    }

    private List<String> headRows(Event event, String message, String stackTrace) {
        int columns = Math.max(screen.room(), LEAST_ROOM);
        String text = logger(event) + EventText.firstLine(message);
        if (stack == Stack.FULL) {
            return Screen.wrap(visible.line(text), columns);
        }
        String rest = stack == Stack.NONE ? "" : EventText.rest(message, stackTrace);
        if (options.width() == 0) {
            return List.of(visible.line(text) + gap(rest) + rest);
        }
        String head = visible.line(text.substring(0, Math.min(text.length(), LONGEST_HEAD)));
        int fits = columns * MOST_ROWS - TextWidth.of(rest) - 2 * MOST_ROWS;
        return Screen.wrap(TextWidth.cut(head, Math.max(fits, LEAST_ROOM), glyphs.cut) + gap(rest) + rest, columns);
    }

    private static String gap(String rest) {
        return rest.isEmpty() ? "" : "  ";
    }

    private static String logger(Event event) {
        String logger = event.logger();
        return logger == null || event.message() == null ? "" : logger.substring(logger.lastIndexOf('.') + 1) + ": ";
    }

    private void rows(List<String> rows, Style style, Prefix prefix) throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                beginFurther(prefix);
            }
            screen.put(style, rows.get(i)).endLine();
        }
    }

    private void furtherLines(String text, int from, Prefix prefix) throws IOException {
        for (int end = from; end < text.length(); ) {
            int begin = text.indexOf('\n', end) + 1;
            end = EventText.lineEnd(text, begin);
            beginFurther(prefix);
            int columns = Math.max(screen.room(), LEAST_ROOM);
            rows(Screen.wrap(visible.line(text.substring(begin, end)), columns), Style.PLAIN, prefix);
        }
    }

    private void beginFurther(Prefix prefix) {
        begin("", axis.empty(), Style.PLAIN);
        prefix.put(false);
        screen.put("  ");
    }

    /** Writes lines of the program's own, beneath the events. */
    void tail(List<String> lines) throws IOException {
        for (String line : lines) {
            for (String piece : Screen.wrap(line, Math.max(screen.width() - 2, LEAST_ROOM))) {
                screen.put("  ").put(Style.DIM, piece).endLine();
            }
        }
    }
}
