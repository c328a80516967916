package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hooks are told of each construct, in which order. */
class AsyncGraphEventsTest {
    private static final String EXECUTE = "Executor.execute";
    private static final String SUBMIT = "ExecutorService.submit";
    private static final String SCHEDULE = "ScheduledExecutorService.schedule";
    private static final String FIXED_RATE = "ScheduledExecutorService.scheduleAtFixedRate";
    private static final String APPLY = "ContextFuture.thenApply";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordingHook hook = new RecordingHook();
    private final AsyncHooks.Registration registration = AsyncHooks.register(hook);
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Executor executor = queue::add;
    private final Executor wrapped = ContextExecutors.wrap(executor);
    private final WorkerPool pool = new WorkerPool(WorkerPool.queue());
    private final ScheduledExecutorService scheduler = ContextExecutors.wrap(pool);

    @AfterEach
    void nobodyFollowsTheGraphAnyMore() {
        registration.close();
        pool.shutdownNow();
        assertThat(AsyncGraph.isFollowed()).isFalse();
    }

    private void awaitEvents(String type, String... names) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> hook.namesOf(type).equals(List.of(names)));
    }

    private void runAll() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    private CountDownLatch occupyWorker() {
        CountDownLatch release = new CountDownLatch(1);
        pool.execute(() -> {
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        return release;
    }

    @Test
    void anExecutedTaskIsAnnouncedRunAndDestroyed() {
        wrapped.execute(() -> {});
        assertThat(hook.namesOf(EXECUTE)).containsExactly("init");
        runAll();
        assertThat(hook.namesOf(EXECUTE)).containsExactly("init", "before", "after", "destroy");
    }

    @Test
    void aTaskThatThrowsHasTheSameEvents() {
        wrapped.execute(() -> {
            throw new IllegalStateException("failed");
        });
        assertThatThrownBy(this::runAll).hasMessage("failed");
        assertThat(hook.namesOf(EXECUTE)).containsExactly("init", "before", "after", "destroy");
    }

    @Test
    void aRejectedTaskIsDestroyedAndNeverRun() {
        RejectedExecutionException rejection = new RejectedExecutionException("full");
        Executor refusing = task -> {
            throw rejection;
        };
        assertThatThrownBy(() -> ContextExecutors.wrap(refusing).execute(() -> {}))
                .isSameAs(rejection);
        assertThat(hook.namesOf(EXECUTE)).containsExactly("init", "destroy");
        assertThatThrownBy(() -> ContextFuture.supplyAsync(() -> "never", refusing))
                .isSameAs(rejection);
        assertThat(hook.namesOf("ContextFuture.completeAsync")).containsExactly("init", "destroy");
        pool.shutdown();
        assertThatThrownBy(() -> scheduler.submit(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(hook.namesOf(SUBMIT)).containsExactly("init", "destroy");
        assertThatThrownBy(() -> scheduler.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.DAYS))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(hook.namesOf(FIXED_RATE)).containsExactly("init", "destroy");
    }

    @Test
    void aSubmittedTaskIsOneResource() throws Exception {
        assertThat(scheduler.submit(() -> "value").get()).isEqualTo("value");
        awaitEvents(SUBMIT, "init", "before", "after", "destroy");
        assertThat(scheduler.invokeAll(List.of(() -> "a", () -> "b"))).hasSize(2);
        assertThat(hook.namesOf("ExecutorService.invokeAll"))
                .containsExactly("init", "init", "before", "after", "destroy", "before", "after", "destroy");
        Callable<String> callable = () -> "a";
        assertThat(scheduler.invokeAny(List.of(callable))).isEqualTo("a");
        awaitEvents("ExecutorService.invokeAny", "init", "before", "after", "destroy");
    }

    @Test
    void aCancelledTaskIsDestroyedAtOnce() {
        CountDownLatch release = occupyWorker();
        Future<?> submitted = scheduler.submit(() -> {});
        assertThat(submitted.cancel(false)).isTrue();
        assertThat(submitted.cancel(false)).isFalse();
        assertThat(hook.namesOf(SUBMIT)).containsExactly("init", "destroy");
        ScheduledFuture<?> scheduled = scheduler.schedule(() -> {}, 1, TimeUnit.DAYS);
        assertThat(scheduled.getDelay(TimeUnit.HOURS)).isBetween(22L, 24L);
        assertThat(scheduled.compareTo(scheduler.schedule(() -> {}, 2, TimeUnit.DAYS)))
                .isNegative();
        assertThat(scheduled.cancel(false)).isTrue();
        assertThat(scheduled.isCancelled()).isTrue();
        assertThat(hook.namesOf(SCHEDULE)).containsExactly("init", "init", "destroy");
        release.countDown();
    }

    @Test
    void aTaskCancelledWhileItRunsIsDestroyedWhenItHasRun() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<?> future = scheduler.submit(() -> {
            started.countDown();
            release.await();
            return null;
        });
        started.await();
        assertThat(future.cancel(false)).isTrue();
        assertThat(hook.namesOf(SUBMIT)).containsExactly("init", "before");
        release.countDown();
        awaitEvents(SUBMIT, "init", "before", "after", "destroy");
    }

    @Test
    void aTaskThatShutdownNowHandsBackIsDestroyed() throws Exception {
        CountDownLatch release = occupyWorker();
        ExecutorService other = ContextExecutors.wrap(new java.util.concurrent.ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new java.util.concurrent.LinkedBlockingQueue<>(), WorkerPool::daemon));
        CountDownLatch started = new CountDownLatch(1);
        other.execute(() -> {
            started.countDown();
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        started.await();
        Runnable never = () -> {};
        other.execute(never);
        assertThat(other.shutdownNow()).containsExactly(never);
        assertThat(hook.named("destroy")).isNotEmpty();
        long waiting = hook.named("init").get(1).asyncId();
        assertThat(hook.events().stream()
                        .filter(event -> event.asyncId() == waiting)
                        .map(RecordingHook.Event::name))
                .containsExactly("init", "destroy");
        release.countDown();
    }

    @Test
    void aPeriodicTaskIsOneResourceUntilItEnds() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        ScheduledFuture<?> future = scheduler.scheduleAtFixedRate(twice::countDown, 0, 1, TimeUnit.MILLISECONDS);
        twice.await();
        assertThat(future.cancel(false)).isTrue();
        await().atMost(PATIENCE).until(() -> hook.namesOf(FIXED_RATE).contains("destroy"));
        List<String> names = hook.namesOf(FIXED_RATE);
        assertThat(names)
                .startsWith("init", "before", "after", "before", "after")
                .endsWith("destroy");
        assertThat(names).containsOnlyOnce("init", "destroy");
    }

    @Test
    void aPeriodicTaskThatThrowsIsOver() {
        Future<?> future = scheduler.scheduleAtFixedRate(
                () -> {
                    throw new IllegalStateException("last");
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        awaitEvents(FIXED_RATE, "init", "before", "after", "destroy");
        assertThat(future).failsWithin(PATIENCE);
    }

    @Test
    void aStageIsAnnouncedRunSettledAndDestroyed() {
        ContextFuture<String> future = new ContextFuture<>();
        ContextFuture<Integer> stage = future.thenApply(String::length);
        assertThat(hook.namesOf(APPLY)).containsExactly("init");
        assertThat(future.complete("value")).isTrue();
        assertThat(stage).isCompletedWithValue(5);
        assertThat(hook.namesOf(APPLY)).containsExactly("init", "before", "after", "settled", "destroy");
    }

    @Test
    void aStageOnAWrappedExecutorIsOneResourceAndNotTwo() {
        ContextFuture<String> future = new ContextFuture<>();
        ContextFuture<Integer> stage = future.thenApplyAsync(String::length, wrapped);
        assertThat(future.complete("value")).isTrue();
        runAll();
        assertThat(stage).isCompletedWithValue(5);
        assertThat(hook.named("init")).hasSize(1);
        assertThat(hook.namesOf(APPLY)).containsExactly("init", "before", "after", "settled", "destroy");
    }

    @Test
    void aSuppliedFutureIsOneResource() {
        ContextFuture<String> future = ContextFuture.supplyAsync(() -> "value", wrapped);
        runAll();
        assertThat(future).isCompletedWithValue("value");
        assertThat(hook.events().stream().map(RecordingHook.Event::name))
                .containsExactly("init", "before", "after", "settled", "destroy");
    }

    @Test
    void aStageThatIsSkippedSettlesAndIsDestroyedWithoutHavingRun() {
        ContextFuture<String> failed = ContextFuture.failedFuture(new IllegalStateException("failed"));
        assertThat(failed.thenApply(String::length)).isCompletedExceptionally();
        assertThat(hook.namesOf(APPLY)).containsExactly("init", "settled", "destroy");
    }

    @Test
    void aCancelledStageSettlesAndIsDestroyed() {
        ContextFuture<String> future = new ContextFuture<>();
        ContextFuture<Integer> stage = future.thenApply(String::length);
        assertThat(stage.cancel(false)).isTrue();
        assertThat(hook.namesOf(APPLY)).containsExactly("init", "settled", "destroy");
        assertThat(future.complete("value")).isTrue();
        assertThat(hook.namesOf(APPLY)).containsExactly("init", "settled", "destroy");
    }

    @Test
    void aComposedStageSettlesWhenTheInnerFutureDoes() {
        CompletableFuture<String> inner = new CompletableFuture<>();
        ContextFuture<String> stage = ContextFuture.completedFuture("value").thenCompose(value -> inner);
        String type = "ContextFuture.thenCompose";
        assertThat(hook.namesOf(type)).containsExactly("init", "before", "after");
        assertThat(inner.complete("inner")).isTrue();
        assertThat(stage).isCompletedWithValue("inner");
        assertThat(hook.namesOf(type)).containsExactly("init", "before", "after", "settled", "destroy");
    }

    @Test
    void anExplicitlyWrappedTaskIsOneResourceHoweverOftenAndWhereverItRuns() {
        Runnable task = Snapshot.capture().wrap((Runnable) () -> {});
        task.run();
        wrapped.execute(task);
        runAll();
        assertThat(hook.events().stream().map(RecordingHook.Event::name))
                .containsExactly("init", "before", "after", "before", "after");
        assertThat(hook.named("init")).hasSize(1);
    }

    @Test
    void aResourceOfOnesOwnIsDestroyedOnceAndASecondTimeIsAnError() {
        AsyncResource resource = new AsyncResource("Query", 7);
        assertThat(resource.triggerAsyncId()).isEqualTo(7);
        assertThat(resource.type()).isEqualTo("Query");
        assertThat(resource).hasToString("AsyncResource[Query " + resource.asyncId() + "]");
        resource.runInAsyncScope(
                () -> assertThat(AsyncHooks.executionAsyncResource()).isSameAs(resource));
        assertThat(resource.<Long, RuntimeException>callInAsyncScope(AsyncHooks::triggerAsyncId))
                .isEqualTo(7);
        resource.emitDestroy();
        assertThatThrownBy(resource::emitDestroy)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Query");
        resource.close();
        assertThat(hook.namesOf("Query")).containsExactly("init", "before", "after", "before", "after", "destroy");
        assertThatThrownBy(() -> new AsyncResource("Query", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("triggerAsyncId")
                .hasMessageContaining("-1");
    }

    @Test
    void destroyByGarbageCollectionIsForThoseWhoAsked() {
        RecordingHook asking = new RecordingHook(true);
        try (AsyncHooks.Registration second = AsyncHooks.register(asking)) {
            wrapped.execute(() -> {});
            long dropped = asking.named("init").get(0).asyncId();
            queue.clear();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                System.gc();
                return asking.named("destroy").stream().anyMatch(event -> event.asyncId() == dropped);
            });
            assertThat(hook.named("destroy")).isEmpty();
            wrapped.execute(() -> {});
            runAll();
            assertThat(asking.named("destroy")).hasSize(2);
            assertThat(hook.named("destroy")).hasSize(1);
        }
    }
}
