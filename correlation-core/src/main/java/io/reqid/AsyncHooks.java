package io.reqid;

/**
 * The async graph of this process: which work caused which. Every captured task has an async id; the async id that was
 * current when it was captured is its trigger id.
 *
 * <p>Nothing is counted and no object is made for it until a hook is registered or {@link #trackIds} is called; work
 * captured before then runs as part of whatever runs it. All methods are thread-safe. The JVM's counterpart of Node.js
 * {@code async_hooks}.
 */
public final class AsyncHooks {
    private AsyncHooks() {}

    /** What takes a hook, or the wish for ids, back. */
    public interface Registration extends AutoCloseable {
        /** Takes it back, from the next emission on. Closing twice does nothing. */
        @Override
        void close();
    }

    /**
     * Registers a hook, from the next emission on.
     *
     * @param hook what to call
     * @return what takes the hook back
     */
    public static Registration register(AsyncHook hook) {
        return AsyncGraph.register(hook);
    }

    /**
     * Gives captured tasks their ids although no hook is registered: what {@code %asyncId} in a log pattern needs.
     *
     * @return what takes the wish back
     */
    public static Registration trackIds() {
        return AsyncGraph.trackIds();
    }

    /** {@return the async id of the work that runs on this thread, or else of the thread itself; at least 1} */
    public static long executionAsyncId() {
        return AsyncGraph.executionAsyncId();
    }

    /** {@return the async id of what registered the work that runs on this thread; 0 for the thread itself} */
    public static long triggerAsyncId() {
        return AsyncGraph.triggerAsyncId();
    }

    /** {@return the work that runs on this thread, or else what stands for the thread itself; never null} */
    public static AsyncResource executionAsyncResource() {
        return AsyncGraph.executionAsyncResource();
    }
}
