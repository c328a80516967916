package io.reqid;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool of one thread which has a context of its own, and which tells what that thread has after each task. */
final class WorkerPool extends ScheduledThreadPoolExecutor {
    /** What tasks look at. */
    static final AsyncLocal<String> REQUEST = AsyncLocal.named("request in test");

    static final String OWN = "the worker's own";
    static final String NOTHING = "nothing";
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> afterwards;

    WorkerPool(BlockingQueue<String> afterwards) {
        super(1, WorkerPool::threadWithOwnContext);
        this.afterwards = afterwards;
        setRemoveOnCancelPolicy(true);
    }

    private static Thread threadWithOwnContext(Runnable body) {
        return daemon(() -> REQUEST.run(OWN, body));
    }

    static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "worker");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, failure) -> {}); // tests let tasks throw
        return thread;
    }

    /** {@return a factory of threads with a context of their own, each of which runs one task and tells what is left} */
    static ThreadFactory threadPerTask(BlockingQueue<String> afterwards, ThreadFactory factory) {
        return body -> factory.newThread(() -> REQUEST.run(OWN, () -> {
            try {
                body.run();
            } finally {
                afterwards.add(seen());
            }
        }));
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable failure) {
        afterwards.add(seen());
    }

    /** {@return what the current thread sees; never null, since queues take no null} */
    static String seen() {
        return Objects.requireNonNullElse(REQUEST.get(), NOTHING);
    }

    static String take(BlockingQueue<String> queue) throws InterruptedException {
        String next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    static BlockingQueue<String> queue() {
        return new LinkedBlockingQueue<>();
    }
}
