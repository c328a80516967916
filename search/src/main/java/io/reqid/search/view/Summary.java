package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the head of a request says.
 *
 * @param events how many events it has
 * @param errors how many of them are errors
 * @param firstNanos the earliest time, or {@link Event#NO_TIME}
 * @param lastNanos the latest time, or {@link Event#NO_TIME}
 * @param services the services that wrote them, sorted
 * @param files the files they stand in, in the order of the events
 */
record Summary(int events, int errors, long firstNanos, long lastNanos, Set<String> services, Set<String> files) {
    static Summary of(List<Event> events) {
        long first = Event.NO_TIME;
        long last = Event.NO_TIME;
        int errors = 0;
        Set<String> services = new TreeSet<>();
        Set<String> files = new LinkedHashSet<>();
        for (Event event : events) {
            if (event.hasTime()) {
                first = first == Event.NO_TIME ? event.epochNanos() : Math.min(first, event.epochNanos());
                last = Math.max(last, event.epochNanos());
            }
            errors += event.severity() == Severity.ERROR ? 1 : 0;
            services.add(event.serviceName());
            files.add(event.origin().file());
        }
        return new Summary(events.size(), errors, first, last, services, files);
    }

    boolean hasTime() {
        return firstNanos != Event.NO_TIME;
    }

    /** {@return from the first event to the last, in nanoseconds; 0 without times} */
    long durationNanos() {
        return hasTime() ? Times.since(firstNanos, lastNanos) : 0;
    }
}
