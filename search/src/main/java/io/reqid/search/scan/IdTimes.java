package io.reqid.search.scan;

import io.reqid.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When requests began, as far as their ids tell it, and what that says about the times of their events. Immutable. */
final class IdTimes {
    static final IdTimes UNKNOWN = new IdTimes(Map.of(), TimeBounds.NONE, 0);

    private final Map<String, TimeBounds> byId;
    private final TimeBounds bounds;
    private final long skewNanos;

    private IdTimes(Map<String, TimeBounds> byId, TimeBounds bounds, long skewNanos) {
        this.byId = Map.copyOf(byId);
        this.bounds = bounds;
        this.skewNanos = skewNanos;
    }

    static IdTimes of(List<String> ids, SearchOptions options) {
        Map<String, TimeBounds> byId = new HashMap<>();
        for (String id : ids) {
            TimeBounds known = boundsOf(id, options);
            if (known != null) {
                byId.put(id, known);
            }
        }
        TimeBounds all = null;
        for (String id : ids) {
            TimeBounds each = byId.getOrDefault(id, TimeBounds.NONE);
            all = all == null ? each : all.or(each);
        }
        return new IdTimes(byId, all == null ? TimeBounds.NONE : all, options.skewNanos());
    }

    private static @Nullable TimeBounds boundsOf(String id, SearchOptions options) {
        RequestId parsed = RequestId.parse(id).orElse(null);
        Instant created = parsed == null ? null : parsed.createdAt().orElse(null);
        return created == null ? null : boundsFrom(created, options);
    }

    private static TimeBounds boundsFrom(Instant created, SearchOptions options) {
        long from = Nanos.nanos(created);
        Duration within = options.within().orElse(null);
        return new TimeBounds(from, within == null ? Long.MAX_VALUE : Nanos.plus(from, Nanos.nanos(within)));
    }

    /** {@return from the earliest of the times on, to the end of what is wanted after the latest} */
    TimeBounds bounds() {
        return bounds;
    }

    /** {@return the same without a lower bound} */
    TimeBounds upperBound() {
        return new TimeBounds(Long.MIN_VALUE, bounds.to());
    }

    /** {@return whether an event is not too long after the time that its id tells} */
    boolean wants(String id, long nanos) {
        return nanos <= byId.getOrDefault(id, TimeBounds.NONE).to();
    }

    /** {@return whether an event is so early that the clock of its id must have been ahead, so that more may be earlier} */
    boolean isTooEarly(String id, long nanos) {
        TimeBounds known = byId.get(id);
        return known != null && nanos < Nanos.plus(known.from(), -skewNanos / 2);
    }

    boolean isKnown(String id) {
        return byId.containsKey(id);
    }
}
