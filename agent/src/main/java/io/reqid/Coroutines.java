package io.reqid;

/** What rewritten methods of Kotlin's coroutines call. Not for applications. */
public final class Coroutines {
    private static final SideTable<Object, Object> WAITING = new SideTable<>();

    private Coroutines() {}

    /**
     * A coroutine is started, or suspended.
     *
     * @param task what continues it
     */
    public static void made(Object task) {
        Object captured = Carrier.capture("coroutine");
        if (captured != null) {
            WAITING.put(task, captured);
        }
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A coroutine is continued.
     *
     * @param task what continues it
     */
    public static int enter(Object task) {
        return Carrier.enter(WAITING.get(task));
    }
}
