package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at every event of a block for a text, or takes them all. For any number of threads. */
final class EventLook {
    private final @Nullable TextQuery query;
    private final TimeBounds bounds;
    private final Context context;

    EventLook(@Nullable TextQuery query, TimeBounds bounds, Context context) {
        this.query = query;
        this.bounds = bounds;
        this.context = context;
    }

    List<Event> look(Block block) {
        Needles needle = query == null ? null : query.needle();
        List<Event> events = needle == null ? all(block) : withWord(block, needle);
        return bounds.isNone() ? events : withinBounds(block, events);
    }

    private List<Event> all(Block block) {
        List<Event> events = new ArrayList<>();
        block.forEachEvent((start, end) -> {
            Event event = block.event(start, end);
            if (query == null || matches(query, event)) {
                events.add(event);
            }
        });
        return events;
    }

    private boolean matches(TextQuery wanted, Event event) {
        try {
            return wanted.matches(event.bytes());
        } catch (StackOverflowError tooComplex) {
            context.notes()
                    .add(new Note(
                            Kind.PARTIAL,
                            Printable.text(event.origin().file()),
                            "the expression is too complex for the event at offset " + event.position() + "; left out",
                            "use a simpler one, without nested repetition"));
            return false;
        }
    }

    private static List<Event> withWord(Block block, Needles needle) {
        List<Event> events = new ArrayList<>();
        Hits hits = new Hits();
        needle.find(block.bytes(), block.from(), block.to(), hits);
        int end = block.from();
        for (int i = 0; i < hits.size(); i++) {
            int at = hits.position(i);
            if (at >= end) {
                int start = block.eventStart(end, at);
                end = start == Boundaries.NONE
                        ? Boundaries.nextLine(block.bytes(), at, block.to())
                        : block.eventEnd(start);
                if (start != Boundaries.NONE) {
                    events.add(block.event(start, end));
                }
            }
        }
        return events;
    }

    private List<Event> withinBounds(Block block, List<Event> events) {
        return events.stream()
                .filter(event -> bounds.hold(timeOf(block, event)))
                .toList();
    }

    private static long timeOf(Block block, Event event) {
        return event.hasTime()
                ? event.epochNanos()
                : block.timeBefore(block.from() + (int) (event.position() - block.position()));
    }
}
