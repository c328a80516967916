package io.reqid.search.scan;

import io.reqid.search.event.Event;
import java.util.Arrays;

/** Some whole events of a file: the bytes from one boundary to another. The array may be used again for the next block. */
final class Block {
    private final TextFile text;
    private final long position;
    private final byte[] bytes;
    private final int from;
    private final int to;

    /**
     * Names a range of an array.
     *
     * @param text the file that it is of
     * @param position the offset in the file of the first byte
     * @param bytes holds the events
     * @param from where they begin
     * @param to where they end, exclusively
     */
    Block(TextFile text, long position, byte[] bytes, int from, int to) {
        this.text = text;
        this.position = position;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    TextFile text() {
        return text;
    }

    long position() {
        return position;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** {@return the same with bytes of its own} */
    Block copy() {
        return new Block(text, position, Arrays.copyOfRange(bytes, from, to), 0, to - from);
    }

    /** {@return the part between two boundaries, in the same array} */
    Block part(int start, int end) {
        return new Block(text, position + start - from, bytes, start, end);
    }

    /** {@return the event of a range, cut if it is longer than events may be} */
    Event event(int start, int end) {
        int kept = Math.min(end - start, text.limits().maxEvent());
        byte[] own = Arrays.copyOfRange(bytes, start, start + kept);
        return text.format().parse(text.origin(), position + start - from, own);
    }

    /** {@return whether an event is longer than events may be} */
    boolean isTooLong(int start, int end) {
        return end - start > text.limits().maxEvent();
    }

    /** {@return where the event with a byte begins, not before a boundary; or {@link Boundaries#NONE} in a header} */
    int eventStart(int boundary, int at) {
        return text.boundaries().eventStart(bytes, boundary, at, to);
    }

    /**
     * {@return where the end of this block begins that the next file of a set may continue: its last event, or a header
     * that is cut off; or {@link Boundaries#NONE}}
     */
    int tailStart() {
        int start = eventStart(from, to - 1);
        boolean cutHeader = start == Boundaries.NONE && bytes[to - 1] != '\n';
        return cutHeader ? Boundaries.lineStart(bytes, from, to - 1) : start;
    }

    int eventEnd(int start) {
        return text.boundaries().eventEnd(bytes, start, to);
    }

    /** Is told where an event begins and ends. */
    @FunctionalInterface
    interface Range {
        void accept(int start, int end);
    }

    /** Tells where each event begins and ends, in order. */
    void forEachEvent(Range events) {
        int end;
        for (int at = from; at < to; at = end) {
            end = eventEnd(at);
            if (!Boundaries.isHeader(bytes, at, to)) {
                events.accept(at, end);
            }
        }
    }

    /**
     * {@return the time of an event that has none itself: that of the last event before it in this block that has one, in
     * nanoseconds, or {@link Event#NO_TIME}}
     */
    long timeBefore(int start) {
        int at = start;
        while (at > from) {
            int before = eventStart(from, at - 1);
            if (before == Boundaries.NONE) {
                before = Boundaries.lineStart(bytes, from, at - 1);
            } else {
                Event event = event(before, at);
                if (event.hasTime()) {
                    return event.epochNanos();
                }
            }
            at = before;
        }
        return Event.NO_TIME;
    }
}
