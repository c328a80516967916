package io.reqid;

import static io.reqid.WorkerPool.NOTHING;
import static io.reqid.WorkerPool.OWN;
import static io.reqid.WorkerPool.REQUEST;
import static io.reqid.WorkerPool.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wrapped executor keeps of the one that it wraps, and rules 7, 9 and 10. */
class ContextExecutorsTest {
    private final BlockingQueue<String> seen = WorkerPool.queue();
    private final Queue<Runnable> queue = new ArrayDeque<>();

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
    }

    private void record() {
        seen.add(WorkerPool.seen());
    }

    private static ThreadPoolExecutor onePool(BlockingQueue<Runnable> tasks) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, tasks, WorkerPool::daemon);
    }

    @Test
    void theContextIsCapturedAtSubmissionAndTheWorkersOwnIsBackAfterwards() {
        try (Scope a = REQUEST.bind("a")) {
            ContextExecutors.wrap((Executor) queue::add).execute(this::record);
        }
        try (Scope b = REQUEST.bind("b")) {
            queue.remove().run();
            record();
        }
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void wrappingTwiceIsTheSameAsOnce() {
        ScheduledExecutorService pool = new WorkerPool(WorkerPool.queue());
        Executor executor = ContextExecutors.wrap((Executor) queue::add);
        ExecutorService service = ContextExecutors.wrap((ExecutorService) pool);
        ThreadFactory factory = ContextExecutors.wrap((ThreadFactory) WorkerPool::daemon);
        assertThat(ContextExecutors.wrap(executor)).isSameAs(executor);
        assertThat(ContextExecutors.wrap(service)).isSameAs(service);
        assertThat(ContextExecutors.wrap((Executor) service)).isSameAs(service);
        assertThat(ContextExecutors.wrap((ScheduledExecutorService) service)).isSameAs(service);
        assertThat(ContextExecutors.wrap(factory)).isSameAs(factory);
        pool.shutdownNow();
    }

    @Test
    void theKindOfTheExecutorIsKept() {
        WorkerPool scheduled = new WorkerPool(WorkerPool.queue());
        ExecutorService plain = onePool(new LinkedBlockingQueue<>());
        assertThat(ContextExecutors.wrap((Executor) scheduled)).isInstanceOf(ScheduledExecutorService.class);
        assertThat(ContextExecutors.wrap((Executor) plain))
                .isInstanceOf(ExecutorService.class)
                .isNotInstanceOf(ScheduledExecutorService.class);
        scheduled.shutdownNow();
        plain.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(classes = {ExecutorService.class, ScheduledExecutorService.class})
    void noMethodOfThisJdkIsLeftToItsDefault(Class<?> type) throws Exception {
        Class<?> ours =
                type == ExecutorService.class ? ContextExecutorService.class : ContextScheduledExecutorService.class;
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                Method implementation = ours.getMethod(method.getName(), method.getParameterTypes());
                assertThat(implementation.getDeclaringClass().getName())
                        .as(method.toString())
                        .startsWith("io.reqid.");
            }
        }
    }

    @Test
    void aRejectionIsTheExecutorsOwnAndTheSubmittersContextStays() {
        RejectedExecutionException rejection = new RejectedExecutionException("full");
        Executor refusing = task -> {
            throw rejection;
        };
        try (Scope a = REQUEST.bind("a")) {
            assertThatThrownBy(() -> ContextExecutors.wrap(refusing).execute(this::record))
                    .isSameAs(rejection);
            assertThat(REQUEST.get()).isEqualTo("a");
        }
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored")
    void everyWayToSubmitIsRejectedAfterShutdown() {
        ScheduledExecutorService pool = ContextExecutors.wrap(new WorkerPool(WorkerPool.queue()));
        pool.shutdown();
        Callable<String> callable = () -> "never";
        List<Callable<?>> ways = List.of(
                () -> pool.submit(callable),
                () -> pool.submit(this::record),
                () -> pool.submit(this::record, "result"),
                () -> pool.schedule(callable, 0, TimeUnit.SECONDS),
                () -> pool.schedule(this::record, 0, TimeUnit.SECONDS),
                () -> pool.scheduleAtFixedRate(this::record, 0, 1, TimeUnit.SECONDS),
                () -> pool.scheduleWithFixedDelay(this::record, 0, 1, TimeUnit.SECONDS),
                () -> pool.invokeAll(List.of(callable)),
                () -> pool.invokeAny(List.of(callable)));
        for (Callable<?> way : ways) {
            assertThatThrownBy(way::call).isInstanceOf(RejectedExecutionException.class);
        }
        assertThat(pool.isShutdown()).isTrue();
    }

    @Test
    void aTaskThatRunsInTheCallerLeavesTheCallersContextAlone() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        ThreadPoolExecutor pool = onePool(new SynchronousQueue<>());
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        pool.execute(() -> awaitQuietly(busy));
        Thread[] ranOn = new Thread[1];
        try (Scope a = REQUEST.bind("a")) {
            Snapshot before = Snapshot.capture();
            ContextExecutors.wrap((ExecutorService) pool).execute(() -> {
                ranOn[0] = Thread.currentThread();
                record();
                REQUEST.enter("entered");
            });
            assertThat(Snapshot.capture()).isSameAs(before);
        }
        assertThat(take(seen)).isEqualTo("a");
        assertThat(ranOn).containsExactly(Thread.currentThread());
        busy.countDown();
        pool.shutdown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shutdownNowReturnsTheTasksThemselves() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        ExecutorService pool = ContextExecutors.wrap((ExecutorService) onePool(new LinkedBlockingQueue<>()));
        pool.execute(() -> {
            started.countDown();
            awaitQuietly(busy);
        });
        started.await();
        Runnable first = this::record;
        Runnable explicitlyBound =
                REQUEST.<Snapshot, RuntimeException>call("b", Snapshot::capture).wrap(first);
        try (Scope a = REQUEST.bind("a")) {
            pool.execute(first);
            pool.execute(explicitlyBound);
        }
        assertThat(pool.shutdownNow()).containsExactly(first, explicitlyBound);
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isEmpty();
    }

    /** A task with a priority, lower first. */
    private record Prioritised(int priority, Runnable body) implements Runnable, Comparable<Prioritised> {
        @Override
        public void run() {
            body.run();
        }

        @Override
        public int compareTo(Prioritised other) {
            return Integer.compare(priority, other.priority);
        }
    }

    @Test
    void comparableTasksKeepTheirOrderInAPriorityQueue() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        ExecutorService pool = ContextExecutors.wrap((ExecutorService) onePool(new PriorityBlockingQueue<>()));
        pool.execute(new Prioritised(0, () -> {
            started.countDown();
            awaitQuietly(busy);
        }));
        started.await();
        for (int priority : new int[] {5, 1, 4, 2, 3}) {
            REQUEST.run("r" + priority, () -> pool.execute(new Prioritised(priority, this::record)));
        }
        busy.countDown();
        List<String> order = List.of(take(seen), take(seen), take(seen), take(seen), take(seen));
        assertThat(order).containsExactly("r1", "r2", "r3", "r4", "r5");
        pool.shutdown();
    }

    @Test
    void aTaskThatIsNotComparableIsNotMadeSo() {
        ContextExecutors.wrap((Executor) queue::add).execute(this::record);
        assertThat(queue.remove()).isNotInstanceOf(Comparable.class);
    }

    @Test
    void invokeAllReturnsItsFuturesInTheOrderOfTheTasks() throws Exception {
        ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(3, WorkerPool::daemon));
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            tasks.add(() -> number + REQUEST.get());
        }
        List<String> results = new ArrayList<>();
        try (Scope a = REQUEST.bind("a")) {
            for (Future<String> future : pool.invokeAll(tasks)) {
                results.add(future.get());
            }
        }
        for (int i = 0; i < 50; i++) {
            assertThat(results.get(i)).isEqualTo(i + "a");
        }
        assertThat(results).hasSize(50);
        pool.shutdown();
    }

    @Test
    void invokeAnyGivesTheResultOfATaskThatDidNotFail() throws Exception {
        ExecutorService pool = ContextExecutors.wrap(Executors.newFixedThreadPool(2, WorkerPool::daemon));
        Callable<String> failing = () -> {
            throw new IllegalStateException("failed");
        };
        String result = REQUEST.<String, Exception>call("a", () -> pool.invokeAny(List.of(failing, REQUEST::get)));
        assertThat(result).isEqualTo("a");
        pool.shutdown();
    }

    @Test
    void nullsAreRefusedAsTheExecutorItselfRefusesThem() {
        ScheduledExecutorService pool = ContextExecutors.wrap(new WorkerPool(WorkerPool.queue()));
        assertThatThrownBy(() -> pool.execute(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.submit((Callable<?>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> pool.schedule((Runnable) null, 1, TimeUnit.DAYS))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ContextExecutors.wrap((Executor) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ContextExecutors.wrap(pool, null)).isInstanceOf(NullPointerException.class);
        pool.shutdownNow();
    }

    @Test
    void closeWaitsForWhatWasSubmittedAndEndsThePool() throws Exception {
        ExecutorService pool = onePool(new LinkedBlockingQueue<>());
        ContextExecutorService<?> wrapped = (ContextExecutorService<?>) ContextExecutors.wrap(pool);
        REQUEST.run("a", () -> {
            wrapped.execute(this::record);
            wrapped.execute(this::record);
        });
        wrapped.close();
        assertThat(pool.isTerminated()).isTrue();
        assertThat(wrapped.isTerminated()).isTrue();
        assertThat(seen).containsExactly("a", "a");
    }

    @Test
    void anInterruptedCloseStopsTheTasksAndKeepsTheInterrupt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService pool = onePool(new LinkedBlockingQueue<>());
        ContextExecutorService<?> wrapped = (ContextExecutorService<?>) ContextExecutors.wrap(pool);
        wrapped.execute(() -> awaitQuietly(never));
        Thread.currentThread().interrupt();
        wrapped.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(pool.isTerminated()).isTrue();
    }

    @Test
    void closingTheCommonPoolDoesNotHangOrEndIt() {
        if (Runtime.version().feature() >= 19) {
            ((ContextExecutorService<?>) ContextExecutors.wrap((ExecutorService) ForkJoinPool.commonPool())).close();
        }
        assertThat(ForkJoinPool.commonPool().isShutdown()).isFalse();
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void aForkJoinPoolCarriesTheContextAndKeepsTheWorkersOwn() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(
                1,
                owner -> new ForkJoinWorkerThread(owner) {
                    @Override
                    protected void onStart() {
                        assertThat(REQUEST.bind(OWN)).isNotNull();
                    }
                },
                null,
                false);
        ExecutorService wrapped = ContextExecutors.wrap((ExecutorService) pool);
        REQUEST.run("a", () -> wrapped.execute(this::record));
        wrapped.submit(this::record).get();
        pool.submit(this::record).get();
        assertThat(seen).containsExactlyInAnyOrder("a", NOTHING, OWN);
        pool.shutdown();
    }

    @Test
    void aThreadOfAWrappedFactoryStartsUnderTheEmptyContextAlsoWhenItIsBornInsideARequest() throws Exception {
        ThreadFactory inheriting = body -> WorkerPool.daemon(Snapshot.capture().wrap(body));
        ExecutorService pool = REQUEST.<ExecutorService, RuntimeException>call(
                "birth", () -> Executors.newSingleThreadExecutor(ContextExecutors.wrap(inheriting)));
        REQUEST.run("birth", () -> pool.execute(this::record));
        assertThat(take(seen)).isEqualTo(NOTHING);
        pool.shutdown();
    }

    @Test
    void theUncaughtExceptionHandlerSeesTheContextOfTheTaskThatFailed() throws Exception {
        ExecutorService pool = ContextExecutors.wrap(handledPool());
        for (String request : new String[] {"a", "b"}) {
            REQUEST.run(
                    request,
                    () -> pool.execute(() -> {
                        throw new IllegalStateException(request);
                    }));
            assertThat(take(seen)).isEqualTo(request + " failed under " + request);
        }
        pool.shutdown();
    }

    @Test
    void theUncaughtExceptionHandlerSeesNothingWhereTheTaskHadNoContext() throws Exception {
        ExecutorService wrapped = ContextExecutors.wrap(handledPool());
        // a failure that the executor keeps to itself must not colour the next one
        REQUEST.run(
                "a",
                () -> assertThatThrownBy(() -> wrapped.submit(() -> {
                                    throw new IllegalStateException("kept");
                                })
                                .get())
                        .hasRootCauseMessage("kept"));
        wrapped.execute(() -> {
            throw new IllegalStateException("x");
        });
        assertThat(take(seen)).isEqualTo("x failed under " + NOTHING);
        wrapped.shutdown();
    }

    @Test
    void aFailureThatNoTaskThrewIsNotGivenTheContextOfOneThatFailedBefore() throws Exception {
        Thread thread = ContextExecutors.wrap((ThreadFactory) Thread::new).newThread(() -> {
            assertThatThrownBy(() -> REQUEST.run("a", () -> {
                        throw new IllegalStateException("caught");
                    }))
                    .hasMessage("caught");
            throw new IllegalStateException("x");
        });
        thread.setUncaughtExceptionHandler(
                (failed, failure) -> seen.add(failure.getMessage() + " failed under " + WorkerPool.seen()));
        thread.start();
        assertThat(take(seen)).isEqualTo("x failed under " + NOTHING);
    }

    private ExecutorService handledPool() {
        ThreadFactory handled = body -> {
            Thread thread = WorkerPool.daemon(body);
            thread.setUncaughtExceptionHandler(
                    (failed, failure) -> seen.add(failure.getMessage() + " failed under " + WorkerPool.seen()));
            return thread;
        };
        return Executors.newSingleThreadExecutor(ContextExecutors.wrap(handled));
    }
}
