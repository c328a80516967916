package io.reqid;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Numbers that are unique in the process, drawn by each thread in blocks so that no counter is contended. */
final class Counters {
    static final int LENGTH = 5;

    /** Where a thread keeps its root async id, 0 until it is drawn. */
    static final int ROOT_ASYNC_ID = 4;

    private static final int NEXT_ASYNC_ID = 0;
    private static final int NEXT_REQUEST_NUMBER = 2;
    private static final int BLOCK = 64;
    private static final AtomicLong ASYNC_IDS = new AtomicLong(1);
    private static final AtomicLong REQUEST_NUMBERS = new AtomicLong(1);

    private Counters() {}

    static long nextAsyncId(@Nullable Object[] cell) {
        return next(Cell.counters(cell), NEXT_ASYNC_ID, ASYNC_IDS);
    }

    static long nextRequestNumber(@Nullable Object[] cell) {
        return next(Cell.counters(cell), NEXT_REQUEST_NUMBER, REQUEST_NUMBERS);
    }

    private static long next(long[] counters, int index, AtomicLong blocks) {
        long next = counters[index];
        if (next == counters[index + 1]) {
            next = blocks.getAndAdd(BLOCK);
            counters[index + 1] = next + BLOCK;
        }
        counters[index] = next + 1;
        return next;
    }
}
