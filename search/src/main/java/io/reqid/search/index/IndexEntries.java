package io.reqid.search.index;

import java.util.Arrays;

/** Collects in which blocks of a file words stand. Blocks come in order. For one thread. */
public final class IndexEntries {
    static final int HASH_BITS = 40;
    static final int BLOCK_BITS = 24;

    private static final long MOST_BLOCKS = 1L << BLOCK_BITS;

    private long[] entries = new long[1 << 12];
    private int size;
    /** Where the entries of the block that is being read begin: those before are sorted by block, each once in its block. */
    private int blockStart;

    private long block;

    /**
     * Remembers a word.
     *
     * @param inBlock the number of the block in which it begins, not less than the last one
     * @param hash its hash
     * @throws IllegalArgumentException if the number of the block does not fit into 24 bits
     */
    public void add(long inBlock, long hash) {
        if (inBlock >= MOST_BLOCKS) {
            throw new IllegalArgumentException("an index has up to " + MOST_BLOCKS + " blocks, got number " + inBlock);
        }
        if (inBlock != block) {
            closeBlock();
            block = inBlock;
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size++] = hash << BLOCK_BITS | inBlock;
    }

    private void closeBlock() {
        size = withoutRepeats(blockStart);
        blockStart = size;
    }

    private int withoutRepeats(int from) {
        Arrays.sort(entries, from, size);
        int kept = from;
        for (int i = from; i < size; i++) {
            if (kept == from || entries[kept - 1] != entries[i]) {
                entries[kept++] = entries[i];
            }
        }
        return kept;
    }

    /** {@return the entries in ascending order, as unsigned numbers, each once} */
    long[] sorted() {
        closeBlock();
        long[] sorted = Arrays.copyOf(entries, size);
        // the topmost bit belongs to the hash: turned over, the order of signed numbers is that of unsigned ones
        for (int i = 0; i < size; i++) {
            sorted[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(sorted);
        for (int i = 0; i < size; i++) {
            sorted[i] ^= Long.MIN_VALUE;
        }
        return sorted;
    }
}
