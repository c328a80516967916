package io.reqid;

import java.lang.ref.Cleaner;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of the async graph. Captured tasks get theirs by themselves; a queue, pool or protocol of your own makes one
 * per piece of work when it is registered, and runs the work in it:
 *
 * <pre>{@code
 * AsyncResource query = new AsyncResource("Query");
 * connection.send(sql, rows -> {
 *     query.runInAsyncScope(() -> handler.accept(rows)); // under the context of the caller of send
 *     query.close();
 * });
 * }</pre>
 *
 * <p>Making one captures the current context and draws an async id, whether or not a hook is registered. Thread-safe;
 * several threads may run in it at once.
 */
@SuppressWarnings("this-escape") // announces itself to the hooks, which call nothing that can be overridden
public class AsyncResource implements AutoCloseable {
    private static final int DESTROYED = 1;
    private static final int DESTROY_WHEN_IDLE = 2;
    private static final int RUNNING = 4;
    private static final AtomicIntegerFieldUpdater<AsyncResource> STATE =
            AtomicIntegerFieldUpdater.newUpdater(AsyncResource.class, "state");

    private final String type;
    private final long asyncId;
    private final long triggerAsyncId;
    private volatile @Nullable Snapshot frame;
    private final boolean silent;
    private final @Nullable AtomicBoolean collectable;
    private volatile int state;

    /**
     * Makes a resource caused by the work that runs on this thread.
     *
     * @param type what hooks are told this is, for example {@code "Query"}
     */
    public AsyncResource(String type) {
        this(type, AsyncGraph.executionAsyncId(), Cell.frame(Cell.current()));
    }

    /**
     * Makes a resource caused by other work than that which runs on this thread; the context is that of this thread.
     *
     * @param type what hooks are told this is, for example {@code "Query"}
     * @param triggerAsyncId the async id of what caused it; 0 for nothing
     * @throws IllegalArgumentException if {@code triggerAsyncId} is negative
     */
    public AsyncResource(String type, long triggerAsyncId) {
        this(type, triggerAsyncId, Cell.frame(Cell.current()));
    }

    /** Makes the resource of work that runs under a frame, and announces it. */
    AsyncResource(String type, long triggerAsyncId, @Nullable Snapshot frame) {
        this(type, Counters.nextAsyncId(Cell.current()), triggerAsyncId, frame, AsyncGraph.isEmitting());
        if (!silent) {
            AsyncGraph.emit(hook -> hook.init(asyncId, type, triggerAsyncId, this));
        }
    }

    private AsyncResource(String type, long asyncId, long triggerAsyncId, @Nullable Snapshot frame, boolean silent) {
        if (triggerAsyncId < 0) {
            throw new IllegalArgumentException("triggerAsyncId must be 0 or an async id, got " + triggerAsyncId);
        }
        this.type = Objects.requireNonNull(type, "type");
        this.asyncId = asyncId;
        this.triggerAsyncId = triggerAsyncId;
        this.frame = frame;
        this.silent = silent;
        this.collectable = !silent && AsyncGraph.isCollected() ? Collector.watch(this, asyncId) : null;
    }

    static AsyncResource ofThread(long rootAsyncId) {
        return new AsyncResource("Thread", rootAsyncId, 0, null, true);
    }

    /** {@return what hooks are told this is} */
    public final String type() {
        return type;
    }

    /** {@return the async id of this resource, unique in the process} */
    public final long asyncId() {
        return asyncId;
    }

    /** {@return the async id of what caused this resource; 0 for nothing} */
    public final long triggerAsyncId() {
        return triggerAsyncId;
    }

    /**
     * Runs a body as part of this resource, under the context in which the resource was made.
     *
     * @param body what to run
     */
    public final void runInAsyncScope(Runnable body) {
        Objects.requireNonNull(body, "body");
        callInAsyncScope(() -> {
            body.run();
            return this;
        });
    }

    /**
     * Runs a body as part of this resource, under the context in which the resource was made.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exception that the body may throw
     * @param body what to run
     * @return the body's result
     * @throws X if the body throws it
     */
    public final <R, X extends Throwable> R callInAsyncScope(ThrowingSupplier<R, X> body) throws X {
        Objects.requireNonNull(body, "body");
        return Work.call(frame, () -> callCurrent(body));
    }

