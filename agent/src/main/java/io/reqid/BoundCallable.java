package io.reqid;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a {@code FutureTask} calls: once, or, marked periodic, again and again. */
final class BoundCallable implements Callable<@Nullable Object> {
    private final Callable<?> task;
    private volatile @Nullable Object captured;
    private final boolean once;
    private boolean periodic;
    private boolean done;

    BoundCallable(@Nullable Object captured, Callable<?> task) {
        this(captured, task, false);
    }

    private BoundCallable(@Nullable Object captured, Callable<?> task, boolean once) {
        this.captured = captured;
        this.task = task;
        this.once = once;
    }

    /** One that is over when it has been called. */
    static BoundCallable once(@Nullable Object captured, Callable<?> task) {
        return new BoundCallable(captured, task, true);
    }

    void makePeriodic(@Nullable Object capturedForPeriods) {
        periodic = true;
        captured = capturedForPeriods;
    }

    void recapture(@Nullable Object newlyCaptured) {
        captured = newlyCaptured;
    }

    @Nullable
    Object captured() {
        if (periodic) {
            captured = Carrier.periodicContext(captured);
        }
        return captured;
    }

    @Override
    public @Nullable Object call() throws Exception {
        if (once && done) { // a fork/join task that was made ready to run again: under what is current then
            return task.call();
        }
        Object context = captured();
        @Nullable Object[] cell = Cell.current();
        int token = Carrier.enter(cell, context);
        if (once) {
            over();
            done = true;
            captured = null;
        }
        Object result;
        try {
            result = task.call();
        } catch (Throwable failure) {
            Carrier.exit(cell, token);
            throw failure;
        }
        Carrier.exit(cell, token);
        return result;
    }

    /** Says that the future that calls this has ended. */
    void over() {
        AsyncResource resource = Carrier.resourceOf(captured);
        if (resource != null) {
            resource.destroyWhenIdle();
        }
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
