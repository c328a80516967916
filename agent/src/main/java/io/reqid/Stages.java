package io.reqid;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten methods of {@code CompletableFuture} call. Not for applications.
 *
 * <p>A stage waits as a {@code Completion}, which extends {@code ForkJoinTask}: the field that the agent adds to that class
 * holds what the stage was registered under. It is read before anything else of the completion, and cleared after
 * everything else, so that who finds the field cleared finds nothing to run either.
 */
public final class Stages {
    private static final SideTable<Object, AsyncResource> OPEN = new SideTable<>();

    private static volatile boolean any;

    private Stages() {}

    /** {@return whether a function goes as it is, since the completion carries the context or the function does} */
    private static boolean staysUnbound(Object function) {
        return (JdkAccess.isCarriedByTasks() && !AsyncGraph.isFollowed()) || Binder.isBound(function);
    }

    /**
     * {@return the function of a stage that is registered}
     *
     * @param function what it was; may be null
     */
    public static @Nullable Function<?, ?> function(@Nullable Function<?, ?> function) {
        return function == null || staysUnbound(function) ? function : new Bound.Fn<>(Binder.stage(), function);
    }

    /**
     * {@return the function of a stage that is registered}
     *
     * @param function what it was; may be null
     */
    public static @Nullable BiFunction<?, ?, ?> biFunction(@Nullable BiFunction<?, ?, ?> function) {
        return function == null || staysUnbound(function) ? function : new Bound.BiFn<>(Binder.stage(), function);
    }

    /**
     * {@return the function of a stage that is registered}
     *
     * @param consumer what it was; may be null
     */
    public static @Nullable Consumer<?> consumer(@Nullable Consumer<?> consumer) {
        return consumer == null || staysUnbound(consumer) ? consumer : new Bound.Sink<>(Binder.stage(), consumer);
    }

    /**
     * {@return the function of a stage that is registered}
     *
     * @param consumer what it was; may be null
     */
    public static @Nullable BiConsumer<?, ?> biConsumer(@Nullable BiConsumer<?, ?> consumer) {
        return consumer == null || staysUnbound(consumer) ? consumer : new Bound.BiSink<>(Binder.stage(), consumer);
    }

    /**
     * {@return the function of a stage that is registered}
     *
     * @param task what it was; may be null
     */
    public static @Nullable Runnable runnable(@Nullable Runnable task) {
        return task == null || staysUnbound(task) ? task : new Bound.Task(Binder.stage(), task);
    }

    /**
     * {@return the executor of a stage, which is asked under the context of the stage}
     *
     * @param executor what it was; may be null
     */
    public static @Nullable Executor executor(@Nullable Executor executor) {
        return executor == null || JdkAccess.isCarriedByTasks()
                ? executor
                : new Bound.Asked(Carrier.captureFrame(), executor);
    }

    /**
     * {@return the thread's cell, where completions carry a context; null where they do not}
     */
    public static @Nullable Object @Nullable [] cell() {
        return !JdkAccess.isCarriedByTasks() ? null : Cell.current();
    }

    /**
     * {@return the thread's cell, as above} A completion is about to wait, or to be given to an executor.
     *
     * @param completion the completion; may be null
     */
    public static @Nullable Object @Nullable [] capture(@Nullable Object completion) {
        if (!JdkAccess.isCarriedByTasks()) {
            return null;
        }
        @Nullable Object[] cell = Cell.current();
        Snapshot frame = Carrier.captureFrame(cell);
        if (frame != null && completion != null) {
            JdkAccess.carry((ForkJoinTask<?>) completion, frame);
        }
        return cell;
    }

    /**
     * {@return what to give to {@link #exit}} What is current before a completion is fired.
     *
     * @param cell the thread's
     */
    public static @Nullable Object current(@Nullable Object @Nullable [] cell) {
        return cell == null ? null : Cell.frame(cell);
    }

    /**
     * {@return what to give to {@link #exit}} A completion is fired, if it can be.
     *
     * @param cell the thread's
     * @param completion the completion
     */
    public static int enter(@Nullable Object @Nullable [] cell, Object completion) {
        return cell == null ? 0 : Cell.enter(cell, (Snapshot) JdkAccess.carried(completion));
    }

    /**
     * A completion was tried.
     *
     * @param cell the thread's
     * @param previous what {@link #current} returned
     * @param token what {@link #enter} returned
     */
    public static void exit(@Nullable Object @Nullable [] cell, @Nullable Object previous, int token) {
        if (cell != null) {
            Work.exitQuietly(cell, (Snapshot) previous, token);
        }
    }

    /**
     * A completion was tried, and threw nothing.
     *
     * @param live whether it may be fired again
     * @param completion the completion
     */
    public static void fired(boolean live, Object completion) {
        if (!live && JdkAccess.isCarriedByTasks()) {
            JdkAccess.carryNothing((ForkJoinTask<?>) completion);
        }
    }

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
