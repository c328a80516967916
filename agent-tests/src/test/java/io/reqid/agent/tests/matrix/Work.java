package io.reqid.agent.tests.matrix;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The forms that constructs want their work in. */
final class Work {
    private Work() {}

    static Callable<Integer> callable(Runnable work) {
        return () -> done(work);
    }

    static Supplier<Integer> supplier(Runnable work) {
        return () -> done(work);
    }

    static Integer done(Runnable work) {
        work.run();
        return 1;
    }

    /** {@return work that throws instead of running once it has run so often: it ends a periodic task} */
    static Runnable atMost(int times, Runnable work) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> {
            if (left.getAndDecrement() <= 0) {
                throw new IllegalStateException("enough");
            }
            work.run();
        };
    }
}
