package io.reqid.agent.tests.matrix;

import static io.reqid.agent.tests.matrix.Contract.expect;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Work that registers itself again and again, as caches and connection pools do that a request happens to start: it must
 * neither print that request's id for ever nor keep it in memory.
 */
final class LastingWork {
    private static final long MILLIS = 2;
    private static final int HOPS_AFTER_END = 3;

    private LastingWork() {}

    static List<Contract> probes() {
        return List.of(
                lasting("schedule(this)", chain -> schedule(scheduled(), chain)),
                lasting("Timer.schedule(new task)", chain -> schedule(new Timer(true), chain)),
                lasting("execute(this)", chain -> execute(pool(), chain)),
                lasting("submit(this)", chain -> submit(pool(), chain)),
                lasting("ForkJoinPool.execute(this)", chain -> execute(ForkJoinPool.commonPool(), chain)),
                lasting("thenRunAsync(this)", LastingWork::stage),
                lasting("delayedExecutor", LastingWork::delayed),
                lasting("new Thread(this)", LastingWork::thread));
    }

    /** One run after another, until it is stopped. */
    private static final class Chain {
        private final Semaphore runs = new Semaphore(0);
        private final CountDownLatch stopped = new CountDownLatch(1);
        private volatile String lastId;

        /** {@return whether there shall be another run} */
        boolean run() {
            lastId = RequestContext.currentId();
            runs.release();
            return stopped.getCount() > 0;
        }

        void await(int times) throws InterruptedException {
            runs.drainPermits();
            expect(runs.tryAcquire(times, 5, TimeUnit.SECONDS), "the work does not go on");
        }
    }

    private static Contract lasting(String name, Consumer<Chain> start) {
        return new Contract("lasting: " + name, () -> check(start));
    }

    private static void check(Consumer<Chain> start) throws Exception {
        Chain chain = new Chain();
        try {
            WeakReference<RequestContext> request = RequestContext.CURRENT.callUnbound(() -> begin(start, chain));
            chain.await(HOPS_AFTER_END);
            expect(chain.lastId == null, "the work goes on as " + chain.lastId);
            expect(Garbage.isCollected(request), "the request is kept in memory");
        } finally {
            chain.stopped.countDown();
        }
    }

    private static WeakReference<RequestContext> begin(Consumer<Chain> start, Chain chain) throws InterruptedException {
        RequestContext request = RequestContext.begin(new RequestId("lasting"));
        RequestContext.CURRENT.run(request, () -> start.accept(chain));
        chain.await(1);
        expect("lasting".equals(chain.lastId), "the work begins as " + chain.lastId);
        request.end();
        return new WeakReference<>(request);
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static ExecutorService pool() {
        return Executors.newFixedThreadPool(1, daemons());
    }

    private static ScheduledExecutorService scheduled() {
        return Executors.newScheduledThreadPool(1, daemons());
    }

    private static void schedule(ScheduledExecutorService pool, Chain chain) {
        Object ignored = pool.schedule(
                () -> {
                    if (chain.run()) {
                        schedule(pool, chain);
                    }
                },
                MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static void schedule(Timer timer, Chain chain) {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        if (chain.run()) {
                            schedule(timer, chain);
                        }
                    }
                },
                MILLIS);
    }

    private static void execute(ExecutorService pool, Chain chain) {
        pool.execute(() -> {
            if (chain.run()) {
                execute(pool, chain);
            }
        });
    }

    private static void submit(ExecutorService pool, Chain chain) {
        Object ignored = pool.submit(() -> {
            if (chain.run()) {
                submit(pool, chain);
            }
        });
    }

    private static void stage(Chain chain) {
        Object ignored = CompletableFuture.completedFuture(1).thenRunAsync(() -> {
            if (chain.run()) {
                stage(chain);
            }
        });
    }

    private static void delayed(Chain chain) {
        CompletableFuture.delayedExecutor(MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            if (chain.run()) {
                delayed(chain);
            }
        });
    }

    private static void thread(Chain chain) {
        daemons()
                .newThread(() -> {
                    if (chain.run()) {
                        thread(chain);
                    }
                })
                .start();
    }
}
