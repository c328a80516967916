package io.reqid.agent.tests.matrix;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** 100,000 virtual threads at once, of 1,000 requests, which park, lock and hand work on. For JDK 21 and later. */
@SuppressWarnings("FutureReturnValueIgnored") // the threads count themselves
final class VirtualThreadStorm {
    private static final int THREADS = 100_000;
    private static final int REQUESTS = 1_000;
    private static final long LIMIT_SECONDS = 180;

    private final AtomicInteger wrong = new AtomicInteger();
    private final CountDownLatch running = new CountDownLatch(THREADS);
    private final CountDownLatch left = new CountDownLatch(2 * THREADS);
    private final ReentrantLock lock = new ReentrantLock();
    private final ExecutorService executor;

    private VirtualThreadStorm(ExecutorService executor) {
        this.executor = executor;
    }

    public static void main(String[] arguments) throws Exception {
        VirtualThreadStorm storm = new VirtualThreadStorm(Loom.virtualExecutor());
        for (int i = 0; i < THREADS; i++) {
            String id = "storm" + i % REQUESTS;
            RequestContext.run(new RequestId(id), () -> storm.executor.submit(() -> storm.live(id)));
        }
        boolean ended = storm.left.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        System.out.printf(
                Locale.ROOT, "%d threads, %d not ended, %d wrong%n", THREADS, storm.left.getCount(), storm.wrong.get());
        System.exit(ended && storm.wrong.get() == 0 ? 0 : 1);
    }

    private void live(String id) {
        check(id);
        running.countDown();
        try {
            running.await(); // until all are there at once
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        check(id);
        LockSupport.parkNanos(1_000_000);
        check(id);
        lock.lock();
        try {
            check(id);
        } finally {
            lock.unlock();
        }
        executor.submit(() -> end(id));
        end(id);
    }

    private void end(String id) {
        check(id);
        left.countDown();
    }

    private void check(String id) {
        if (!id.equals(RequestContext.currentId())) {
            wrong.incrementAndGet();
        }
    }
}
