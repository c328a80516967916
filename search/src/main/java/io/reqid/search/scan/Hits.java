package io.reqid.search.scan;

import java.util.Arrays;

/** Where words were found: positions in ascending order, several words at one position in any. For one thread. */
final class Hits {
    private static final int WORD_BITS = 32;

    private long[] hits = new long[16];
    private int size;

    void add(int position, int word) {
        if (size == hits.length) {
            hits = Arrays.copyOf(hits, 2 * size);
        }
        hits[size++] = (long) position << WORD_BITS | word;
    }

    void addAll(Hits others) {
        for (int i = 0; i < others.size; i++) {
            add(others.position(i), others.word(i));
        }
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int position(int hit) {
        return (int) (hits[hit] >>> WORD_BITS);
    }

    int word(int hit) {
        return (int) hits[hit];
    }

    /** {@return the hits of a range, with positions counted from its beginning} */
    Hits within(int first, int from, int to) {
        Hits some = new Hits();
        for (int i = first; i < size && position(i) < to; i++) {
            some.add(position(i) - from, word(i));
        }
        return some;
    }
}
