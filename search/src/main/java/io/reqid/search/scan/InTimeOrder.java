package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.event.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what several files give until it is asked for, then hands it on in time order. The events of a file stay in their
 * order: one that has no time, or an earlier one than the event before it, goes with that one. For one thread.
 */
final class InTimeOrder implements Follow.Sink {
    private final Follow.Sink sink;
    private final List<Given> given = new ArrayList<>();
    private final Map<Origin, Long> latest = new HashMap<>();

    /** An event, or with the event that was begun what goes on with it. */
    private record Given(long nanos, @Nullable Event begun, Event event) {}

    InTimeOrder(Follow.Sink sink) {
        this.sink = sink;
    }

    @Override
    public void event(Event event) {
        add(null, event);
    }

    @Override
    public void more(Event begun, Event more) {
        add(begun, more);
    }

    private void add(@Nullable Event begun, Event event) {
        long nanos = latest.merge(event.origin(), event.epochNanos(), Math::max);
        given.add(new Given(nanos, begun, event));
    }

    /** Hands on what was given. */
    void handOn() {
        given.sort(Comparator.comparingLong(Given::nanos));
        for (Given each : given) {
            if (each.begun == null) {
                sink.event(each.event);
            } else {
                sink.more(each.begun, each.event);
            }
        }
        given.clear();
    }
}
