package io.reqid;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten methods of libraries call. Not for applications. Null stays null, so that the library's own complaint
 * comes.
 */
public final class Libraries {
    private static final String GUAVA_FUTURE = "com.google.common.util.concurrent.AbstractFuture$";

    private Libraries() {}

    /**
     * {@return what an executor queues}
     *
     * @param task what it was to queue; may be null
     * @param carries whether the task only calls a function that is bound already
     */
    public static @Nullable Runnable task(@Nullable Runnable task, boolean carries) {
        return carries ? task : Binder.task(task);
    }

    /**
     * {@return what a future of Guava's runs when it is done} A future that follows another one looks among what that
     * one is to run for its own kind, to unwind long chains without a deep stack, so this stays as it is.
     *
     * @param listener what it was to run; may be null
     */
    public static @Nullable Runnable guavaListener(@Nullable Runnable listener) {
        return listener == null || listener.getClass().getName().startsWith(GUAVA_FUTURE)
                ? listener
                : Binder.task(listener);
    }

    /**
     * {@return what is run at a later time}
     *
     * @param task what was to be run; may be null
     */
    public static @Nullable Runnable timed(@Nullable Runnable task) {
        return task == null || Binder.isBound(task) ? task : new Bound.Task(Carrier.captureTimer("schedule"), task);
    }

    /**
     * {@return what is run again and again}
     *
     * @param task what was to be run; may be null
     */
    public static @Nullable Runnable periodic(@Nullable Runnable task) {
        return task == null || Binder.isBound(task)
                ? task
                : new Bound.PeriodicTask(Carrier.capturePeriodic("schedule"), task);
    }

    /**
     * {@return what is called at a later time}
     *
     * @param task what was to be called; may be null
     */
    public static @Nullable Callable<?> timed(@Nullable Callable<?> task) {
        return task == null || Binder.isBound(task) ? task : new BoundCallable(Carrier.captureTimer("schedule"), task);
    }

    /**
     * {@return a listener that runs under what is current now}
     *
     * @param listener the listener; may be null
     * @param type the interface that listeners are called by
     * @param special one that extends it, which the library looks for
     */
    public static @Nullable Object listener(@Nullable Object listener, Class<?> type, Class<?> special) {
        return Interfaces.bind(listener, special.isInstance(listener) ? special : type);
    }

    /**
     * {@return a listener that runs at a later time}
     *
     * @param listener the listener; may be null
     * @param type the interface that it is called by
     */
    public static @Nullable Object timedListener(@Nullable Object listener, Class<?> type) {
        return listener == null || Interfaces.isBound(listener)
                ? listener
                : Interfaces.bind(Carrier.captureTimer(type.getSimpleName()), listener, type);
    }

    /**
     * {@return what the application gave, whether it was bound or not}
     *
     * @param function what the library keeps; may be null
     */
    public static @Nullable Object unbound(@Nullable Object function) {
        return function instanceof Bound bound && bound instanceof Runnable task
                ? unboundTask(task)
                : BoundInterface.unwrap(function);
    }

    /**
     * {@return what the application gave, whether it was bound or not}
     *
     * @param task what the library keeps; may be null
     */
    public static @Nullable Runnable unboundTask(@Nullable Runnable task) {
        if (task instanceof Bound.OnceTask bound) {
            return bound.task();
        }
        if (task instanceof Bound.Command bound) {
            return bound.task();
        }
        return task instanceof Bound.Task bound ? bound.task() : task;
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A library runs a function and says, still here, how it failed.
     *
     * @param function what the library keeps; may be null
     */
    public static int enter(@Nullable Object function) {
        if (function instanceof Bound bound) {
            return Carrier.enter(bound.captured());
        }
        return function instanceof BoundInterface bound ? Carrier.enter(bound.captured()) : Carrier.enterCurrent();
    }
}
