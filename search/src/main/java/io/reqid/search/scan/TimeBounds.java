package io.reqid.search.scan;

import io.reqid.search.event.Event;

/**
 * From when to when events are wanted, in nanoseconds since 1970, both inclusive; {@link Long#MIN_VALUE} and
 * {@link Long#MAX_VALUE} where there is no bound. Events whose time nobody knows are wanted. Immutable.
 */
record TimeBounds(long from, long to) {
    static final TimeBounds NONE = new TimeBounds(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean isNone() {
        return from == NONE.from && to == NONE.to;
    }

    boolean hold(long nanos) {
        return nanos == Event.NO_TIME || (nanos >= from && nanos <= to);
    }

    TimeBounds and(TimeBounds other) {
        return new TimeBounds(Math.max(from, other.from), Math.min(to, other.to));
    }

    TimeBounds or(TimeBounds other) {
        return new TimeBounds(Math.min(from, other.from), Math.max(to, other.to));
    }

    /** {@return the same, wider by some nanoseconds at both ends} */
    TimeBounds widened(long nanos) {
        return new TimeBounds(
                from < Long.MIN_VALUE + nanos ? Long.MIN_VALUE : from - nanos,
                to > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : to + nanos);
    }
}
