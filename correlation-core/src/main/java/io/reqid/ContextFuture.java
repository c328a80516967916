package io.reqid;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A completable future whose dependent stages, sync or async, run under the context in which they were registered,
 * whoever completes it and on whatever thread. A stage of such a future is such a future again.
 *
 * <p>Everything else is as {@link CompletableFuture} specifies it. Thread-safe.
 *
 * @param <T> the type of the result
 */
public final class ContextFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    /** Makes a future that is not complete. */
    public ContextFuture() {}

    /**
     * {@return a future that an executor completes with the result of a supplier, run under the current context}
     *
     * @param <U> the type of the result
     * @param supplier what computes the result
     * @param executor what runs it; wrapped or not makes no difference
     */
    public static <U extends @Nullable Object> ContextFuture<U> supplyAsync(Supplier<U> supplier, Executor executor) {
        return new ContextFuture<U>().completeAsync(supplier, executor);
    }

    /**
     * {@return a future that the common pool completes with the result of a supplier, run under the current context}
     *
     * @param <U> the type of the result
     * @param supplier what computes the result
     */
    public static <U extends @Nullable Object> ContextFuture<U> supplyAsync(Supplier<U> supplier) {
        return new ContextFuture<U>().completeAsync(supplier);
    }

    /**
     * {@return a future that an executor completes with null after it has run a task, under the current context}
     *
     * @param task what to run
     * @param executor what runs it; wrapped or not makes no difference
     */
    public static ContextFuture<@Nullable Void> runAsync(Runnable task, Executor executor) {
        return supplyAsync(supplier(task), executor);
    }

    /**
     * {@return a future that the common pool completes with null after it has run a task, under the current context}
     *
     * @param task what to run
     */
    public static ContextFuture<@Nullable Void> runAsync(Runnable task) {
        return supplyAsync(supplier(task));
    }

    private static Supplier<@Nullable Void> supplier(Runnable task) {
        Objects.requireNonNull(task, "task");
        return () -> {
            task.run();
            return null;
        };
    }

    /**
     * {@return a future that completes as a stage does; the stage itself if it is one already}
     *
     * @param <U> the type of the result
     * @param stage what to follow
     */
    public static <U extends @Nullable Object> ContextFuture<U> of(CompletionStage<U> stage) {
        return stage instanceof ContextFuture<U> future ? future : new ContextFuture<U>().completedBy(stage);
    }

    /**
     * {@return a future that completes when all of the given ones have}
     *
     * @param futures what to wait for
     */
    public static ContextFuture<@Nullable Void> allOf(CompletableFuture<?>... futures) {
        return of(CompletableFuture.allOf(futures));
    }

    /**
     * {@return a future that completes as the first of the given ones does}
     *
     * @param futures what to wait for
     */
    public static ContextFuture<@Nullable Object> anyOf(CompletableFuture<?>... futures) {
        return of(CompletableFuture.anyOf(futures));
    }

    /**
     * {@return a future that is complete}
     *
     * @param <U> the type of the result
     * @param value the result, which may be null if {@code U} allows it
     */
    public static <U extends @Nullable Object> ContextFuture<U> completedFuture(U value) {
        ContextFuture<U> future = new ContextFuture<>();
        future.complete(value);
        return future;
    }

    /**
     * {@return a future that has failed}
     *
     * @param <U> the type of the result that it has not
     * @param failure why it failed
     */
    public static <U extends @Nullable Object> ContextFuture<U> failedFuture(Throwable failure) {
        ContextFuture<U> future = new ContextFuture<>();
        future.completeExceptionally(failure);
        return future;
    }

    /**
     * {@return a stage that is complete, and nothing but a stage}
     *
     * @param <U> the type of the result
     * @param value the result, which may be null if {@code U} allows it
     */
    public static <U extends @Nullable Object> CompletionStage<U> completedStage(U value) {
        return completedFuture(value).minimalCompletionStage();
    }

    /**
     * {@return a stage that has failed, and is nothing but a stage}
     *
     * @param <U> the type of the result that it has not
     * @param failure why it failed
     */
    public static <U extends @Nullable Object> CompletionStage<U> failedStage(Throwable failure) {
        return ContextFuture.<U>failedFuture(failure).minimalCompletionStage();
    }

    /**
     * {@return an executor that hands its tasks to the common pool after a delay, to run under the context of whoever
     * submitted them}
     *
     * @param delay how long, in the given unit
     * @param unit the unit of the delay
     */
    public static Executor delayedExecutor(long delay, TimeUnit unit) {
        return ContextExecutors.wrap(CompletableFuture.delayedExecutor(delay, unit));
    }

    /**
     * {@return an executor that hands its tasks to another one after a delay, to run under the context of whoever
     * submitted them}
     *
     * @param delay how long, in the given unit
     * @param unit the unit of the delay
     * @param executor what runs the tasks
     */
    public static Executor delayedExecutor(long delay, TimeUnit unit, Executor executor) {
        return ContextExecutors.wrap(CompletableFuture.delayedExecutor(delay, unit, ContextExecutors.unwrap(executor)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> thenApply(Function<? super T, ? extends U> function) {
        Work stage = Work.register("ContextFuture.thenApply");
        return followed(stage, super.thenApply(stage.wrapFunction(function)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> thenApplyAsync(Function<? super T, ? extends U> function) {
        Work stage = Work.register("ContextFuture.thenApply");
        return followed(stage, super.thenApplyAsync(stage.wrapFunction(function)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> thenApplyAsync(
            Function<? super T, ? extends U> function, Executor executor) {
        Work stage = Work.register("ContextFuture.thenApply");
        return followed(stage, super.thenApplyAsync(stage.wrapFunction(function), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<@Nullable Void> thenAccept(Consumer<? super T> action) {
        Work stage = Work.register("ContextFuture.thenAccept");
        return followed(stage, super.thenAccept(stage.wrapConsumer(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> thenAcceptAsync(Consumer<? super T> action) {
        Work stage = Work.register("ContextFuture.thenAccept");
        return followed(stage, super.thenAcceptAsync(stage.wrapConsumer(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> thenAcceptAsync(Consumer<? super T> action, Executor executor) {
        Work stage = Work.register("ContextFuture.thenAccept");
        return followed(stage, super.thenAcceptAsync(stage.wrapConsumer(action), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<@Nullable Void> thenRun(Runnable action) {
        Work stage = Work.register("ContextFuture.thenRun");
        return followed(stage, super.thenRun(stage.wrap(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> thenRunAsync(Runnable action) {
        Work stage = Work.register("ContextFuture.thenRun");
        return followed(stage, super.thenRunAsync(stage.wrap(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> thenRunAsync(Runnable action, Executor executor) {
        Work stage = Work.register("ContextFuture.thenRun");
        return followed(stage, super.thenRunAsync(stage.wrap(action), ContextExecutors.unwrap(executor)));
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object> ContextFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> function) {
        Work stage = Work.register("ContextFuture.thenCombine");
        return followed(stage, super.thenCombine(other, stage.wrapBiFunction(function)));
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object> ContextFuture<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> function) {
        Work stage = Work.register("ContextFuture.thenCombine");
        return followed(stage, super.thenCombineAsync(other, stage.wrapBiFunction(function)));
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object> ContextFuture<V> thenCombineAsync(
            CompletionStage<? extends U> other,
            BiFunction<? super T, ? super U, ? extends V> function,
            Executor executor) {
        Work stage = Work.register("ContextFuture.thenCombine");
        return followed(
                stage,
                super.thenCombineAsync(other, stage.wrapBiFunction(function), ContextExecutors.unwrap(executor)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<@Nullable Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        Work stage = Work.register("ContextFuture.thenAcceptBoth");
        return followed(stage, super.thenAcceptBoth(other, stage.wrapBiConsumer(action)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        Work stage = Work.register("ContextFuture.thenAcceptBoth");
        return followed(stage, super.thenAcceptBothAsync(other, stage.wrapBiConsumer(action)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action, Executor executor) {
        Work stage = Work.register("ContextFuture.thenAcceptBoth");
        return followed(
                stage,
                super.thenAcceptBothAsync(other, stage.wrapBiConsumer(action), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<@Nullable Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        Work stage = Work.register("ContextFuture.runAfterBoth");
        return followed(stage, super.runAfterBoth(other, stage.wrap(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> runAfterBothAsync(CompletionStage<?> other, Runnable action) {
        Work stage = Work.register("ContextFuture.runAfterBoth");
        return followed(stage, super.runAfterBothAsync(other, stage.wrap(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> runAfterBothAsync(
            CompletionStage<?> other, Runnable action, Executor executor) {
        Work stage = Work.register("ContextFuture.runAfterBoth");
        return followed(stage, super.runAfterBothAsync(other, stage.wrap(action), ContextExecutors.unwrap(executor)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> function) {
        Work stage = Work.register("ContextFuture.applyToEither");
        return followed(stage, super.applyToEither(other, stage.wrapFunction(function)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> function) {
        Work stage = Work.register("ContextFuture.applyToEither");
        return followed(stage, super.applyToEitherAsync(other, stage.wrapFunction(function)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> function, Executor executor) {
        Work stage = Work.register("ContextFuture.applyToEither");
        return followed(
                stage,
                super.applyToEitherAsync(other, stage.wrapFunction(function), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<@Nullable Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        Work stage = Work.register("ContextFuture.acceptEither");
        return followed(stage, super.acceptEither(other, stage.wrapConsumer(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action) {
        Work stage = Work.register("ContextFuture.acceptEither");
        return followed(stage, super.acceptEitherAsync(other, stage.wrapConsumer(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
        Work stage = Work.register("ContextFuture.acceptEither");
        return followed(
                stage, super.acceptEitherAsync(other, stage.wrapConsumer(action), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<@Nullable Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        Work stage = Work.register("ContextFuture.runAfterEither");
        return followed(stage, super.runAfterEither(other, stage.wrap(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action) {
        Work stage = Work.register("ContextFuture.runAfterEither");
        return followed(stage, super.runAfterEitherAsync(other, stage.wrap(action)));
    }

    @Override
    public ContextFuture<@Nullable Void> runAfterEitherAsync(
            CompletionStage<?> other, Runnable action, Executor executor) {
        Work stage = Work.register("ContextFuture.runAfterEither");
        return followed(stage, super.runAfterEitherAsync(other, stage.wrap(action), ContextExecutors.unwrap(executor)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> thenCompose(
            Function<? super T, ? extends CompletionStage<U>> function) {
        Work stage = Work.register("ContextFuture.thenCompose");
        return followed(stage, super.thenCompose(stage.wrapFunction(function)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> function) {
        Work stage = Work.register("ContextFuture.thenCompose");
        return followed(stage, super.thenComposeAsync(stage.wrapFunction(function)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> function, Executor executor) {
        Work stage = Work.register("ContextFuture.thenCompose");
        return followed(stage, super.thenComposeAsync(stage.wrapFunction(function), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<T> whenComplete(BiConsumer<? super T, ? super @Nullable Throwable> action) {
        Work stage = Work.register("ContextFuture.whenComplete");
        return followed(stage, super.whenComplete(stage.wrapBiConsumer(action)));
    }

    @Override
    public ContextFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super @Nullable Throwable> action) {
        Work stage = Work.register("ContextFuture.whenComplete");
        return followed(stage, super.whenCompleteAsync(stage.wrapBiConsumer(action)));
    }

    @Override
    public ContextFuture<T> whenCompleteAsync(
            BiConsumer<? super T, ? super @Nullable Throwable> action, Executor executor) {
        Work stage = Work.register("ContextFuture.whenComplete");
        return followed(
                stage, super.whenCompleteAsync(stage.wrapBiConsumer(action), ContextExecutors.unwrap(executor)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> handle(
            BiFunction<? super T, @Nullable Throwable, ? extends U> function) {
        Work stage = Work.register("ContextFuture.handle");
        return followed(stage, super.handle(stage.wrapBiFunction(function)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> handleAsync(
            BiFunction<? super T, @Nullable Throwable, ? extends U> function) {
        Work stage = Work.register("ContextFuture.handle");
        return followed(stage, super.handleAsync(stage.wrapBiFunction(function)));
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> handleAsync(
            BiFunction<? super T, @Nullable Throwable, ? extends U> function, Executor executor) {
        Work stage = Work.register("ContextFuture.handle");
        return followed(stage, super.handleAsync(stage.wrapBiFunction(function), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<T> exceptionally(Function<Throwable, ? extends T> function) {
        Work stage = Work.register("ContextFuture.exceptionally");
        return followed(stage, super.exceptionally(stage.wrapFunction(function)));
    }

    @Override
    public ContextFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> function) {
        Work stage = Work.register("ContextFuture.exceptionally");
        return followed(stage, super.exceptionallyAsync(stage.wrapFunction(function)));
    }

    @Override
    public ContextFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> function, Executor executor) {
        Work stage = Work.register("ContextFuture.exceptionally");
        return followed(
                stage, super.exceptionallyAsync(stage.wrapFunction(function), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> function) {
        Work stage = Work.register("ContextFuture.exceptionallyCompose");
        return followed(stage, super.exceptionallyCompose(stage.wrapFunction(function)));
    }

    @Override
    public ContextFuture<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> function) {
        Work stage = Work.register("ContextFuture.exceptionallyCompose");
        return followed(stage, super.exceptionallyComposeAsync(stage.wrapFunction(function)));
    }

    @Override
    public ContextFuture<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> function, Executor executor) {
        Work stage = Work.register("ContextFuture.exceptionallyCompose");
        return followed(
                stage,
                super.exceptionallyComposeAsync(stage.wrapFunction(function), ContextExecutors.unwrap(executor)));
    }

    @Override
    public ContextFuture<T> completeAsync(Supplier<? extends T> supplier) {
        Work stage = Work.register("ContextFuture.completeAsync");
        super.completeAsync(stage.wrapSupplier(supplier));
        return followed(stage, this);
    }

    @Override
    public ContextFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        Work stage = Work.register("ContextFuture.completeAsync");
        try {
            super.completeAsync(stage.wrapSupplier(supplier), ContextExecutors.unwrap(executor));
        } catch (Throwable refusal) {
            stage.refused();
            throw refusal;
        }
        return followed(stage, this);
    }

    @Override
    public ContextFuture<T> orTimeout(long timeout, TimeUnit unit) {
        super.orTimeout(timeout, unit);
        return this;
    }

    @Override
    public ContextFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        super.completeOnTimeout(value, timeout, unit);
        return this;
    }

    @Override
    public ContextFuture<T> copy() {
        return (ContextFuture<T>) super.copy();
    }

    @Override
    public <U extends @Nullable Object> ContextFuture<U> newIncompleteFuture() {
        return new ContextFuture<>();
    }

    /**
     * {@return a copy of this future, as a stage} It is a {@code ContextFuture}, unlike what the specification calls a
     * minimal stage, since its stages must carry the context too; completing it does nothing to this future.
     */
    @Override
    public CompletionStage<T> minimalCompletionStage() {
        return copy();
    }

    private ContextFuture<T> completedBy(CompletionStage<T> stage) {
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(failure);
            }
        });
        return this;
    }

    private static <U extends @Nullable Object> ContextFuture<U> followed(Work stage, CompletableFuture<U> dependent) {
        ContextFuture<U> future = (ContextFuture<U>) dependent;
        AsyncResource resource = stage.resource();
        if (resource != null) {
            future.settles(resource);
        }
        return future;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // an event, which cannot fail
    private void settles(AsyncResource resource) {
        super.whenComplete((value, failure) -> {
            resource.settled();
            resource.destroyWhenIdle();
        });
    }
}
