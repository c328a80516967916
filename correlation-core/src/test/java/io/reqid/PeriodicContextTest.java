package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 10: what the runs of a periodic task see. */
class PeriodicContextTest {
    private static final AsyncLocal<String> TENANT = AsyncLocal.named("tenant");
    private static final String NONE = "none";

    private final WorkerPool pool = new WorkerPool(WorkerPool.queue());
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final Semaphore mayRun = new Semaphore(0);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private void recordWhenAllowed() {
        try {
            mayRun.acquire();
        } catch (InterruptedException stopped) {
            return;
        }
        String id = RequestContext.currentId();
        seen.add((id == null ? NONE : id) + "/" + TENANT.get());
        RequestContext.CURRENT.tryEnter(RequestContext.begin(new RequestId("leaked-from-the-run-before")));
    }

    private List<String> runs(int number) throws InterruptedException {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            mayRun.release();
            runs.add(WorkerPool.take(seen));
        }
        return runs;
    }

    private ScheduledFuture<?> schedule(boolean fixedRate, ScheduledExecutorService wrapped) {
        return fixedRate
                ? wrapped.scheduleAtFixedRate(this::recordWhenAllowed, 0, 1, TimeUnit.MILLISECONDS)
                : wrapped.scheduleWithFixedDelay(this::recordWhenAllowed, 0, 1, TimeUnit.MILLISECONDS);
    }

    private ScheduledFuture<?> scheduleFrom(
            RequestContext request, boolean fixedRate, ScheduledExecutorService wrapped) {
        return RequestContext.CURRENT.<ScheduledFuture<?>, RuntimeException>call(
                request, () -> TENANT.call("acme", () -> schedule(fixedRate, wrapped)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void byDefaultRunsSeeTheRequestUntilItEndsAndOtherLocalsFromThenOn(boolean fixedRate) throws Exception {
        RequestContext request = RequestContext.begin(new RequestId("r1"));
        ScheduledFuture<?> future = scheduleFrom(request, fixedRate, ContextExecutors.wrap(pool));
        assertThat(runs(3)).containsOnly("r1/acme");
        request.end();
        runs(1); // this one had begun, and waited, before the request ended
        assertThat(runs(3)).containsOnly("none/acme");
        assertThat(future.cancel(false)).isTrue();
    }

    @Test
    void inheritedContextIsSeenAlsoAfterTheRequestHasEnded() throws Exception {
        RequestContext request = RequestContext.begin(new RequestId("r1"));
        ScheduledFuture<?> future = scheduleFrom(request, true, ContextExecutors.wrap(pool, PeriodicContext.INHERIT));
        request.end();
        assertThat(runs(4)).containsOnly("r1/acme");
        assertThat(future.cancel(false)).isTrue();
    }

    @Test
    void withPolicyNoneNoRunEverSeesARequest() throws Exception {
        RequestContext request = RequestContext.begin(new RequestId("r1"));
        ScheduledFuture<?> future = scheduleFrom(request, true, ContextExecutors.wrap(pool, PeriodicContext.NONE));
        assertThat(runs(4)).containsOnly("none/null");
        assertThat(future.cancel(false)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PeriodicContext.class)
    void aTaskScheduledOutsideAnyRequestNeverSeesOne(PeriodicContext policy) throws Exception {
        ScheduledFuture<?> future = schedule(true, ContextExecutors.wrap(pool, policy));
        assertThat(runs(3)).containsOnly("none/null");
        assertThat(future.cancel(false)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PeriodicContext.class)
    void theWorkersOwnContextIsBackAfterEachRun(PeriodicContext policy) throws Exception {
        BlockingQueue<String> afterwards = WorkerPool.queue();
        WorkerPool own = new WorkerPool(afterwards);
        ScheduledFuture<?> future =
                scheduleFrom(RequestContext.begin(new RequestId("r1")), true, ContextExecutors.wrap(own, policy));
        runs(2);
        assertThat(WorkerPool.take(afterwards)).isEqualTo(WorkerPool.OWN);
        assertThat(future.cancel(false)).isTrue();
        own.shutdownNow();
    }

    @Test
    void aRewrappedSchedulerHasTheNewPolicyAndCapturesOnce() throws Exception {
        RequestContext request = RequestContext.begin(new RequestId("r1"));
        ScheduledExecutorService rewrapped =
                ContextExecutors.wrap(ContextExecutors.wrap(pool), PeriodicContext.INHERIT);
        ScheduledFuture<?> future = scheduleFrom(request, true, rewrapped);
        request.end();
        assertThat(runs(2)).containsOnly("r1/acme");
        assertThat(future.cancel(false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEndedRequestIsNotKeptByAPeriodicTaskThatRunsOn(boolean followed) throws Exception {
        try (AsyncHooks.Registration ids = followed ? AsyncHooks.trackIds() : () -> {}) {
            List<ScheduledFuture<?>> futures = new ArrayList<>();
            WeakReference<RequestContext> reference = endedRequest(futures);
            assertThat(runs(2)).contains("none/acme");
            Garbage.awaitCollectionOf(reference);
            assertThat(futures.get(0).cancel(true)).isTrue();
        }
    }

    private WeakReference<RequestContext> endedRequest(List<ScheduledFuture<?>> futures) {
        RequestContext request = RequestContext.begin(new RequestId("r1"));
        request.end();
        futures.add(scheduleFrom(request, true, ContextExecutors.wrap(pool)));
        return new WeakReference<>(request);
    }

    @Test
    void aRunThatThrowsEndsThePeriodAsItDoesWithoutUs() throws Exception {
        Callable<Future<?>> scheduling = () -> ContextExecutors.wrap(pool)
                .scheduleAtFixedRate(
                        () -> {
                            throw new IllegalStateException("first run");
                        },
                        0,
                        1,
                        TimeUnit.MILLISECONDS);
        Future<?> future = scheduling.call();
        assertThat(future)
                .failsWithin(java.time.Duration.ofSeconds(20))
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withRootCauseInstanceOf(IllegalStateException.class);
    }
}
