package io.reqid;

import org.jspecify.annotations.Nullable;

/** A runnable that runs under the context in which it was registered. */
class ContextRunnable extends Work implements Runnable {
    private final Runnable task;

    ContextRunnable(@Nullable Snapshot frame, @Nullable AsyncResource resource, Runnable task) {
        super(frame, resource);
        this.task = task;
    }

    final Runnable task() {
        return task;
    }

    @Override
    public void run() {
        run(task);
    }

    @Override
    public final String toString() {
        return task.toString();
    }
}
