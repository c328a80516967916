package io.reqid;

/** What the runs of a periodic task see of the context in which the task was scheduled. */
public enum PeriodicContext {
    /**
     * All of it, until the request that it belongs to has ended; from then on all but the request, which is no longer kept
     * in memory. A context that belongs to no request is seen for ever. The default.
     */
    UNTIL_REQUEST_END,

    /** All of it, for as long as the task runs. */
    INHERIT,

    /** Nothing. */
    NONE
}
