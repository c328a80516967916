package io.reqid;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A callable that runs under the context in which it was registered. */
class ContextCallable<V extends @Nullable Object> extends Work implements Callable<V> {
    private final Callable<V> task;

    ContextCallable(@Nullable Snapshot frame, @Nullable AsyncResource resource, Callable<V> task) {
        super(frame, resource);
        this.task = task;
    }

    @Override
    public V call() throws Exception {
        return call(task::call);
    }

    @Override
    public final String toString() {
        return task.toString();
    }
}
