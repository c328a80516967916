package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many requests whose work wanders at random over several pools: none is ever seen where it does not belong. */
@Tag("stress")
@SuppressWarnings("FutureReturnValueIgnored") // every hand-over is counted where it runs
class ChaosTest {
    private static final AsyncLocal<Integer> NUMBER = AsyncLocal.named("number");
    private static final int REQUESTS = 1_000;
    private static final int HOPS = 6;

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2, WorkerPool::daemon);
    private final ThreadPoolExecutor small = new ThreadPoolExecutor(
            2,
            2,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(16),
            WorkerPool::daemon,
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final ForkJoinPool stealing = new ForkJoinPool(2);
    private final List<ExecutorService> bare = List.of(scheduler, small, stealing);
    private final ScheduledExecutorService wrappedScheduler = ContextExecutors.wrap(scheduler);
    private final List<ExecutorService> wrapped = List.of(
            wrappedScheduler, ContextExecutors.wrap((ExecutorService) small), ContextExecutors.wrap((ExecutorService)
                    stealing));

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong handedOver = new AtomicLong();
    private final AtomicLong observed = new AtomicLong();

    @AfterEach
    void stop() {
        bare.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void noRequestIsEverSeenWhereItDoesNotBelong() {
        long seed = System.nanoTime();
        System.out.println("ChaosTest seed=" + seed);
        Random random = new Random(seed);
        for (int number = 0; number < REQUESTS; number++) {
            long branch = random.nextLong();
            if (number % 10 == 0) {
                hop(null, HOPS, branch); // work outside any request, on the same threads
            } else {
                int mine = number;
                NUMBER.run(mine, () -> RequestContext.run(new RequestId("r" + mine), () -> hop(mine, HOPS, branch)));
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> observed.get() == handedOver.get());
        assertThat(wrong).isEmpty();
        assertThat(observed.get()).isGreaterThan(20_000);
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
        nothingIsLeftOnAnyWorker();
        System.out.println("ChaosTest: " + observed + " observations, 0 wrong, 0 lost, 0 leaked");
    }

    private void nothingIsLeftOnAnyWorker() {
        Queue<String> leaked = new ConcurrentLinkedQueue<>();
        AtomicLong looked = new AtomicLong();
        for (ExecutorService pool : bare) {
            for (int i = 0; i < 200; i++) {
                pool.execute(() -> {
                    if (Snapshot.capture() != Snapshot.empty() || Cell.depth(Cell.current()) > 0) {
                        leaked.add(Thread.currentThread().getName() + " has " + NUMBER.get());
                    }
                    looked.incrementAndGet();
                });
            }
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> looked.get() == 600);
        assertThat(leaked).isEmpty();
    }

    private void check(Integer expected) {
        String id = expected == null ? null : "r" + expected;
        Integer number = NUMBER.get();
        String current = RequestContext.currentId();
        if (!java.util.Objects.equals(number, expected) || !java.util.Objects.equals(current, id)) {
            wrong.add("expected " + expected + " and " + id + ", saw " + number + " and " + current);
        }
    }

    /** Hands work over in one to three random ways, each of which checks what it sees and goes on from there. */
    private void hop(Integer expected, int left, long seed) {
        check(expected);
        if (left == 0) {
            return;
        }
        Random random = new Random(seed);
        int branches = 1 + random.nextInt(3);
        for (int i = 0; i < branches; i++) {
            long branch = random.nextLong();
            handedOver.incrementAndGet();
            handOver(random, () -> {
                try {
                    hop(expected, left - 1, branch);
                } finally {
                    observed.incrementAndGet();
                }
                if (branch % 16 == 0) {
                    NUMBER.tryEnter(-1); // what a task enters, or leaves open, or throws, is its own affair
                    throw new IllegalStateException("on purpose");
                }
            });
            check(expected);
        }
    }

    private void handOver(Random random, Runnable task) {
        ExecutorService pool = wrapped.get(random.nextInt(wrapped.size()));
        ExecutorService other = bare.get(random.nextInt(bare.size()));
        switch (random.nextInt(9)) {
            case 0 -> pool.execute(ignoringFailure(task));
            case 1 -> pool.submit(task);
            case 2 -> wrappedScheduler.schedule(task, random.nextInt(1_000), TimeUnit.MICROSECONDS);
            case 3 -> other.submit(Snapshot.capture().wrap(task));
            case 4 -> ContextFuture.runAsync(task, other);
            case 5 -> completedElsewhere(other).thenRun(task);
            case 6 -> completedElsewhere(other).thenRunAsync(task, pool);
            case 7 -> completedElsewhere(other).thenCompose(value -> ContextFuture.runAsync(task, pool));
            default -> {
                try (AsyncHooks.Registration ids = AsyncHooks.trackIds()) {
                    pool.submit(task);
                }
            }
        }
    }

    private static Runnable ignoringFailure(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (IllegalStateException onPurpose) {
                // execute() would print it
            }
        };
    }

    /** A future that another request completes, on another thread. */
    private static ContextFuture<String> completedElsewhere(ExecutorService bare) {
        ContextFuture<String> future = new ContextFuture<>();
        bare.execute(() -> NUMBER.run(-2, () -> future.complete("value")));
        return future;
    }
}
