package io.reqid.logback;

/**
 * The conversion word {@code %asyncId}: the async id of the work that logged the event, see {@link io.reqid.AsyncHooks}.
 * Its first use turns the ids on for the process; events before that print {@code -}, or the word's option.
 */
public final class AsyncIdConverter extends EventConverter {
    /** For Logback. */
    public AsyncIdConverter() {
        super(EventOverlay.ASYNC_ID);
    }

    @Override
    public void start() {
        AsyncIds.track();
        super.start();
    }
}
