package io.reqid.agent.tests.chaos;

import io.reqid.RequestContext;

/**
 * What is known of the request of work that is to run later or again: a request that has ended when the work is
 * registered is not carried to it, or work that registers itself anew would print its id for ever.
 *
 * <p>Where a request ends while its work is being registered, on another thread, the work may be under it or not.
 */
final class Timed {
    private final RequestContext request = RequestContext.current();
    private final boolean endedBefore = hasEnded();
    private volatile boolean aliveAfter;

    /** {@return whether the request has ended; false outside any} */
    boolean hasEnded() {
        return request != null && request.ended();
    }

    /** Says that the work has been registered, to be called on the thread that did. */
    void registered() {
        aliveAfter = !hasEnded();
    }

    /** {@return what the line of work that runs once must see} */
    Expected once(Expected atRegistration) {
        if (endedBefore) {
            return atRegistration.outsideRequest();
        }
        return aliveAfter || !hasEnded() ? atRegistration : either(atRegistration);
    }

    /** {@return what a line of work that runs again and again must see, given whether an earlier one saw the end} */
    Expected again(Expected atRegistration, boolean endWasSeen) {
        if (endedBefore || endWasSeen) {
            return atRegistration.outsideRequest();
        }
        return hasEnded() ? either(atRegistration) : atRegistration;
    }

    private static Expected either(Expected atRegistration) {
        Expected outside = atRegistration.outsideRequest();
        return outside.isSeen() ? outside : atRegistration;
    }
}
