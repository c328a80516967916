package io.reqid.search.scan;

import io.reqid.search.event.Event;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds, by bisection, the part of a file whose events may lie within bounds in time.
 *
 * <p>Nothing tells that the times of a file only go up, so that is looked at, not believed: at {@value #SAMPLES} places
 * spread over the file and, more and more densely, before and after the part that was found. If times step back anywhere
 * there by more than the margin that the bounds were widened by, the whole file is the answer. An event can thus be passed
 * over only if the clock stepped back by more than the margin and came up to the time looked for again between two of those
 * places.
 */
final class TimeSeek {
    private static final int SAMPLES = 64;
    private static final int PROBE = 1 << 14;
    private static final int LONGEST_PROBE = 1 << 20;
    private static final long CLOSE_ENOUGH = 1 << 16;

    private final SeekableText seekable;
    private final TextFile text;
    private final long begin;
    private final long skew;

    TimeSeek(SeekableText seekable, TextFile text, long begin, long skew) {
        this.seekable = seekable;
        this.text = text;
        this.begin = begin;
        this.skew = skew;
    }

    /** A range of a file between two boundaries. */
    record Range(long from, long to) {}

    /** {@return the range that holds all events within the bounds, which have been widened by the margin} */
    Range within(TimeBounds bounds) throws IOException {
        Range whole = new Range(begin, seekable.length());
        if (bounds.isNone() || !goesUp()) {
            return whole;
        }
        long from = bounds.from() == Long.MIN_VALUE ? whole.from : lastBefore(bounds.from());
        long to = bounds.to() == Long.MAX_VALUE ? whole.to : firstAfter(bounds.to(), from);
        boolean sure = isSureBefore(from, bounds.from()) && isSureAfter(to, bounds.to());
        return sure ? new Range(from, to) : whole;
    }

    private boolean goesUp() throws IOException {
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            long time = timeFrom(begin + (seekable.length() - begin) / SAMPLES * i).nanos;
            if (time != Event.NO_TIME && latest != Long.MIN_VALUE && time < latest - skew) {
                return false;
            }
            latest = Math.max(latest, time);
        }
        return true;
    }

    /** {@return a boundary before which all is before a time, if times only go up} */
    private long lastBefore(long time) throws IOException {
        long low = begin;
        long high = seekable.length();
        while (high - low > CLOSE_ENOUGH) {
            long middle = low + (high - low) / 2;
            Probe probe = timeFrom(middle);
            if (probe.nanos != Event.NO_TIME && probe.nanos < time && probe.at < high) {
                low = probe.at;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** {@return a boundary from which on all is after a time, if times only go up} */
    private long firstAfter(long time, long from) throws IOException {
        long low = from;
        long high = seekable.length();
        long answer = seekable.length();
        while (high - low > CLOSE_ENOUGH) {
            long middle = low + (high - low) / 2;
            Probe probe = timeFrom(middle);
            if (probe.nanos != Event.NO_TIME && probe.nanos > time) {
                high = middle;
                answer = probe.at;
            } else {
                low = middle;
            }
        }
        return answer;
    }

    private boolean isSureBefore(long from, long time) throws IOException {
        for (long step = CLOSE_ENOUGH; from - step > begin; step += Math.max(CLOSE_ENOUGH, step / 8)) {
            long seen = timeFrom(from - step).nanos;
            if (seen != Event.NO_TIME && seen >= time) {
                return false;
            }
        }
        return true;
    }

    private boolean isSureAfter(long to, long time) throws IOException {
        for (long step = 0; to + step < seekable.length(); step += Math.max(CLOSE_ENOUGH, step / 8)) {
            long seen = timeFrom(to + step).nanos;
            if (seen != Event.NO_TIME && seen <= time) {
                return false;
            }
        }
        return true;
    }

    /** An event that has a time. */
    private record Probe(long at, long nanos) {}

    /** {@return the first event at or after an offset that has a time, or no time if there is none within a megabyte} */
    private Probe timeFrom(long offset) throws IOException {
        long boundary = seekable.boundaryFrom(text, offset, begin);
        for (int size = PROBE; size <= LONGEST_PROBE && boundary < seekable.length(); size *= 2) {
            byte[] bytes = seekable.read(boundary, size);
            boolean whole = boundary + bytes.length >= seekable.length();
            Probe probe = firstTime(bytes, whole, boundary);
            if (probe.nanos != Event.NO_TIME || whole) {
                return probe;
            }
        }
        return new Probe(boundary, Event.NO_TIME);
    }

    private Probe firstTime(byte[] bytes, boolean whole, long boundary) {
        int complete = whole ? bytes.length : Boundaries.lineStart(bytes, 0, bytes.length);
        Block block = new Block(text, boundary, Arrays.copyOf(bytes, complete), 0, complete);
        for (int at = 0; at < complete; ) {
            int end = block.eventEnd(at);
            if (!Boundaries.isHeader(bytes, at, end)) {
                Event event = block.event(at, end);
                if (event.hasTime()) {
                    return new Probe(boundary + at, event.epochNanos());
                }
            }
            at = end;
        }
        return new Probe(boundary, Event.NO_TIME);
    }
}
