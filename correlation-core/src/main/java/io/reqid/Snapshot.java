package io.reqid;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that was bound on a thread at one moment: what to run later work under, wherever it runs. Capturing costs
 * nothing, since a snapshot is the very object that is current; it is immutable and safe to share between threads.
 *
 * <p>A captured empty context is honoured too: work registered outside any request runs outside any request, whatever
 * is current on the thread that runs it.
 *
 * <p>Everything that runs under a snapshot leaves the thread with exactly what was current on it before, however it
 * ends, and lets the same exception out. A wrapped function that is null is refused with a
 * {@link NullPointerException}.
 *
 * <p>The same thing as {@code AsyncLocalStorage.snapshot()} in Node.js and {@code AsyncContext.Snapshot} in the TC39
 * proposal.
 */
public final class Snapshot implements Executor {
    /** What stands for the value of a local that is not bound. */
    static final Object UNBOUND = new Object();

    private static final Snapshot EMPTY = new Snapshot();

    private final @Nullable AsyncLocal<?> key;
    private final @Nullable Object value;
    private final @Nullable Object @Nullable [] others;

    private Snapshot() {
        this.key = null;
        this.value = null;
        this.others = null;
    }

    private Snapshot(AsyncLocal<?> key, @Nullable Object value, @Nullable Object @Nullable [] others) {
        this.key = key;
        this.value = value;
        this.others = others;
    }

    /** {@return what is current on this thread; never null, and no new object} */
    public static Snapshot capture() {
        return orEmpty(Cell.frame(Cell.current()));
    }

    /** {@return the context in which nothing is bound} */
    public static Snapshot empty() {
        return EMPTY;
    }

    static Snapshot orEmpty(@Nullable Snapshot frame) {
        return frame == null ? EMPTY : frame;
    }

    /** {@return this as a cell keeps it: null for the empty one, so that an idle thread names no class of ours} */
    @Nullable
    Snapshot frame() {
        return this == EMPTY ? null : this;
    }

    /** {@return the value that a local has here, or {@link #UNBOUND}} */
    @Nullable
    Object find(AsyncLocal<?> local) {
        if (key == local) {
            return value;
        }
        return others == null ? UNBOUND : Entries.find(others, local);
    }

    /** {@return a frame with a local bound to a value; the same frame if it is bound to that very value already} */
    static Snapshot with(@Nullable Snapshot frame, AsyncLocal<?> local, @Nullable Object value) {
        if (frame == null) {
            return new Snapshot(local, value, null);
        }
        return frame.find(local) == value ? frame : frame.rebound(local, value);
    }

    private Snapshot rebound(AsyncLocal<?> local, @Nullable Object newValue) {
        if (key == local) {
            return new Snapshot(local, newValue, others);
        }
        @Nullable Object[] old = others == null ? new @Nullable Object[0] : others;
        return new Snapshot(firstKey(), value, Entries.with(old, local, newValue));
    }

    /** {@return a frame in which a local is not bound; null if nothing else is} */
    static @Nullable Snapshot without(@Nullable Snapshot frame, AsyncLocal<?> local) {
        return frame == null || frame.find(local) == UNBOUND ? frame : frame.unbound(local);
    }

    private @Nullable Snapshot unbound(AsyncLocal<?> local) {
        if (others == null) {
            return null;
        }
        if (key != local) {
            return new Snapshot(firstKey(), value, Entries.without(others, local));
        }
        AsyncLocal<?> next = Entries.anyKey(others);
        return new Snapshot(next, Entries.find(others, next), Entries.without(others, next));
    }

    private AsyncLocal<?> firstKey() {
        return Objects.requireNonNull(key);
    }

    /**
     * Runs a body under this snapshot.
     *
     * @param body what to run
     */
    public void run(Runnable body) {
        Objects.requireNonNull(body, "body");
        Work.run(frame(), body);
    }

    /**
     * Runs a task under this snapshot, now and on this thread; the same as {@link #run}.
     *
     * @param task what to run
     */
    @Override
    public void execute(Runnable task) {
        run(task);
    }

