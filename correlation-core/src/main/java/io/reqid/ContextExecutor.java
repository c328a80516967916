package io.reqid;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An executor whose tasks run under the context in which they were submitted.
 *
 * @param <E> the kind of executor that runs them
 */
class ContextExecutor<E extends Executor> implements Executor {
    private final E delegate;

    ContextExecutor(E delegate) {
        this.delegate = delegate;
    }

    final E delegate() {
        return delegate;
    }

    @Override
    public final void execute(Runnable task) {
        ContextRunnable work = OneShotTask.register("Executor.execute", task);
        try {
            delegate.execute(work);
        } catch (Throwable rejection) {
            work.over();
            throw rejection;
        }
    }

    /** Hands work over; if that is refused, the work is over. */
    static <T extends @Nullable Object> T handOver(Work work, Supplier<T> submission) {
        try {
            return submission.get();
        } catch (Throwable rejection) {
            work.over();
            throw rejection;
        }
    }

    @Override
    public final String toString() {
        return delegate.toString();
    }
}
