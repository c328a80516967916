package io.reqid;

import java.nio.channels.CompletionHandler;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A function that runs under a captured context. One class a shape, for one small object a registration. */
abstract class Bound {
    private @Nullable Object captured;

    Bound(@Nullable Object captured) {
        this.captured = captured;
    }

    final @Nullable Object captured() {
        return captured;
    }

    /** {@return what was captured, for the only time that it is needed: the object may be kept, the context not} */
    final @Nullable Object takeCaptured() {
        Object taken = captured;
        captured = null;
        return taken;
    }

    /** Makes the captured context current; returns what to give to {@link #exit}. */
    final int enter(@Nullable Object[] cell) {
        return captured instanceof AsyncResource
                ? Carrier.enter(cell, captured)
                : Cell.enter(cell, (Snapshot) captured);
    }

    final void exit(@Nullable Object[] cell, @Nullable Snapshot previous, int token) {
        if (captured instanceof AsyncResource) {
            Carrier.exit(cell, token);
        } else {
            Work.exitQuietly(cell, previous, token);
        }
    }

    /** A runnable. */
    static final class Task extends Bound implements Runnable {
        private final Runnable task;

        Task(@Nullable Object captured, Runnable task) {
            super(captured);
            this.task = task;
        }

        /** {@return what the application gave} */
        Runnable task() {
            return task;
        }

        @Override
        public void run() {
            @Nullable Object[] cell = Cell.current();
            Snapshot previous = Cell.frame(cell);
            int token = enter(cell);
            try {
                task.run();
            } catch (Throwable failure) {
                exit(cell, previous, token);
                Cell.failed(cell, failure, Carrier.frameOf(captured()));
                throw failure;
            }
            exit(cell, previous, token);
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    /** What an executor runs that is not the JDK's: once, as a rule; should it run again, then under the same context. */
    static final class Command extends Bound implements Runnable {
        private final Runnable task;

        Command(@Nullable Object captured, Runnable task) {
            super(captured);
            this.task = task;
        }

        Runnable task() {
            return task;
        }

        @Override
        public void run() {
            int token = Carrier.enter(captured());
            Binder.over(captured());
            try {
                task.run();
            } finally {
                Carrier.exit(token);
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    /** A runnable that runs once; should it run again, it runs under what is current then. */
    static final class OnceTask extends Bound implements Runnable {
        private final Runnable task;
        private boolean done;

        OnceTask(@Nullable Object captured, Runnable task) {
            super(captured);
            this.task = task;
        }

        /** {@return what the application gave} */
        Runnable task() {
            return task;
        }

        @Override
        public void run() {
            if (done) {
                task.run();
            } else {
                done = true;
                runFirst(takeCaptured());
            }
        }

        private void runFirst(@Nullable Object captured) {
            int token = Carrier.enter(captured);
            Binder.over(captured);
            try {
                task.run();
            } finally {
                Carrier.exit(token);
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    /** A runnable that runs again and again. */
    static final class PeriodicTask extends Bound implements Runnable {
        private final Runnable task;
        private volatile @Nullable Object current;

        PeriodicTask(@Nullable Object captured, Runnable task) {
            super(null);
            this.current = captured;
            this.task = task;
        }

        @Override
        public void run() {
            current = Carrier.periodicContext(current);
            int token = Carrier.enter(current);
            try {
                task.run();
            } catch (Throwable failure) { // the end of its periods
                Binder.over(current);
                throw failure;
            } finally {
                Carrier.exit(token);
            }
        }

        @Override
        public String toString() {
            return task.toString();
        }
    }

    /** A function. */
    static final class Fn<T, R> extends Bound implements Function<T, R> {
        private final Function<T, R> function;

        Fn(@Nullable Object captured, Function<T, R> function) {
            super(captured);
            this.function = function;
        }

        @Override
        public R apply(T argument) {
            @Nullable Object[] cell = Cell.current();
            Snapshot previous = Cell.frame(cell);
            int token = enter(cell);
            try {
                return function.apply(argument);
            } finally {
                exit(cell, previous, token);
            }
        }
    }

    /** A function of two arguments. */
    static final class BiFn<T, U, R> extends Bound implements BiFunction<T, U, R> {
        private final BiFunction<T, U, R> function;

        BiFn(@Nullable Object captured, BiFunction<T, U, R> function) {
            super(captured);
            this.function = function;
        }

        @Override
        public R apply(T first, U second) {
            @Nullable Object[] cell = Cell.current();
            Snapshot previous = Cell.frame(cell);
            int token = enter(cell);
            try {
                return function.apply(first, second);
            } finally {
                exit(cell, previous, token);
            }
        }
    }

    /** A consumer. */
    static final class Sink<T> extends Bound implements Consumer<T> {
        private final Consumer<T> consumer;

        Sink(@Nullable Object captured, Consumer<T> consumer) {
            super(captured);
            this.consumer = consumer;
        }

        @Override
        public void accept(T argument) {
            @Nullable Object[] cell = Cell.current();
            Snapshot previous = Cell.frame(cell);
            int token = enter(cell);
            try {
                consumer.accept(argument);
            } finally {
                exit(cell, previous, token);
            }
        }
    }

    /** A consumer of two arguments. */
    static final class BiSink<T, U> extends Bound implements BiConsumer<T, U> {
        private final BiConsumer<T, U> consumer;

        BiSink(@Nullable Object captured, BiConsumer<T, U> consumer) {
            super(captured);
            this.consumer = consumer;
        }

        @Override
        public void accept(T first, U second) {
            @Nullable Object[] cell = Cell.current();
            Snapshot previous = Cell.frame(cell);
            int token = enter(cell);
            try {
                consumer.accept(first, second);
            } finally {
                exit(cell, previous, token);
            }
        }
    }

    /** A supplier. */
    static final class Source<T> extends Bound implements Supplier<T> {
        private final Supplier<T> supplier;

        Source(@Nullable Object captured, Supplier<T> supplier) {
            super(captured);
            this.supplier = supplier;
        }

        @Override
        public T get() {
            @Nullable Object[] cell = Cell.current();
            Snapshot previous = Cell.frame(cell);
            int token = enter(cell);
            try {
                return supplier.get();
            } finally {
                exit(cell, previous, token);
            }
        }
    }

    /** An executor that is asked to run something. */
    static final class Asked extends Bound implements Executor {
        private final Executor executor;

        Asked(@Nullable Object captured, Executor executor) {
            super(captured);
            this.executor = executor;
        }

        @Override
        public void execute(Runnable task) {
            @Nullable Object[] cell = Cell.current();
            Snapshot previous = Cell.frame(cell);
            int token = enter(cell);
            try {
                executor.execute(task);
            } finally {
                exit(cell, previous, token);
            }
        }
    }

    /** What is told how an input or output operation went; a channel may keep it until the next one. */
    static final class Completion<V, A> extends Bound implements CompletionHandler<V, A> {
        private final CompletionHandler<V, A> handler;

        Completion(@Nullable Object captured, CompletionHandler<V, A> handler) {
            super(captured);
            this.handler = handler;
        }

        @Override
        public void completed(V result, A attachment) {
            int token = enterOnce();
            try {
                handler.completed(result, attachment);
            } finally {
                Carrier.exit(token);
            }
        }

        @Override
        public void failed(Throwable failure, A attachment) {
            int token = enterOnce();
            try {
                handler.failed(failure, attachment);
            } finally {
                Carrier.exit(token);
            }
        }

        private int enterOnce() {
            Object captured = takeCaptured();
            int token = Carrier.enter(captured);
            Binder.over(captured);
            return token;
        }
    }
}
