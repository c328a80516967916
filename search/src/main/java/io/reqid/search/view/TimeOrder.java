package io.reqid.search.view;

import io.reqid.search.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/** Merges lists of events, each in time order, into one. An event without a time stays behind the one before it. */
final class TimeOrder {
    private TimeOrder() {}

    /** An event, and the number of the list that it comes from. */
    record Placed(Event event, int list) {}

    /** How far one list has been merged. */
    private static final class Cursor implements Comparable<Cursor> {
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

        @Override
        public int compareTo(Cursor other) {
            int order = Long.compare(nanos, other.nanos);
            order = order != 0 ? order : Event.FILE_ORDER.compare(event(), other.event());
            return order != 0 ? order : Integer.compare(list, other.list);
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
        PriorityQueue<Cursor> cursors = new PriorityQueue<>();
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
        Set<Event> ahead = new TreeSet<>(Event.FILE_ORDER);
        List<List<Event>> distinct = new ArrayList<>();
        for (List<Event> list : lists) {
            List<Event> rest = new ArrayList<>();
            for (Event event : list) {
                if (!ahead.contains(event)) {
                    rest.add(event);
                }
            }
            distinct.add(rest);
            ahead.addAll(list);
        }
        return distinct;
    }
}
