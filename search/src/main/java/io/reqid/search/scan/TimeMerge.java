package io.reqid.search.scan;

import io.reqid.search.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Merges events of several rotated sets in time order. Within a set their order is never changed: an event that is stamped
 * before one that stands earlier, because a clock stepped back or a queue reordered them, or that has no time, is placed as
 * if it were logged together with that one. Ties are in file order.
 */
final class TimeMerge {
    private TimeMerge() {}

    /**
     * {@return the events in time order}
     *
     * @param found in file order
     * @param setOfFile tells the set of a file by its order
     */
    static List<Event> inTimeOrder(List<Found> found, IntUnaryOperator setOfFile) {
        List<Placed> placed = new ArrayList<>(found.size());
        Map<Integer, Long> latest = new HashMap<>();
        for (Found each : found) {
            int set = setOfFile.applyAsInt(each.event().origin().fileOrder());
            long time = Math.max(each.nanos(), latest.getOrDefault(set, Long.MIN_VALUE));
            latest.put(set, time);
            placed.add(new Placed(each.event(), time));
        }
        Collections.sort(placed);
        List<Event> events = new ArrayList<>(placed.size());
        for (Placed each : placed) {
            events.add(each.event);
        }
        return events;
    }

    private record Placed(Event event, long nanos) implements Comparable<Placed> {
        @Override
        public int compareTo(Placed other) {
            return Long.compare(nanos, other.nanos);
        }
    }
}
