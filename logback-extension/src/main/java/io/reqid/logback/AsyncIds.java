package io.reqid.logback;

import io.reqid.AsyncHooks;

/** Whether events carry async ids: from the first {@code %asyncId} or {@code %triggerAsyncId} on, for good. */
final class AsyncIds {
    private static volatile boolean tracked;

    private AsyncIds() {}

    static boolean tracked() {
        return tracked;
    }

    /** Layouts come and go with every reload and are not told when: one wish for all of them, never taken back. */
    @SuppressWarnings("resource")
    static synchronized void track() {
        if (!tracked) {
            AsyncHooks.trackIds();
            tracked = true;
        }
    }
}
