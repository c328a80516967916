package io.reqid;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A variable whose value belongs to a piece of work and not to a thread: bound once, it is seen by everything that the
 * work calls, and by everything that it hands over to other threads through {@link Snapshot}, {@link ContextExecutors},
 * {@link ContextFuture} or the agent.
 *
 * <p>Binding is by extent ({@link #run}, {@link #call}, {@link #bind}); on every way out exactly what was current
 * before is current again: also what was bound by {@link #enter} in between is gone, and also for other locals. A value
 * may be null; that is not the same as unbound. Values are compared by identity. A local keeps no value itself: only
 * live contexts do.
 *
 * <p>Instances are safe to share between threads; meant for {@code static final} fields. The JVM's counterpart of
 * Node.js {@code AsyncLocalStorage}; where Node's versions disagree, the semantics are those of the TC39 proposal
 * AsyncContext.
 *
 * @param <T> the type of the value
 */
public final class AsyncLocal<T> {
    private static final AtomicInteger NEXT_HASH = new AtomicInteger(1);

    /** Spreads neighbours over a table of any power of two (the golden ratio, as in Fibonacci hashing). */
    private static final int SPREAD = 0x9E3779B9;

    final int hash = (NEXT_HASH.getAndIncrement() * SPREAD) >>> 8;
    private final String name;
    private final @Nullable T defaultValue;

    private AsyncLocal(String name, @Nullable T defaultValue) {
        this.name = Objects.requireNonNull(name, "name");
        this.defaultValue = defaultValue;
    }

    /**
     * {@return a new local without a default}
     *
     * @param <T> the type of the value
     * @param name what messages call it; need not be unique
     */
    public static <T> AsyncLocal<T> named(String name) {
        return new AsyncLocal<>(name, null);
    }

    /**
     * {@return a new local with a default}
     *
     * @param <T> the type of the value
     * @param name what messages call it; need not be unique
     * @param defaultValue what {@link #get} returns where the local is unbound
     */
    public static <T> AsyncLocal<T> named(String name, T defaultValue) {
        return new AsyncLocal<>(name, defaultValue);
    }

    /** {@return the name that was given to this local} */
    public String name() {
        return name;
    }

    /** {@return the current value, which may be null; the default, or else null, where this local is unbound} */
    public @Nullable T get() {
        Snapshot frame = Cell.frame(Cell.current());
        if (frame == null) {
            return defaultValue;
        }
        Object value = frame.find(this);
        return value == Snapshot.UNBOUND ? defaultValue : cast(value);
    }

    /**
     * Returns the current value, which must be there.
     *
     * @return the current value, never null
     * @throws IllegalStateException if this local is unbound and has no default, or is bound to null
     */
    public T require() {
        T value = get();
        if (value == null) {
            throw new IllegalStateException(
                    "async local '" + name + "' is " + (isBound() ? "bound to null" : "unbound"));
        }
        return value;
    }

    /** {@return whether this local is bound here, to whatever value} */
    public boolean isBound() {
        Snapshot frame = Cell.frame(Cell.current());
        return frame != null && frame.find(this) != Snapshot.UNBOUND;
    }

    /**
     * Runs a body with this local bound to a value.
     *
     * @param value the value, which may be null
     * @param body what to run
     */
    public void run(@Nullable T value, Runnable body) {
        Objects.requireNonNull(body, "body");
        Work.run(boundTo(value), body);
    }

    /**
     * Runs a body with this local bound to a value.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exception that the body may throw
     * @param value the value, which may be null
     * @param body what to run
     * @return the body's result
     * @throws X if the body throws it
     */
    public <R, X extends Throwable> R call(@Nullable T value, ThrowingSupplier<R, X> body) throws X {
        Objects.requireNonNull(body, "body");
        return Work.call(boundTo(value), body);
    }

    /**
     * Binds this local to a value until the scope is closed.
     *
     * @param value the value, which may be null
     * @return the scope to close, on this thread
     */
    public Scope bind(@Nullable T value) {
        @Nullable Object[] cell = Cell.current();
        return BoundScope.open(cell, Snapshot.with(Cell.frame(cell), this, value));
    }

    /**
     * Binds this local to a value until the enclosing scope, run, call or wrapped task ends.
     *
     * @param value the value, which may be null
     * @throws IllegalStateException if nothing encloses the caller on this thread, since nothing would ever end the
     *     binding
     */
    public void enter(@Nullable T value) {
        if (!tryEnter(value)) {
            throw new IllegalStateException("async local '" + name
                    + "' can be entered only inside a scope, run, call or wrapped task, which ends the binding;"
                    + " use run, call or bind here");
        }
    }

    /**
     * Binds this local to a value until the enclosing scope, run, call or wrapped task ends, if there is one.
     *
     * @param value the value, which may be null
     * @return whether the local is now bound to the value; false, with nothing done, if nothing encloses the caller
     */
    public boolean tryEnter(@Nullable T value) {
        @Nullable Object[] cell = Cell.current();
        if (Cell.depth(cell) == 0) {
            return false;
        }
        Cell.setFrame(cell, Snapshot.with(Cell.frame(cell), this, value));
        return true;
    }

    /**
     * Runs a body with this local unbound.
     *
     * @param body what to run
     */
    public void runUnbound(Runnable body) {
        Objects.requireNonNull(body, "body");
        Work.run(unbound(), body);
    }

    /**
     * Runs a body with this local unbound.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exception that the body may throw
     * @param body what to run
     * @return the body's result
     * @throws X if the body throws it
     */
    public <R, X extends Throwable> R callUnbound(ThrowingSupplier<R, X> body) throws X {
        Objects.requireNonNull(body, "body");
        return Work.call(unbound(), body);
    }

    private Snapshot boundTo(@Nullable T value) {
        return Snapshot.with(Cell.frame(Cell.current()), this, value);
    }

    private @Nullable Snapshot unbound() {
        return Snapshot.without(Cell.frame(Cell.current()), this);
    }

    /** {@return the value that this local has in a frame, or null} */
    @Nullable
    T in(@Nullable Snapshot frame) {
        Object value = frame == null ? Snapshot.UNBOUND : frame.find(this);
        return value == Snapshot.UNBOUND ? null : cast(value);
    }

    @SuppressWarnings("unchecked")
    private @Nullable T cast(@Nullable Object value) {
        return (T) value;
    }

    /** {@return the name, for a person to read; never the value} */
    @Override
    public String toString() {
        return "AsyncLocal[" + name + "]";
    }
}
