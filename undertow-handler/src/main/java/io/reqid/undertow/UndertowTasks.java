package io.reqid.undertow;

/** Tells apart, by the names of their classes, the tasks that Undertow itself submits. */
final class UndertowTasks {
    private UndertowTasks() {}

    /** {@return whether the task reads the next pipelined request of a connection, which is no longer this exchange's work} */
    static boolean isReaderOfNextRequest(Runnable task) {
        return task.getClass().getName().startsWith("io.undertow.server.protocol.");
    }

    /**
     * {@return whether the task is work of the request that submitted it} Undertow's own tasks mostly are not: a request
     * limiter dispatches request B while A ends, and a connection reads its next request where the last one ended. Those of
     * a sender are.
     */
    static boolean belongsToSubmitter(Runnable task) {
        String name = task.getClass().getName();
        return !name.startsWith("io.undertow.") || name.startsWith("io.undertow.io.");
    }
}
