package io.reqid.search.scan;

import io.reqid.search.index.IndexPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What part of the logs is searched, and by how many threads. Immutable. */
public final class SearchOptions {
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final @Nullable Instant since;
    private final @Nullable Instant until;
    private final @Nullable Duration within;
    private final Duration skew;
    private final int threads;
    private final @Nullable Path indexes;
    private final boolean whole;

    private SearchOptions(
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable Duration within,
            Duration skew,
            int threads,
            @Nullable Path indexes,
            boolean whole) {
        this.since = since;
        this.until = until;
        this.within = within;
        this.skew = skew;
        this.threads = threads;
        this.indexes = indexes;
        this.whole = whole;
    }

    /** {@return options that ask for everything, with one thread for each processor and clocks trusted to a minute} */
    public static SearchOptions standard() {
        return new SearchOptions(null, null, null, SKEW, Runtime.getRuntime().availableProcessors(), null, false);
    }

    /**
     * {@return the same, leaving out events of before a time}
     *
     * @param time the first time that is wanted; null for no such bound
     */
    public SearchOptions withSince(@Nullable Instant time) {
        return new SearchOptions(time, until, within, skew, threads, indexes, whole);
    }

    /**
     * {@return the same, leaving out events of after a time}
     *
     * @param time the last time that is wanted; null for no such bound
     */
    public SearchOptions withUntil(@Nullable Instant time) {
        return new SearchOptions(since, time, within, skew, threads, indexes, whole);
    }

    /**
     * {@return the same, leaving out what is logged long after the time that an id tells; ids that tell none are not bound}
     *
     * @param duration how long after it events are still wanted; null for no such bound
     * @throws IllegalArgumentException if the duration is negative
     */
    public SearchOptions withWithin(@Nullable Duration duration) {
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException("within must not be negative, got " + duration);
        }
        return new SearchOptions(since, until, duration, skew, threads, indexes, whole);
    }

    /**
     * {@return the same, with another margin by which clocks may differ}
     *
     * @param margin how far the clock that made an id may be ahead of one that stamped events, and how far the stamps of a
     *     file may step back, without an event being passed over; the standard is one minute
     * @throws IllegalArgumentException if it is negative
     */
    public SearchOptions withSkew(Duration margin) {
        if (margin.isNegative()) {
            throw new IllegalArgumentException("skew must not be negative, got " + margin);
        }
        return new SearchOptions(since, until, within, margin, threads, indexes, whole);
    }

    /**
     * {@return the same, with another number of threads; the answer does not depend on it}
     *
     * @param count how many threads search
     * @throws IllegalArgumentException if it is not between 1 and 1024
     */
    public SearchOptions withThreads(int count) {
        if (count < 1 || count > 1024) {
            throw new IllegalArgumentException("threads must be 1 to 1024, got " + count);
        }
        return new SearchOptions(since, until, within, skew, count, indexes, whole);
    }

    /**
     * {@return the same, looking for indexes in a directory before looking beside the logs}
     *
     * @param directory need not exist; null for looking beside the logs only
     */
    public SearchOptions withIndexes(@Nullable Path directory) {
        return new SearchOptions(since, until, within, skew, threads, directory, whole);
    }

    /** {@return the same, reading every file whole: nothing is passed over because of a time or of an index} */
    public SearchOptions withWholeFiles() {
        return new SearchOptions(since, until, within, skew, threads, indexes, true);
    }

    boolean wholeFiles() {
        return whole;
    }

    /** {@return where indexes are looked for, in this order} */
    List<IndexPlace> indexPlaces() {
        return indexes == null
                ? List.of(IndexPlace.besideLogs())
                : List.of(IndexPlace.in(indexes), IndexPlace.besideLogs());
    }

    int threads() {
        return threads;
    }

    Optional<Duration> within() {
        return Optional.ofNullable(within);
    }

    long skewNanos() {
        return Nanos.nanos(skew);
    }

    TimeBounds bounds() {
        return new TimeBounds(
                since == null ? Long.MIN_VALUE : Nanos.nanos(since),
                until == null ? Long.MAX_VALUE : Nanos.nanos(until));
    }
}
