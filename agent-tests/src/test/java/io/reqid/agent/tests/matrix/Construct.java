package io.reqid.agent.tests.matrix;

/** A tool that has work done later: a pool, a timer, a future. Closed when all questions about it are answered. */
interface Construct extends AutoCloseable {
    /**
     * Registers work under the context of the calling thread.
     *
     * @param work to be run, as often as its row says
     * @return what makes the construct run the work, for another thread to call
     */
    Firing register(Runnable work) throws Exception;

    @Override
    default void close() throws Exception {}

    /** Makes new tools of one kind. */
    interface Maker {
        Construct make() throws Exception;
    }
}
