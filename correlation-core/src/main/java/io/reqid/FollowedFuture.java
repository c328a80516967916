package io.reqid;

import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future that says that its work is over when it is cancelled. Only made while the async graph is being followed: at
 * any other time callers get the executor's own future.
 */
class FollowedFuture<T extends @Nullable Object, F extends Future<T>> implements Future<T> {
    final F delegate;
    private final Runnable over;

    private FollowedFuture(F delegate, Runnable over) {
        this.delegate = delegate;
        this.over = over;
    }

    static <T extends @Nullable Object> Future<T> of(Future<T> future, Work work) {
        return work.resource() == null ? future : new FollowedFuture<>(future, work::over);
    }

    static <T extends @Nullable Object> ScheduledFuture<T> of(ScheduledFuture<T> future, Work work) {
        return work.resource() == null ? future : new Scheduled<>(future, work::over);
    }

    static <T extends @Nullable Object> ScheduledFuture<T> of(ScheduledFuture<T> future, PeriodicTask task) {
        return task.isFollowed() ? new Scheduled<>(future, task::over) : future;
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = delegate.cancel(mayInterruptIfRunning);
        if (cancelled) {
            over.run();
        }
        return cancelled;
    }

    @Override
    public final boolean isCancelled() {
        return delegate.isCancelled();
    }

    @Override
    public final boolean isDone() {
        return delegate.isDone();
    }

    @Override
    public final T get() throws InterruptedException, ExecutionException {
        return delegate.get();
    }

    @Override
    public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return delegate.get(timeout, unit);
    }

    @Override
    public final String toString() {
        return delegate.toString();
    }

    /** One that has a delay. */
    private static final class Scheduled<T extends @Nullable Object> extends FollowedFuture<T, ScheduledFuture<T>>
            implements ScheduledFuture<T> {
        Scheduled(ScheduledFuture<T> delegate, Runnable over) {
            super(delegate, over);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return delegate.getDelay(unit);
        }

        @Override
        public int compareTo(Delayed other) {
            return delegate.compareTo(other instanceof Scheduled<?> scheduled ? scheduled.delegate : other);
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
