package io.reqid.search.input;

import java.util.Arrays;

/**
 * Places from which a gzip file can be unpacked without what stands before them: beginnings of members, as RFC 1952 calls
 * them. Immutable.
 */
public final class SeekPoints {
    /** Those of a file that can be unpacked from its beginning only, or that is not packed. */
    public static final SeekPoints NONE = of(new long[0], 0);

    /** How many unpacked bytes lie at least between two points; members that begin sooner are no points. */
    private static final long CLOSEST = 1 << 19;

    private final long[] packed;
    private final long[] unpacked;
    private final long length;

    private SeekPoints(long[] packed, long[] unpacked, long length) {
        this.packed = packed;
        this.unpacked = unpacked;
        this.length = length;
    }

    /**
     * {@return the points of these numbers}
     *
     * @param numbers of each point its offset in the file and in what is unpacked, in order; the first of the latter is 0
     * @param length how many unpacked bytes there are
     */
    public static SeekPoints of(long[] numbers, long length) {
        Builder points = new Builder();
        for (int i = 0; i + 1 < numbers.length; i += 2) {
            points.add(numbers[i], numbers[i + 1]);
        }
        return points.upTo(length);
    }

    /** Collects points while a file is read. For one thread. */
    public static final class Builder {
        private long[] packed = new long[16];
        private long[] unpacked = new long[16];
        private int size;

        /** Is told where a member begins. Members come in order. */
        void member(long packedAt, long unpackedAt) {
            if (size == 0 || unpackedAt - unpacked[size - 1] >= CLOSEST) {
                add(packedAt, unpackedAt);
            }
        }

        private void add(long packedAt, long unpackedAt) {
            if (size == packed.length) {
                packed = Arrays.copyOf(packed, 2 * size);
                unpacked = Arrays.copyOf(unpacked, 2 * size);
            }
            packed[size] = packedAt;
            unpacked[size++] = unpackedAt;
        }

        /**
         * {@return the points of a file that was read to its end; none if it was no gzip file}
         *
         * @param length how many unpacked bytes it has
         */
        public SeekPoints upTo(long length) {
            return new SeekPoints(Arrays.copyOf(packed, size), Arrays.copyOf(unpacked, size), length);
        }
    }

    /** {@return how many there are} */
    public int size() {
        return packed.length;
    }

    /** {@return how many unpacked bytes the file has} */
    public long length() {
        return length;
    }

    /** {@return how many bytes must be unpacked at most to get from a point to the next one or the end; 0 without points} */
    public long widest() {
        long widest = 0;
        for (int i = 0; i < size(); i++) {
            widest = Math.max(widest, end(i) - unpacked[i]);
        }
        return widest;
    }

    /** {@return of each point its offset in the file and in what is unpacked} */
    public long[] numbers() {
        long[] numbers = new long[2 * size()];
        for (int i = 0; i < size(); i++) {
            numbers[2 * i] = packed[i];
            numbers[2 * i + 1] = unpacked[i];
        }
        return numbers;
    }

    /** {@return the last point at or before an unpacked offset} */
    int before(long offset) {
        int found = Arrays.binarySearch(unpacked, offset);
        return found >= 0 ? found : -found - 2;
    }

    long packed(int point) {
        return packed[point];
    }

    /** {@return the offset in the file of the next point; that of the last one is beyond all files} */
    long packedEnd(int point) {
        return point + 1 < size() ? packed[point + 1] : Long.MAX_VALUE;
    }

    long begin(int point) {
        return unpacked[point];
    }

    /** {@return the unpacked offset of the next point, or of the end} */
    long end(int point) {
        return point + 1 < size() ? unpacked[point + 1] : length;
    }
}
