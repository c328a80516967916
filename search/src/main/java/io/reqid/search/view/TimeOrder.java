package io.reqid.search.view;

import io.reqid.search.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Merges lists of events, each in time order, into one. An event without a time stays behind the one before it. */
final class TimeOrder {
    private TimeOrder() {}

    /** An event, and the number of the list that it comes from. */
    record Placed(Event event, int list) {}

    private record Place(int fileOrder, long position) {
        static Place of(Event event) {
            return new Place(event.origin().fileOrder(), event.position());
        }
    }

    /** How far one list has been merged. */
    private static final class Cursor {
        private final List<Event> events;
        private final int list;
        private int next;
        private long nanos = Long.MIN_VALUE;

        Cursor(List<Event> events, int list) {
            this.events = events;
            this.list = list;
            tell();
        }

        Event event() {
            return events.get(next);
        }

        boolean advance() {
            next++;
            boolean more = next < events.size();
            if (more) {
                tell();
            }
            return more;
        }

        private void tell() {
            nanos = event().hasTime() ? event().epochNanos() : nanos;
        }
    }

    /** {@return the events of all lists, less those that stand at the place of an event of a list further ahead} */
    static List<Placed> merge(List<List<Event>> lists) {
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(Comparator.comparingLong((Cursor cursor) -> cursor.nanos)
                .thenComparing(Cursor::event, Event.FILE_ORDER)
                .thenComparingInt(cursor -> cursor.list));
        List<List<Event>> distinct = distinct(lists);
        for (int i = 0; i < distinct.size(); i++) {
            if (!distinct.get(i).isEmpty()) {
                cursors.add(new Cursor(distinct.get(i), i));
            }
        }
        List<Placed> merged = new ArrayList<>();
        for (Cursor first = cursors.poll(); first != null; first = cursors.poll()) {
            merged.add(new Placed(first.event(), first.list));
            if (first.advance()) {
                cursors.add(first);
            }
        }
        return merged;
    }

    private static List<List<Event>> distinct(List<List<Event>> lists) {
        if (lists.size() < 2) {
            return lists;
        }
        Set<Place> ahead = new HashSet<>();
        List<List<Event>> distinct = new ArrayList<>();
        for (List<Event> list : lists) {
            distinct.add(list.stream()
                    .filter(event -> !ahead.contains(Place.of(event)))
                    .toList());
            list.forEach(event -> ahead.add(Place.of(event)));
        }
        return distinct;
    }
}
