package io.reqid.search.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The words that an index holds: runs of {@code [A-Za-z0-9_.+-]}, as long as they go, of {@value #SHORTEST} to
 * {@value #LONGEST} characters with a digit among them. Ids of the usual kinds are such words: ULIDs, UUIDs, hexadecimal
 * trace ids, snowflakes. A word that ends with a dot is held with and without it. Names of classes, times and most of what
 * else stands in a log are not.
 */
public final class IdWords {
    static final int SHORTEST = 16;
    static final int LONGEST = 128;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final byte NONE = 0;
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte[] KINDS = kinds();

    private IdWords() {}

    /** Is told the words of some bytes. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes a word.
         *
         * @param start where it begins
         * @param hash its hash
         */
        void word(int start, long hash);
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.+-".chars().forEach(c -> kinds[c] = LETTER);
        "0123456789".chars().forEach(c -> kinds[c] = DIGIT);
        return kinds;
    }

    /**
     * Tells all words of a range, which begins and ends where words do.
     *
     * @param bytes holds the range
     * @param from where it begins
     * @param to where it ends, exclusively
     * @param sink is told them
     */
    public static void forEach(byte[] bytes, int from, int to, Sink sink) {
        int at = from;
        while (at < to) {
            // a word that is long enough has a character here; if this is none, no such word begins before it
            int probe = at + SHORTEST - 1;
            if (probe >= to) {
                return;
            }
            int gap = lastGap(bytes, at, probe);
            if (gap >= at) {
                at = gap + 1;
                continue;
            }
            int end = probe + 1;
            while (end < to && KINDS[bytes[end] & 0xff] != NONE) {
                end++;
            }
            tell(bytes, at, end, sink);
            at = end + 1;
        }
    }

    /** A dot in the end may be that of a sentence: then the word is the one before it. */
    private static void tell(byte[] bytes, int from, int end, Sink sink) {
        if (isIndexable(bytes, from, end)) {
            sink.word(from, hash(bytes, from, end));
        }
        if (bytes[end - 1] == '.' && isIndexable(bytes, from, end - 1)) {
            sink.word(from, hash(bytes, from, end - 1));
        }
    }

    private static int lastGap(byte[] bytes, int from, int to) {
        int at = to;
        while (at >= from && KINDS[bytes[at] & 0xff] != NONE) {
            at--;
        }
        return at;
    }

    /**
     * {@return whether an index holds a run of characters of words}
     *
     * @param bytes holds it
     * @param from where it begins
     * @param to where it ends, exclusively
     */
    static boolean isIndexable(byte[] bytes, int from, int to) {
        if (to - from < SHORTEST || to - from > LONGEST) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (KINDS[bytes[i] & 0xff] == DIGIT) {
                return true;
            }
        }
        return false;
    }

    static boolean isWhole(byte[] bytes) {
        for (byte b : bytes) {
            if (KINDS[b & 0xff] == NONE) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes at a time: hashing is most of the work of making an index. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = (hash ^ (long) EIGHT.get(bytes, at)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        for (; at < to; at++) {
            hash = (hash ^ (bytes[at] & 0xff)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ (hash >>> 32)) * MULTIPLIER;
        return hash >>> (Long.SIZE - IndexEntries.HASH_BITS);
    }
}
