package io.reqid;

import org.jspecify.annotations.Nullable;

/** What rewritten methods of {@code SubmissionPublisher} call. Not for applications. */
public final class Subscriptions {
    private static final SideTable<Object, Object> SUBSCRIBED = new SideTable<>();

    private Subscriptions() {}

    /**
     * A subscription was made.
     *
     * @param subscription the subscription
     */
    public static void made(Object subscription) {
        Object captured = Carrier.capture("SubmissionPublisher");
        if (captured != null) {
            SUBSCRIBED.put(subscription, captured);
        }
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A subscription calls its subscriber.
     *
     * @param subscription the subscription
     */
    public static int enter(Object subscription) {
        @Nullable Object captured = SUBSCRIBED.get(subscription);
        return Carrier.enter(captured);
    }

    /**
     * A subscription has ended.
     *
     * @param subscription the subscription
     */
    public static void over(Object subscription) {
        Binder.over(SUBSCRIBED.remove(subscription));
    }
}
