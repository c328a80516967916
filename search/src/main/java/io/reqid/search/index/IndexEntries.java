package io.reqid.search.index;

import java.util.Arrays;

/**
 * Collects in which blocks of a file words stand. Blocks are of a megabyte, and of twice that whenever the file has more of
 * them than an entry can number. For one thread.
 */
public final class IndexEntries {
    static final int HASH_BITS = 40;
    static final int BLOCK_BITS = 24;
    static final int SMALLEST_SHIFT = 20;

    private final long mostBlocks;
    private int blockShift;
    private long[] entries = new long[1 << 12];
    private int size;
    /** Where the entries of the block that is being read begin: those before are sorted by block, each once in its block. */
    private int blockStart;

    private long block;

    /** Begins with blocks of a megabyte. */
    public IndexEntries() {
        this(SMALLEST_SHIFT, 1L << BLOCK_BITS);
    }

    IndexEntries(int blockShift, long mostBlocks) {
        this.blockShift = blockShift;
        this.mostBlocks = mostBlocks;
    }

    /**
     * Remembers a word.
     *
     * @param offset where it begins; not in a block before that of the last one
     * @param hash its hash
     */
    public void add(long offset, long hash) {
        while (offset >>> blockShift >= mostBlocks) {
            doubleBlocks();
        }
        long inBlock = offset >>> blockShift;
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

    /** What was two blocks is one, so that all that was collected is of blocks that are closed. */
    private void doubleBlocks() {
        long number = (1L << BLOCK_BITS) - 1;
        for (int i = 0; i < size; i++) {
            entries[i] = (entries[i] & ~number) | ((entries[i] & number) >>> 1);
        }
        block >>>= 1;
        blockShift++;
        size = withoutRepeats(0);
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

    /** {@return how many bits of an offset are not of the number of its block} */
    int blockShift() {
        return blockShift;
    }

    /** {@return the entries in ascending order, as unsigned numbers, each once} */
    long[] sorted() {
        size = withoutRepeats(0); // a block that was doubled while it was read has been closed twice
        blockStart = size;
        // sorted as signed numbers; those with the topmost bit, which belongs to the hash, are the greatest of all
        int negative = 0;
        while (negative < size && entries[negative] < 0) {
            negative++;
        }
        long[] sorted = new long[size];
        System.arraycopy(entries, negative, sorted, 0, size - negative);
        System.arraycopy(entries, 0, sorted, size - negative, negative);
        return sorted;
    }
}
