package io.reqid;

import org.jspecify.annotations.Nullable;

/**
 * Has the agent do what it has put off until some classes of the JDK are used for the first time. Whoever uses them first
 * waits until it is done. Thread-safe.
 */
public final class FirstUse {
    private static final FirstUse FUTURES = new FirstUse();
    private static final FirstUse VIRTUAL_THREADS = new FirstUse();

    private volatile @Nullable Runnable before;

    private FirstUse() {}

    /**
     * Takes what is to be done; an action must not throw.
     *
     * @param futures what to do before any {@code CompletableFuture} is used; null for nothing
     * @param virtualThreads what to do before any {@code VirtualThread} is used; null for nothing
     */
    public static void await(@Nullable Runnable futures, @Nullable Runnable virtualThreads) {
        FUTURES.before = futures;
        VIRTUAL_THREADS.before = virtualThreads;
    }

    /** {@return whether futures may have been used} */
    static boolean hasBeenOfFutures() {
        return FUTURES.before == null;
    }

    /** A future is about to be used. */
    public static void ofFutures() {
        FUTURES.happens();
    }

    /** A virtual thread is about to be used. */
    public static void ofVirtualThreads() {
        VIRTUAL_THREADS.happens();
    }

    private void happens() {
        if (before != null) {
            prepare();
        }
    }

    private synchronized void prepare() {
        Runnable action = before;
        if (action != null) {
            action.run();
            before = null;
        }
    }
}
