package io.reqid;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A registered piece of work: the frame it runs under, and, while the async graph is being followed, its resource. The
 * one place where a frame is made current around a body and taken back on every way out.
 */
class Work {
    private final @Nullable Snapshot frame;
    private final @Nullable AsyncResource resource;

    Work(@Nullable Snapshot frame, @Nullable AsyncResource resource) {
        this.frame = frame;
        this.resource = resource;
    }

    /** {@return a piece of work registered now, under what is current} */
    static Work register(String type) {
        Snapshot frame = Cell.frame(Cell.current());
        return new Work(frame, AsyncGraph.register(type, frame));
    }

    final @Nullable Snapshot frame() {
        return frame;
    }

    final @Nullable AsyncResource resource() {
        return resource;
    }

    /** Says that this work can never run again, if it was registered to run once. */
    void over() {}

    /** Says that this work was not taken, however it was registered, and will never run. */
    final void refused() {
        if (resource != null) {
            resource.destroyWhenIdle();
        }
    }

    final void run(Runnable body) {
        if (resource == null) {
            run(frame, body);
        } else {
            resource.runInAsyncScope(body);
        }
    }

    final <R, X extends Throwable> R call(ThrowingSupplier<R, X> body) throws X {
        return resource == null ? call(frame, body) : resource.callInAsyncScope(body);
    }

    static void run(@Nullable Snapshot frame, Runnable body) {
        @Nullable Object[] cell = Cell.current();
        Snapshot previous = Cell.frame(cell);
        int depth = Cell.enter(cell, frame);
        try {
            body.run();
        } catch (Throwable failure) {
            exit(cell, previous, depth, frame, failure);
            throw failure;
        }
        exit(cell, previous, depth);
    }

    static <R, X extends Throwable> R call(@Nullable Snapshot frame, ThrowingSupplier<R, X> body) throws X {
        @Nullable Object[] cell = Cell.current();
        Snapshot previous = Cell.frame(cell);
        int depth = Cell.enter(cell, frame);
        R result;
        try {
            result = body.get();
        } catch (Throwable failure) {
            exit(cell, previous, depth, frame, failure);
            throw failure;
        }
        exit(cell, previous, depth);
        return result;
    }

    private static void exit(@Nullable Object[] cell, @Nullable Snapshot previous, int depth) {
        long left = Cell.exit(cell, previous, depth);
        if (left != 0) {
            Misuse.LEFT_OPEN.reportOrThrow(opener(cell, left));
        }
    }

    /** Never throws: the failure of the body is what the caller must see. */
    private static void exit(
            @Nullable Object[] cell,
            @Nullable Snapshot previous,
            int depth,
            @Nullable Snapshot frame,
            Throwable failure) {
        long left = Cell.exit(cell, previous, depth);
        Cell.failed(cell, failure, frame);
        if (left != 0) {
            Misuse.LEFT_OPEN.report(opener(cell, left));
        }
    }

    /** Ends a task of the agent's, which has no caller that a mistake could be shown to. */
    static void exitQuietly(@Nullable Object[] cell, @Nullable Snapshot previous, int depth) {
        long left = Cell.exit(cell, previous, depth);
        if (left != 0) {
            Misuse.LEFT_OPEN.report(opener(cell, left));
        }
    }

    private static @Nullable Throwable opener(@Nullable Object[] cell, long serial) {
        return Misuse.STRICT ? Cell.openers(cell).get(serial) : null;
    }

    final <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> supplier) {
        Objects.requireNonNull(supplier, "supplier");
        return () -> call(supplier::get);
    }

    final <T, R> Function<T, R> wrapFunction(Function<T, R> function) {
        Objects.requireNonNull(function, "function");
        return argument -> call(() -> function.apply(argument));
    }

    final <T, U, R> BiFunction<T, U, R> wrapBiFunction(BiFunction<T, U, R> function) {
        Objects.requireNonNull(function, "function");
        return (first, second) -> call(() -> function.apply(first, second));
    }

    final <T> Consumer<T> wrapConsumer(Consumer<T> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return argument -> run(() -> consumer.accept(argument));
    }

    final <T, U> BiConsumer<T, U> wrapBiConsumer(BiConsumer<T, U> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return (first, second) -> run(() -> consumer.accept(first, second));
    }

    final Runnable wrap(Runnable task) {
        Objects.requireNonNull(task, "task");
        return () -> run(task);
    }
}