    private <R, X extends Throwable> R callCurrent(ThrowingSupplier<R, X> body) throws X {
        @Nullable Object[] cell = Cell.current();
        AsyncResource outer = begin(cell);
        try {
            return body.get();
        } finally {
            end(cell, outer);
        }
    }

    /** {@return the context in which this resource was made, as a cell keeps it} */
    final @Nullable Snapshot frame() {
        return frame;
    }

    /** Makes this resource the one that runs; returns the one that ran, to be given to {@link #end}. */
    final @Nullable AsyncResource begin(@Nullable Object[] cell) {
        AsyncResource outer = Cell.resource(cell);
        Cell.setResource(cell, this);
        STATE.addAndGet(this, RUNNING);
        emit(hook -> hook.before(asyncId));
        return outer;
    }

    final void end(@Nullable Object[] cell, @Nullable AsyncResource outer) {
        emit(hook -> hook.after(asyncId));
        STATE.addAndGet(this, -RUNNING);
        Cell.setResource(cell, outer);
        destroyIfAsked();
    }

    /**
     * {@return a task that runs a task as part of this resource}
     *
     * @param task what to run, any number of times
     */
    public final Runnable bind(Runnable task) {
        return new ContextRunnable(frame, this, Objects.requireNonNull(task, "task"));
    }

    /**
     * Says that this resource is over: hooks are told that it can never run again.
     *
     * @throws IllegalStateException if that has been said before
     */
    public final void emitDestroy() {
        if (!destroy()) {
            throw new IllegalStateException(
                    "destroy was emitted already for async resource " + asyncId + " of type " + type);
        }
    }

    /** Says that this resource is over, unless that has been said before. */
    @Override
    public void close() {
        destroy();
    }

    /** {@return the type and the id, for a person to read} */
    @Override
    public String toString() {
        return "AsyncResource[" + type + " " + asyncId + "]";
    }

    /** Tells hooks that the stage of a future has completed. */
    final void settled() {
        emit(hook -> hook.settled(asyncId));
    }

    /** {@return whether it has been said that this resource is over, now or as soon as nothing runs in it} */
    final boolean isOver() {
        return (state & (DESTROYED | DESTROY_WHEN_IDLE)) != 0;
    }

    /** {@return whether something runs in this resource now} */
    final boolean isRunning() {
        return state >= RUNNING;
    }

    /** Runs what comes outside the request in which this resource was made; other locals stay. */
    final void dropRequest() {
        frame = Snapshot.without(frame, RequestContext.CURRENT);
    }

    /** Runs what comes under the empty context, so that nothing of the one it was made in is kept in memory. */
    final void dropContext() {
        frame = null;
    }

    /** Says that this resource is over as soon as nothing runs in it any more. */
    final void destroyWhenIdle() {
        STATE.updateAndGet(this, bits -> bits | DESTROY_WHEN_IDLE);
        destroyIfAsked();
    }

    private void destroyIfAsked() {
        if (state == DESTROY_WHEN_IDLE) {
            destroy();
        }
    }

    private boolean destroy() {
        boolean first = (STATE.getAndUpdate(this, bits -> bits | DESTROYED) & DESTROYED) == 0
                && (collectable == null || collectable.getAndSet(false));
        if (first && !silent) { // else a hook's own work would call the hook again, which does such work again
            AsyncGraph.emitDestroy(asyncId);
        }
        return first;
    }

    private void emit(Consumer<AsyncHook> event) {
        if (!silent) {
            AsyncGraph.emit(event);
        }
    }

    /** Tells hooks of resources that were collected as garbage. Its thread starts with the first such resource. */
    private static final class Collector {
        private static final Cleaner CLEANER = Cleaner.create();

        private Collector() {}

        static AtomicBoolean watch(AsyncResource resource, long asyncId) {
            AtomicBoolean collectable = new AtomicBoolean(true);
            CLEANER.register(resource, () -> {
                if (collectable.getAndSet(false)) {
                    AsyncGraph.emitCollected(asyncId);
                }
            });
            return collectable;
        }
    }
}
