package io.reqid;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a {@code FutureTask} calls: once, or, marked periodic, again and again. */
final class BoundCallable implements Callable<@Nullable Object> {
    private final Callable<?> task;
    private volatile @Nullable Object captured;
    private boolean periodic;

    BoundCallable(@Nullable Object captured, Callable<?> task) {
        this.captured = captured;
        this.task = task;
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
        @Nullable Object[] cell = Cell.current();
        int token = Carrier.enter(cell, captured());
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
