package io.reqid.search.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as nanoseconds since 1970, as events have them: from 1677 to 2262; what lies outside is the nearest of them. */
final class Nanos {
    private Nanos() {}

    static long nanos(Instant time) {
        long nanos = TimeUnit.SECONDS.toNanos(time.getEpochSecond());
        return nanos == Long.MIN_VALUE || nanos == Long.MAX_VALUE ? clamped(nanos) : plus(nanos, time.getNano());
    }

    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static long ofMillis(long millis) {
        return clamped(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** {@return a sum that does not overflow} */
    static long plus(long nanos, long more) {
        long sum = nanos + more;
        boolean overflown = ((nanos ^ sum) & (more ^ sum)) < 0;
        return overflown ? clamped(more < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : clamped(sum);
    }

    /** The least number is no time. */
    private static long clamped(long nanos) {
        return Math.max(nanos, Long.MIN_VALUE + 1);
    }
}
