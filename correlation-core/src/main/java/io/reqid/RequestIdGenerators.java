package io.reqid;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The generators of request ids. Each is thread-safe and does not block. No two ids that one of them makes in one
 * process are ever equal: each contains 64 bits that are a one-to-one scrambling of a counter. Ids of different
 * processes differ by random keys drawn when the process starts.
 *
 * <p>Ids are names, not secrets: whoever knows some can guess others. Never let one stand for a permission.
 */
public final class RequestIdGenerators {
    private static final RequestIdGenerator TIME_ORDERED = RequestIdGenerators::nextTimeOrdered;
    private static final RequestIdGenerator UUID_V7 = RequestIdGenerators::nextUuidV7;
    private static final RequestIdGenerator TRACE_ID = RequestIdGenerators::nextTraceId;

    private static final int SCRATCH_LENGTH = 40;
    private static final int ULID_LENGTH = 26;
    private static final int ULID_TIME_LENGTH = 10;
    private static final int UUID_LENGTH = 36;
    private static final int TRACE_ID_LENGTH = 32;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    /** An odd number, so that multiplying by it is one-to-one: 2<sup>64</sup> divided by the golden ratio. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private static final long UNIQUE_KEY;
    private static final long OTHER_KEY;

    static {
        SecureRandom random = new SecureRandom();
        UNIQUE_KEY = random.nextLong();
        OTHER_KEY = random.nextLong();
        RequestId.trustGenerators();
    }

    private RequestIdGenerators() {}

    /**
     * {@return the default generator: 26 characters in the format of the ULID specification} 48 bits of milliseconds,
     * then 80 scrambled ones, in Crockford's base 32: sorts by time, is one word for a double-click, and lets a search
     * start at the right time.
     */
    public static RequestIdGenerator timeOrdered() {
        return TIME_ORDERED;
    }

    /** {@return a generator of UUIDs of version 7 (RFC 9562), 36 characters in lower case, which sort by time} */
    public static RequestIdGenerator uuidV7() {
        return UUID_V7;
    }

    /** {@return a generator of 32 lower-case hexadecimal digits, never all zero, as W3C Trace Context has them} */
    public static RequestIdGenerator traceId() {
        return TRACE_ID;
    }

    static RequestId nextTimeOrdered() {
        @Nullable Object[] cell = Cell.current();
        byte[] scratch = Cell.scratch(cell, SCRATCH_LENGTH);
        long number = Counters.nextRequestNumber(cell);
        long unique = unique(number);
        Crockford.write(System.currentTimeMillis(), scratch, 0, ULID_TIME_LENGTH);
        Crockford.write((other(number) << 4) | (unique >>> 60), scratch, ULID_TIME_LENGTH, ULID_TIME_LENGTH + 4);
        Crockford.write(unique, scratch, ULID_TIME_LENGTH + 4, ULID_LENGTH);
        return id(cell, scratch, ULID_LENGTH);
    }

    private static RequestId nextUuidV7() {
        @Nullable Object[] cell = Cell.current();
        byte[] scratch = Cell.scratch(cell, SCRATCH_LENGTH);
        long number = Counters.nextRequestNumber(cell);
        long unique = unique(number);
        long millis = System.currentTimeMillis();
        hex(millis >>> 16, scratch, 0, 8);
        scratch[8] = '-';
        hex(millis, scratch, 9, 13);
        scratch[13] = '-';
        hex(0x7000 | (unique >>> 52), scratch, 14, 18);
        scratch[18] = '-';
        hex(0x8000 | (other(number) & 0x3FF0) | ((unique >>> 48) & 0xF), scratch, 19, 23);
        scratch[23] = '-';
        hex(unique, scratch, 24, UUID_LENGTH);
        return id(cell, scratch, UUID_LENGTH);
    }

    private static RequestId nextTraceId() {
        @Nullable Object[] cell = Cell.current();
        byte[] scratch = Cell.scratch(cell, SCRATCH_LENGTH);
        long number = Counters.nextRequestNumber(cell);
        hex(other(number) | 1, scratch, 0, TRACE_ID_LENGTH / 2);
        hex(unique(number), scratch, TRACE_ID_LENGTH / 2, TRACE_ID_LENGTH);
        return id(cell, scratch, TRACE_ID_LENGTH);
    }

    private static RequestId id(@Nullable Object[] cell, byte[] scratch, int length) {
        String text = new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
        Cell.setMade(cell, text);
        return new RequestId(text);
    }

    /** {@return whether a text is the very object that a generator made last on this thread, and so is legal} */
    static boolean madeLast(@Nullable String text) {
        return text != null && Cell.made(Cell.current()) == text;
    }

    private static void hex(long number, byte[] target, int from, int to) {
        long rest = number;
        for (int i = to - 1; i >= from; i--) {
            target[i] = HEX[(int) rest & 0xF];
            rest >>>= 4;
        }
    }

    /** {@return a number that differs for each request number} */
    private static long unique(long number) {
        return scramble(UNIQUE_KEY + number * STRIDE);
    }

    /** {@return further scrambled bits, not necessarily unique} */
    private static long other(long number) {
        return scramble(OTHER_KEY + number * STRIDE);
    }

    /** A one-to-one scrambling: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014, variant 13 of Stafford). */
    private static long scramble(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
