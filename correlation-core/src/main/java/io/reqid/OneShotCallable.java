package io.reqid;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A callable that was handed to an executor to be run once. */
final class OneShotCallable<V extends @Nullable Object> extends ContextCallable<V> {
    private OneShotCallable(@Nullable Snapshot frame, @Nullable AsyncResource resource, Callable<V> task) {
        super(frame, resource, task);
    }

    /** {@return a task that runs a task under what is current now, or the task itself if it is bound already} */
    static <V extends @Nullable Object> ContextCallable<V> register(String type, Callable<V> task) {
        if (task instanceof ContextCallable<V> bound) {
            return bound;
        }
        Objects.requireNonNull(task, "task");
        Snapshot frame = Cell.frame(Cell.current());
        return new OneShotCallable<>(frame, AsyncGraph.register(type, frame), task);
    }

    @Override
    public V call() throws Exception {
        try {
            return super.call();
        } finally {
            over();
        }
    }

    @Override
    void over() {
        AsyncResource resource = resource();
        if (resource != null) {
            resource.destroyWhenIdle();
        }
    }
}
