package io.reqid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An executor service whose tasks run under the context in which they were submitted.
 *
 * @param <E> the kind of executor that runs them
 */
class ContextExecutorService<E extends ExecutorService> extends ContextExecutor<E> implements ExecutorService {
    private static final String SUBMIT = "ExecutorService.submit";

    ContextExecutorService(E delegate) {
        super(delegate);
    }

    @Override
    public final <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        ContextCallable<T> work = OneShotCallable.register(SUBMIT, task);
        return FollowedFuture.of(handOver(work, () -> delegate().submit(work)), work);
    }

    @Override
    public final <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        ContextRunnable work = OneShotTask.register(SUBMIT, task);
        return FollowedFuture.of(handOver(work, () -> delegate().submit(work, result)), work);
    }

    @Override
    public final Future<?> submit(Runnable task) {
        ContextRunnable work = OneShotTask.register(SUBMIT, task);
        return FollowedFuture.of(handOver(work, () -> delegate().submit(work)), work);
    }

    @Override
    public final <T extends @Nullable Object> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
            throws InterruptedException {
        List<ContextCallable<T>> work = register("ExecutorService.invokeAll", tasks);
        try {
            return delegate().invokeAll(work);
        } finally {
            work.forEach(Work::over);
        }
    }

    @Override
    public final <T extends @Nullable Object> List<Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) throws InterruptedException {
        List<ContextCallable<T>> work = register("ExecutorService.invokeAll", tasks);
        try {
            return delegate().invokeAll(work, timeout, unit);
        } finally {
            work.forEach(Work::over);
        }
    }

    @Override
    public final <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        List<ContextCallable<T>> work = register("ExecutorService.invokeAny", tasks);
        try {
            return delegate().invokeAny(work);
        } finally {
            work.forEach(Work::over);
        }
    }

    @Override
    public final <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ContextCallable<T>> work = register("ExecutorService.invokeAny", tasks);
        try {
            return delegate().invokeAny(work, timeout, unit);
        } finally {
            work.forEach(Work::over);
        }
    }

    private static <T extends @Nullable Object> List<ContextCallable<T>> register(
            String type, Collection<? extends Callable<T>> tasks) {
        List<ContextCallable<T>> work = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            work.add(OneShotCallable.register(type, task));
        }
        return work;
    }

    @Override
    public final void shutdown() {
        delegate().shutdown();
    }

    @Override
    public final List<Runnable> shutdownNow() {
        List<Runnable> tasks = new ArrayList<>();
        for (Runnable task : delegate().shutdownNow()) {
            tasks.add(unwrapped(task));
        }
        return tasks;
    }

    private static Runnable unwrapped(Runnable task) {
        if (task instanceof OneShotTask work) {
            work.over();
            return work.task();
        }
        return task;
    }

    @Override
    public final boolean isShutdown() {
        return delegate().isShutdown();
    }

    @Override
    public final boolean isTerminated() {
        return delegate().isTerminated();
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return delegate().awaitTermination(timeout, unit);
    }

    /** Closes the wrapped executor as it closes itself; overrides {@code ExecutorService.close()} since Java 19. */
    public final void close() {
        Closing.close(delegate());
    }
}
