package io.reqid;

import org.jspecify.annotations.Nullable;

/**
 * Has the agent do what it has put off until some classes of the JDK are used for the first time. Whoever uses them first
 * waits until it is done. Thread-safe.
 */
public final class FirstUse {
    private static volatile @Nullable Runnable beforeFutures;
    private static volatile @Nullable Runnable beforeVirtualThreads;

    private FirstUse() {}

    /**
     * Takes what is to be done; an action must not throw.
     *
     * @param futures what to do before any {@code CompletableFuture} is used; null for nothing
     * @param virtualThreads what to do before any {@code VirtualThread} is used; null for nothing
     */
    public static void await(@Nullable Runnable futures, @Nullable Runnable virtualThreads) {
        beforeFutures = futures;
        beforeVirtualThreads = virtualThreads;
    }

    /** {@return whether futures may have been used} */
    static boolean hasBeenOfFutures() {
        return beforeFutures == null;
    }

    /** A future is about to be used. */
    public static void ofFutures() {
        if (beforeFutures != null) {
            prepareFutures();
        }
    }

    private static synchronized void prepareFutures() {
        Runnable action = beforeFutures;
        if (action != null) {
            action.run();
            beforeFutures = null;
        }
    }

    /** A virtual thread is about to be used. */
    public static void ofVirtualThreads() {
        if (beforeVirtualThreads != null) {
            prepareVirtualThreads();
        }
    }

    private static synchronized void prepareVirtualThreads() {
        Runnable action = beforeVirtualThreads;
        if (action != null) {
            action.run();
            beforeVirtualThreads = null;
        }
    }
}
