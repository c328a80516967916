package io.reqid.search.event;

import java.util.Arrays;

/** The first lines of a file, as far as they are complete. Immutable. */
final class Head {
    private final byte[] bytes;
    private final int[] starts;
    private final int[] ends;

    private Head(byte[] bytes, int[] starts, int[] ends) {
        this.bytes = bytes;
        this.starts = starts;
        this.ends = ends;
    }

    /**
     * {@return the lines of the first bytes of a file; the last one may be cut off and is left out if others are there}
     */
    static Head of(byte[] bytes) {
        int[] starts = new int[64];
        int[] ends = new int[64];
        int count = 0;
        int at = Skipped.end(bytes, 0, bytes.length);
        while (at < bytes.length) {
            int feed = Lines.feed(bytes, at, bytes.length);
            if (feed == bytes.length && count > 0) {
                break;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
            }
            starts[count] = Skipped.end(bytes, at, feed);
            ends[count++] = Math.max(starts[count - 1], Lines.end(bytes, at, bytes.length));
            at = feed + 1;
        }
        return new Head(bytes, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    }

    byte[] bytes() {
        return bytes;
    }

    int lines() {
        return starts.length;
    }

    int from(int line) {
        return starts[line];
    }

    int to(int line) {
        return ends[line];
    }
}
