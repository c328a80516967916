package io.reqid;

/**
 * Follows the async graph: every piece of work that is registered, run, settled and over. Every method does nothing
 * unless overridden; implement those that are of interest.
 *
 * <p>Methods are called on the thread on which the event happens, under its context, from several threads at once. A
 * hook may log. What it causes on its thread emits no event, except a destroy, which is delivered after the emission
 * under way. A hook that throws is disabled, and reported once on {@link System#err}; the application never sees it.
 *
 * @see AsyncHooks#register
 */
public interface AsyncHook {
    /**
     * Work has been registered; called before anything can run it.
     *
     * @param asyncId the async id of the work, unique in the process
     * @param type how it was registered, for example {@code "Executor.execute"}
     * @param triggerAsyncId the async id of what registered it
     * @param resource the work; what {@link AsyncHooks#executionAsyncResource} returns inside it
     */
    default void init(long asyncId, String type, long triggerAsyncId, AsyncResource resource) {}

    /**
     * The work is about to run. A task that runs several times is announced each time.
     *
     * @param asyncId the async id of the work
     */
    default void before(long asyncId) {}

    /**
     * The work has run, or has thrown.
     *
     * @param asyncId the async id of the work
     */
    default void after(long asyncId) {}

    /**
     * The stage of a future has completed, with a value or an exception.
     *
     * @param asyncId the async id of the stage
     */
    default void settled(long asyncId) {}

    /**
     * The work can never run again.
     *
     * @param asyncId the async id of the work
     */
    default void destroy(long asyncId) {}

    /**
     * {@return whether this hook wants a {@link #destroy}, on another thread, also for work that was collected as
     * garbage before anything said that it is over} Asked once, at registration. Dear: it makes the collector follow
     * every piece of work.
     */
    default boolean destroyOnGc() {
        return false;
    }
}
