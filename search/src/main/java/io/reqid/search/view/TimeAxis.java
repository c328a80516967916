package io.reqid.search.view;

import io.reqid.search.event.Event;
import java.util.List;

/** The time of a request from its first event to its last, as a row of cells. */
final class TimeAxis {
    private static final int USUAL_CELLS = 24;
    private static final int FEWEST_CELLS = 8;
    private static final int MOST_CELLS = 40;
    private static final int NARROWEST = 60;
    private static final int SHARE = 5;

    private final long start;
    private final long length;
    private final int cells;

    private TimeAxis(long start, long length, int cells) {
        this.start = start;
        this.length = length;
        this.cells = cells;
    }

    /** {@return the axis of a request, with no cell where none is asked for or where there is no room} */
    static TimeAxis of(Summary summary, ViewOptions options) {
        return new TimeAxis(summary.firstNanos(), summary.durationNanos(), cells(options));
    }

    private static int cells(ViewOptions options) {
        if (!options.timeline() || (options.width() > 0 && options.width() < NARROWEST)) {
            return 0;
        }
        return options.width() == 0
                ? USUAL_CELLS
                : Math.min(Math.max(options.width() / SHARE, FEWEST_CELLS), MOST_CELLS);
    }

    boolean isDrawn() {
        return cells > 0;
    }

    private int cell(long nanos) {
        double part = length == 0 ? 0 : (double) Times.since(start, nanos) / length;
        return Math.max(0, Math.min(cells - 1, (int) (part * cells)));
    }

    /** {@return the cells with a mark at the time of an event} */
    String mark(Event event, char mark) {
        return event.hasTime() && isDrawn()
                ? filled(cell(event.epochNanos()), cell(event.epochNanos()), mark)
                : empty();
    }

    /** {@return the cells with a bar from the first to the last of some events} */
    String bar(List<Event> events, String bar) {
        Summary summary = Summary.of(events);
        return summary.hasTime() && isDrawn()
                ? filled(cell(summary.firstNanos()), cell(summary.lastNanos()), bar.charAt(0))
                : empty();
    }

    String empty() {
        return " ".repeat(cells);
    }

    private String filled(int from, int to, char with) {
        return " ".repeat(from) + String.valueOf(with).repeat(to - from + 1) + " ".repeat(cells - 1 - to);
    }
}
