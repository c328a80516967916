package io.reqid;

import java.nio.channels.CompletionHandler;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten methods put in the place of a function that they are given: one that runs under what is current now.
 * Not for applications. Null stays null, so that the JDK's own complaint comes; what is bound already stays as it is.
 */
public final class Binder {
    private static final String OURS = "io.reqid";

    private Binder() {}

    /** {@return whether a function is bound already, by the agent or by the store itself} */
    static boolean isBound(Object function) {
        return function instanceof Bound
                || function instanceof BoundCallable
                || function.getClass().getPackageName().equals(OURS);
    }

    /** {@return whether nothing is to be carried, and the function is the JDK's own and runs none of the application's} */
    private static boolean needsNothing(@Nullable Object captured, Object function) {
        return captured == null && function.getClass().getClassLoader() == null && !JdkAccess.isAdapter(function);
    }

    /** {@return whether a function runs a task that the graph knows by itself: one piece of work is one resource} */
    private static boolean onlyRunsTask(Callable<?> function) {
        return AsyncGraph.isFollowed() && JdkAccess.isAdapter(function) && isTask(JdkAccess.adaptedRunnable(function));
    }

    private static boolean isTask(@Nullable Runnable task) {
        return task instanceof FutureTask || task instanceof ForkJoinTask;
    }

    /** {@return whether a function continues a virtual thread, which has a context of its own} */
    private static boolean continuesVirtualThread(Object function) {
        return function.getClass().getPackageName().equals("java.lang");
    }

    /**
     * {@return what a future task calls}
     *
     * @param task what it was to call; may be null
     */
    public static @Nullable Callable<?> callable(@Nullable Callable<?> task) {
        if (task == null || isBound(task)) {
            return task;
        }
        Object captured = onlyRunsTask(task) ? Carrier.captureFrame() : Carrier.capture("FutureTask");
        return needsNothing(captured, task) ? task : new BoundCallable(captured, task);
    }

    /**
     * {@return what a future task calls that a fork/join pool runs}
     *
     * @param task what it was to call; may be null
     */
    public static @Nullable Callable<?> adaptedCallable(@Nullable Callable<?> task) {
        if (task == null || isBound(task)) {
            return task;
        }
        Object captured = Carrier.capture("ForkJoinTask");
        return needsNothing(captured, task) ? task : BoundCallable.once(captured, task);
    }

    /**
     * {@return what a fork/join task runs}
     *
     * @param task what it was to run; may be null
     */
    public static @Nullable Runnable adaptedRunnable(@Nullable Runnable task) {
        if (task == null || isBound(task) || continuesVirtualThread(task)) {
            return task;
        }
        Object captured = isTask(task) ? Carrier.captureFrame() : Carrier.capture("ForkJoinTask");
        return needsNothing(captured, task) ? task : new Bound.OnceTask(captured, task);
    }

    /**
     * {@return what a delayed fork/join task runs}
     *
     * @param task what it was to run; may be null
     * @param delay for how long it waits
     * @param period 0 if it runs once
     */
    public static @Nullable Runnable delayedRunnable(@Nullable Runnable task, long delay, long period) {
        if (task == null || isBound(task) || continuesVirtualThread(task)) {
            return task;
        }
        if (period != 0) {
            Object captured = Carrier.capturePeriodic("ForkJoinTask");
            return new Bound.PeriodicTask(captured, task);
        }
        Object captured = delayed(delay);
        return needsNothing(captured, task) ? task : new Bound.OnceTask(captured, task);
    }

    /**
     * {@return what a delayed fork/join task calls}
     *
     * @param task what it was to call; may be null
     * @param delay for how long it waits
     */
    public static @Nullable Callable<?> delayedCallable(@Nullable Callable<?> task, long delay) {
        if (task == null || isBound(task)) {
            return task;
        }
        Object captured = delayed(delay);
        return needsNothing(captured, task) ? task : BoundCallable.once(captured, task);
    }

    private static @Nullable Object delayed(long delay) {
        return delay > 0 ? Carrier.captureTimer("ForkJoinTask") : Carrier.capture("ForkJoinTask");
    }

    /**
     * {@return what an executor runs that is not one of the JDK's}
     *
     * @param task what it was to run; may be null
     */
    public static @Nullable Runnable task(@Nullable Runnable task) {
        if (task == null || task instanceof FutureTask || task instanceof ForkJoinTask || isBound(task)) {
            return task;
        }
        Object captured = Carrier.capture("Executor.execute");
        return needsNothing(captured, task) ? task : new Bound.Command(captured, task);
    }

    /**
     * {@return what a future's task runs}
     *
     * @param task what it was; may be null
     */
    public static @Nullable Runnable runnable(@Nullable Runnable task) {
        return task == null || isBound(task) ? task : new Bound.Task(stage(), task);
    }

    /**
     * {@return what computes a future's value}
     *
     * @param supplier what it was; may be null
     */
    public static @Nullable Supplier<?> supplier(@Nullable Supplier<?> supplier) {
        return supplier == null || isBound(supplier) ? supplier : new Bound.Source<>(stage(), supplier);
    }

    /**
     * {@return what is told how an input or output operation went}
     *
     * @param handler what it was; may be null
     */
    public static @Nullable CompletionHandler<?, ?> completionHandler(@Nullable CompletionHandler<?, ?> handler) {
        return handler == null || isBound(handler)
                ? handler
                : new Bound.Completion<>(Carrier.capture("CompletionHandler"), handler);
    }

    static @Nullable Object stage() {
        return Carrier.capture("CompletableFuture");
    }

    static void over(@Nullable Object captured) {
        AsyncResource resource = Carrier.resourceOf(captured);
        if (resource != null) {
            resource.destroyWhenIdle();
        }
    }
}
