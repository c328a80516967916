package io.reqid;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** A runnable that was handed to an executor to be run once. */
class OneShotTask extends ContextRunnable {
    /** What a plain future hands over when it is made; whatever else it hands over is a stage that fires. */
    private static final Set<String> REGISTERED_FUTURES = Set.of(
            "java.util.concurrent.CompletableFuture$AsyncSupply", "java.util.concurrent.CompletableFuture$AsyncRun");

    private OneShotTask(@Nullable Snapshot frame, @Nullable AsyncResource resource, Runnable task) {
        super(frame, resource, task);
    }

    /** {@return a task that runs a task under what is current now, or the task itself if it is bound already} */
    static ContextRunnable register(String type, Runnable task) {
        if (task instanceof ContextRunnable bound) {
            return bound;
        }
        Objects.requireNonNull(task, "task");
        Snapshot frame = firesFutureStage(task) ? null : Cell.frame(Cell.current());
        AsyncResource resource = AsyncGraph.register(type, frame);
        return task instanceof Comparable<?>
                ? new Ordered(frame, resource, task)
                : new OneShotTask(frame, resource, task);
    }

    /**
     * Tells whether a task is a stage of a plain future whose time has come. It was registered elsewhere, under a
     * context that nobody kept; the one that is current now is that of whoever completed the future, which may be
     * another request. None is better than a wrong one.
     */
    private static boolean firesFutureStage(Runnable task) {
        return task instanceof ForkJoinTask<?>
                && task instanceof CompletableFuture.AsynchronousCompletionTask
                && !REGISTERED_FUTURES.contains(task.getClass().getName());
    }

    @Override
    public final void run() {
        try {
            super.run();
        } finally {
            over();
        }
    }

    @Override
    final void over() {
        AsyncResource resource = resource();
        if (resource != null) {
            resource.destroyWhenIdle();
        }
    }

    /** A task that an ordered queue can compare. */
    @SuppressWarnings("ComparableType") // it compares as the task does, to whatever that accepts
    private static final class Ordered extends OneShotTask implements Comparable<Object> {
        Ordered(@Nullable Snapshot frame, @Nullable AsyncResource resource, Runnable task) {
            super(frame, resource, task);
        }

        @Override
        @SuppressWarnings("unchecked")
        public int compareTo(Object other) {
            return ((Comparable<Object>) task())
                    .compareTo(other instanceof ContextRunnable wrapper ? wrapper.task() : other);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
