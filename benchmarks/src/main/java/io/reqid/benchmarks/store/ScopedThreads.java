package io.reqid.benchmarks.store;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that live inside a binding of the scoped value, for JMH: a value that is there before each call can be read. */
public final class ScopedThreads extends ThreadPoolExecutor {
    /** What JMH is told to use this by. */
    static final String[] JVM_ARGUMENTS = {
        "-Djmh.executor=CUSTOM", "-Djmh.executor.class=" + ScopedThreads.class.getName()
    };

    /** For JMH. */
    public ScopedThreads(int threads, String prefix) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), body -> {
            Thread thread = new Thread(() -> runWhere(body), prefix + "-jmh-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void runWhere(Runnable body) {
        try {
            ScopedValues.runWhere("outer", body);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a Runnable cannot throw this", e);
        }
    }
}
