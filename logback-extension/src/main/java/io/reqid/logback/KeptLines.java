package io.reqid.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** The finer lines of one request, the newest, until they are released. Thread-safe. */
final class KeptLines {
    private final int max;
    private final Queue<ILoggingEvent> events = new ArrayDeque<>();
    private boolean released;

    KeptLines(int max) {
        this.max = max;
    }

    /** Keeps an event in the state in which it is now; returns false once the lines were released. */
    boolean keep(ILoggingEvent event, boolean withCallerData) {
        ILoggingEvent keepable = keepable(event, withCallerData);
        synchronized (this) {
            if (released) {
                return false;
            }
            if (events.size() == max) {
                events.remove();
            }
            return events.add(keepable);
        }
    }

    private static ILoggingEvent keepable(ILoggingEvent event, boolean withCallerData) {
        event.prepareForDeferredProcessing();
        if (withCallerData) {
            event.getCallerData();
        }
        return event.hasCallerData() ? event : new EventWithoutCaller(event);
    }

    /** Hands out what was kept; outside the lock, since writing may take long. */
    void release(Consumer<ILoggingEvent> writer) {
        List<ILoggingEvent> kept;
        synchronized (this) {
            released = true;
            kept = List.copyOf(events);
            events.clear();
        }
        kept.forEach(writer);
    }
}