    /**
     * Runs a body under this snapshot.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exception that the body may throw
     * @param body what to run
     * @return the body's result
     * @throws X if the body throws it
     */
    public <R, X extends Throwable> R call(ThrowingSupplier<R, X> body) throws X {
        Objects.requireNonNull(body, "body");
        return Work.call(frame(), body);
    }

    /**
     * Makes this snapshot current on this thread until the scope is closed.
     *
     * @return the scope to close, on this thread
     */
    public Scope bind() {
        return BoundScope.open(Cell.current(), frame());
    }

    /**
     * {@return a task that runs a task under this snapshot}
     *
     * @param task what to run, any number of times
     */
    public Runnable wrap(Runnable task) {
        Objects.requireNonNull(task, "task");
        return new ContextRunnable(frame(), AsyncGraph.register("Snapshot.wrap", frame()), task);
    }

    /**
     * {@return a task that runs a task under this snapshot}
     *
     * @param <V> the type of the result
     * @param task what to run, any number of times
     */
    public <V> Callable<V> wrap(Callable<V> task) {
        Objects.requireNonNull(task, "task");
        return new ContextCallable<>(frame(), AsyncGraph.register("Snapshot.wrap", frame()), task);
    }

    /**
     * {@return a supplier that runs a supplier under this snapshot}
     *
     * @param <T> the type of the result
     * @param supplier what to run, any number of times
     */
    public <T> Supplier<T> wrapSupplier(Supplier<T> supplier) {
        return work().wrapSupplier(Objects.requireNonNull(supplier, "supplier"));
    }

    /**
     * {@return a function that runs a function under this snapshot}
     *
     * @param <T> the type of the argument
     * @param <R> the type of the result
     * @param function what to run, any number of times
     */
    public <T, R> Function<T, R> wrapFunction(Function<T, R> function) {
        return work().wrapFunction(Objects.requireNonNull(function, "function"));
    }

    /**
     * {@return a function that runs a function under this snapshot}
     *
     * @param <T> the type of the first argument
     * @param <U> the type of the second argument
     * @param <R> the type of the result
     * @param function what to run, any number of times
     */
    public <T, U, R> BiFunction<T, U, R> wrapBiFunction(BiFunction<T, U, R> function) {
        return work().wrapBiFunction(Objects.requireNonNull(function, "function"));
    }

    /**
     * {@return a consumer that runs a consumer under this snapshot}
     *
     * @param <T> the type of the argument
     * @param consumer what to run, any number of times
     */
    public <T> Consumer<T> wrapConsumer(Consumer<T> consumer) {
        return work().wrapConsumer(Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * {@return a consumer that runs a consumer under this snapshot}
     *
     * @param <T> the type of the first argument
     * @param <U> the type of the second argument
     * @param consumer what to run, any number of times
     */
    public <T, U> BiConsumer<T, U> wrapBiConsumer(BiConsumer<T, U> consumer) {
        return work().wrapBiConsumer(Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * {@return a predicate that runs a predicate under this snapshot}
     *
     * @param <T> the type of the argument
     * @param predicate what to run, any number of times
     */
    public <T> Predicate<T> wrapPredicate(Predicate<T> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        Work work = work();
        return argument -> work.call(() -> predicate.test(argument));
    }

    /**
     * {@return a handler that runs a handler under this snapshot}
     *
     * @param handler what to run, any number of times
     */
    public Thread.UncaughtExceptionHandler wrapHandler(Thread.UncaughtExceptionHandler handler) {
        Objects.requireNonNull(handler, "handler");
        Work work = work();
        return (thread, failure) -> work.run(() -> handler.uncaughtException(thread, failure));
    }

    private Work work() {
        return new Work(frame(), AsyncGraph.register("Snapshot.wrap", frame()));
    }

    /** {@return how many locals are bound, for a person to read; never a value} */
    @Override
    public String toString() {
        int size = (key == null ? 0 : 1) + (others == null ? 0 : Entries.size(others));
        return "Snapshot[" + size + " bound]";
    }
}
