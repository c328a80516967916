package io.reqid.logback;

/**
 * The conversion word {@code %triggerAsyncId}: the async id of the work that caused the work that logged the event, 0
 * for a thread of its own. Its first use turns the ids on for the process; events before that print {@code -}, or the
 * word's option.
 */
public final class TriggerAsyncIdConverter extends EventConverter {
    /** For Logback. */
    public TriggerAsyncIdConverter() {
        super(EventOverlay.TRIGGER_ASYNC_ID);
    }

    @Override
    public void start() {
        AsyncIds.track();
        super.start();
    }
}
