package io.reqid.agent.tests.matrix;

import java.lang.ref.Reference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for the garbage collector to find that nothing refers to an object any more. */
final class Garbage {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Garbage() {}

    /** {@return whether the object is collected before the limit} */
    static boolean isCollected(Reference<?> object) {
        long start = System.nanoTime();
        while (!object.refersTo(null) && System.nanoTime() - start < LIMIT_NANOS) {
            System.gc();
            LockSupport.parkNanos(PAUSE_NANOS); // the thread that ran the work may still be on its way out of it
        }
        return object.refersTo(null);
    }
}
