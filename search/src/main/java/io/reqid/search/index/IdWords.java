package io.reqid.search.index;

/**
 * The words that an index holds: runs of {@code [A-Za-z0-9_.+-]}, as long as they go, of {@value #SHORTEST} to
 * {@value #LONGEST} characters with a digit among them. Ids of the usual kinds are such words: ULIDs, UUIDs, hexadecimal
 * trace ids, snowflakes. Names of classes, times and most of what else stands in a log are not.
 */
public final class IdWords {
    static final int SHORTEST = 16;
    static final int LONGEST = 128;

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
            if (isIndexable(bytes, at, end)) {
                sink.word(at, hash(bytes, at, end));
            }
            at = end + 1;
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

    static long hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ (hash >>> 32)) * MULTIPLIER;
        return hash >>> (Long.SIZE - IndexEntries.HASH_BITS);
    }
}
