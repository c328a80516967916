package io.reqid.search.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Finds all places where any of some words stand in bytes: the algorithm of Horspool (1980) over grams of four bytes, for
 * several words at once as Wu and Manber describe it (1994). Four cursors run interleaved, each over its own quarter, so
 * that the processor has four loads to wait for at a time. For any number of threads.
 */
final class Needles {
    private static final int GRAM_LENGTH = 4;
    private static final int SPREAD = 0x9E3779B1;
    private static final int CURSORS = 4;
    private static final int WORTH_FOUR_CURSORS = 512;
    private static final int WORTH_FAST_GRAMS = 1 << 22;
    private static final int FEWEST_BITS = 12;
    private static final int MOST_BITS = 20;
    private static final int SLOTS_PER_GRAM = 64;

    private final byte[][] words;
    private final int shortest;
    private final int hashShift;
    /** How far a cursor may go on from a gram, 0 where a word may end its first {@link #shortest} bytes. */
    private final byte[] shifts;
    /** By the slot of a gram: the first word whose window ends with such a gram, and for each word the next one; or -1. */
    private final int[] firstWord;

    private final int[] nextWord;

    /** How many bytes were looked through, about: what threads do at the same time may count once. */
    private int looked;

    /** The fastest way to read a gram. To link it takes as long as to look through some megabytes: small logs do without. */
    private static final class FastGrams {
        static final VarHandle GRAM = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

        private FastGrams() {}
    }

    private Needles(byte[][] words, int shortest) {
        this.words = words;
        this.shortest = shortest;
        int bits = tableBits((long) words.length * Math.max(1, shortest - GRAM_LENGTH + 1));
        this.hashShift = Integer.SIZE - bits;
        this.shifts = new byte[1 << bits];
        this.firstWord = new int[1 << bits];
        this.nextWord = new int[words.length];
        Arrays.fill(firstWord, -1);
        Arrays.fill(shifts, (byte) Math.min(Byte.MAX_VALUE, Math.max(1, shortest - GRAM_LENGTH + 1)));
        for (int i = 0; i < words.length && shortest >= GRAM_LENGTH; i++) {
            learn(i);
        }
    }

    /** {@return a finder of words, none of them empty; a hit names them by their place in the list} */
    static Needles of(List<byte[]> words) {
        int shortest = words.isEmpty() ? 0 : Integer.MAX_VALUE;
        for (byte[] word : words) {
            shortest = Math.min(shortest, word.length);
        }
        if (shortest == 0) {
            throw new IllegalArgumentException("nothing to search for: the text is empty");
        }
        return new Needles(words.toArray(new byte[0][]), shortest);
    }

    private static int tableBits(long grams) {
        int bits = FEWEST_BITS;
        while (bits < MOST_BITS && 1L << bits < grams * SLOTS_PER_GRAM) {
            bits++;
        }
        return bits;
    }

    private void learn(int word) {
        int last = shortest - GRAM_LENGTH;
        for (int i = 0; i <= last; i++) {
            int slot = slot(words[word], i);
            shifts[slot] = (byte) Math.min(shifts[slot], last - i);
        }
        int slot = slot(words[word], last);
        nextWord[word] = firstWord[slot];
        firstWord[slot] = word;
    }

    private int slot(byte[] text, int at) {
        int gram =
                (text[at] & 0xff) | ((text[at + 1] & 0xff) << 8) | ((text[at + 2] & 0xff) << 16) | (text[at + 3] << 24);
        return (gram * SPREAD) >>> hashShift;
    }

    /**
     * Adds all places in a range where a word stands entirely within it.
     *
     * @param text holds the range
     * @param from where it begins
     * @param to where it ends, exclusively
     * @param hits is added to
     */
    void find(byte[] text, int from, int to, Hits hits) {
        if (shortest < GRAM_LENGTH) {
            findShort(text, from, to, hits);
            return;
        }
        int first = from + shortest - GRAM_LENGTH;
        int end = to - GRAM_LENGTH + 1;
        if (end - first < WORTH_FOUR_CURSORS || looked < WORTH_FAST_GRAMS) {
            looked += to - from;
            run(text, first, end, to, hits);
        } else {
            runFour(text, first, end, to, hits);
        }
    }

    private void run(byte[] text, int first, int end, int to, Hits hits) {
        int at = first;
        while (at < end) {
            int slot = slot(text, at);
            int shift = shifts[slot];
            if (shift == 0) {
                check(text, at, to, slot, hits);
                shift = 1;
            }
            at += shift;
        }
    }

    private void runFour(byte[] text, int first, int end, int to, Hits hits) {
        byte[] shifts = this.shifts;
        int hashShift = this.hashShift;
        int quarter = (end - first) / CURSORS;
        int endA = first + quarter;
        int endB = endA + quarter;
        int endC = endB + quarter;
        int a = first;
        int b = endA;
        int c = endB;
        int d = endC;
        Hits inB = new Hits();
        Hits inC = new Hits();
        Hits inD = new Hits();
        while (a < endA && b < endB && c < endC && d < end) {
            int slotA = ((int) FastGrams.GRAM.get(text, a) * SPREAD) >>> hashShift;
            int slotB = ((int) FastGrams.GRAM.get(text, b) * SPREAD) >>> hashShift;
            int slotC = ((int) FastGrams.GRAM.get(text, c) * SPREAD) >>> hashShift;
            int slotD = ((int) FastGrams.GRAM.get(text, d) * SPREAD) >>> hashShift;
            int shiftA = shifts[slotA];
            int shiftB = shifts[slotB];
            int shiftC = shifts[slotC];
            int shiftD = shifts[slotD];
            if (shiftA == 0) {
                check(text, a, to, slotA, hits);
                shiftA = 1;
            }
            if (shiftB == 0) {
                check(text, b, to, slotB, inB);
                shiftB = 1;
            }
            if (shiftC == 0) {
                check(text, c, to, slotC, inC);
                shiftC = 1;
            }
            if (shiftD == 0) {
                check(text, d, to, slotD, inD);
                shiftD = 1;
            }
            a += shiftA;
            b += shiftB;
            c += shiftC;
            d += shiftD;
        }
        run(text, a, endA, to, hits);
        run(text, b, endB, to, inB);
        run(text, c, endC, to, inC);
        run(text, d, end, to, inD);
        hits.addAll(inB);
        hits.addAll(inC);
        hits.addAll(inD);
    }

    private void check(byte[] text, int gram, int to, int slot, Hits hits) {
        int start = gram - (shortest - GRAM_LENGTH);
        for (int word = firstWord[slot]; word >= 0; word = nextWord[word]) {
            if (stands(words[word], text, start, to)) {
                hits.add(start, word);
            }
        }
    }

    private static boolean stands(byte[] word, byte[] text, int at, int to) {
        return at + word.length <= to && Arrays.equals(word, 0, word.length, text, at, at + word.length);
    }

    /** Words of less than a gram: rare, and found so often that looking for them is not what takes the time. */
    private void findShort(byte[] text, int from, int to, Hits hits) {
        for (int at = from; at < to; at++) {
            for (int word = 0; word < words.length; word++) {
                if (words[word][0] == text[at] && stands(words[word], text, at, to)) {
                    hits.add(at, word);
                }
            }
        }
    }
}
