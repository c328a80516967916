package io.reqid;

import java.util.concurrent.CompletableFuture;

/** What rewritten methods of {@code CompletableFuture} call, while the async graph is followed. Not for applications. */
public final class Stages {
    private static final SideTable<Object, AsyncResource> OPEN = new SideTable<>();

    private static volatile boolean any;

    private Stages() {}

    /**
     * A stage was registered.
     *
     * @param future the stage
     * @param function the function that it was registered with
     */
    public static void registered(Object future, Object function) {
        AsyncResource resource = function instanceof Bound bound ? Carrier.resourceOf(bound.captured()) : null;
        if (resource != null && !resource.isOver()) {
            any = true;
            OPEN.put(future, resource);
            if (JdkAccess.isCompleted((CompletableFuture<?>) future)) {
                completed(future);
            }
        }
    }

    /**
     * A stage may have completed.
     *
     * @param future the stage
     */
    public static void completed(Object future) {
        if (any && JdkAccess.isCompleted((CompletableFuture<?>) future)) {
            AsyncResource resource = OPEN.remove(future);
            if (resource != null) {
                resource.settled();
                resource.destroyWhenIdle();
            }
        }
    }
}
