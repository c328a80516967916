package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MdcSyncTest {
    private static final RequestId A = new RequestId("a");
    private static final RequestId B = new RequestId("b");

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<Map<String, String>> seen = new ArrayList<>();

    private void see() {
        Map<String, String> mdc = MDC.getCopyOfContextMap();
        seen.add(mdc == null ? Map.of() : mdc);
    }

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void taskHasTheMdcAndTheIdOfItsSubmitterAndTheThreadItsOwnAgain() {
        Executor executor = MdcSync.wrap((Executor) pool::add);
        MDC.put("user", "u");
        RequestContext.run(A, () -> executor.execute(this::see));
        MDC.clear();
        MDC.put("worker", "w");
        RequestContext.run(B, () -> pool.remove().run());
        see();
        assertThat(seen).containsExactly(Map.of("user", "u", "reqId", "a"), Map.of("worker", "w"));
    }

    @Test
    void taskThatRunsInItsCallerLeavesTheCallersMdc() {
        Executor executor = MdcSync.wrap((Executor) Runnable::run);
        RequestContext.run(A, () -> {
            try (Scope id = MdcSync.bind()) {
                executor.execute(MDC::clear);
                see();
            }
        });
        assertThat(seen).containsExactly(Map.of("reqId", "a"));
    }

    @Test
    void callerRunsPolicyLeavesTheCallersMdc() {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
        try {
            Executor executor = MdcSync.wrap((Executor) workers);
            RequestContext.run(A, () -> {
                try (Scope id = MdcSync.bind()) {
                    for (int i = 0; i < 1_000; i++) {
                        executor.execute(() -> MDC.put("reqId", "lost"));
                        see();
                    }
                }
            });
            assertThat(seen).hasSize(1_000).containsOnly(Map.of("reqId", "a"));
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void taskSubmittedOutsideARequestHasNoId() {
        Executor executor = MdcSync.wrap((Executor) pool::add);
        executor.execute(this::see);
        MDC.put("reqId", "b");
        RequestContext.run(B, () -> pool.remove().run());
        assertThat(seen).containsExactly(Map.of());
    }

    @Test
    void idThatWasCopiedIntoTheMdcDoesNotOutliveItsRequest() {
        MDC.put("reqId", "old");
        Runnable task = MdcSync.wrap(this::see);
        task.run();
        assertThat(seen).containsExactly(Map.of());
        assertThat(MDC.get("reqId")).isEqualTo("old");
    }

    @Test
    void failureComesOutAndTheMdcIsRestored() {
        IllegalStateException failure = new IllegalStateException("expected");
        MDC.put("user", "u");
        Callable<String> task = MdcSync.wrap((Callable<String>) () -> {
            MDC.clear();
            throw failure;
        });
        assertThat(org.assertj.core.api.Assertions.catchThrowable(task::call)).isSameAs(failure);
        assertThat(MDC.get("user")).isEqualTo("u");
    }

    @Test
    void scopeRestoresWhatWasThereAndClosesOnce() {
        MDC.put("reqId", "before");
        RequestContext.run(A, () -> {
            Scope id = MdcSync.bind();
            assertThat(MDC.get("reqId")).isEqualTo("a");
            id.close();
            assertThat(MDC.get("reqId")).isEqualTo("before");
            MDC.put("reqId", "later");
            id.close();
        });
        assertThat(MDC.get("reqId")).isEqualTo("later");
    }

    @Test
    void everyWayIntoAScheduledExecutorCarriesTheId() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ScheduledExecutorService executor = MdcSync.wrap(timer);
        Callable<String> id = () -> MDC.get("reqId");
        try {
            List<String> ids = RequestContext.call(
                    A,
                    () -> List.of(
                            executor.submit(id).get(),
                            executor.invokeAny(List.of(id)),
                            executor.invokeAny(List.of(id), 10, TimeUnit.SECONDS),
                            executor.invokeAll(List.of(id)).get(0).get(),
                            executor.invokeAll(List.of(id), 10, TimeUnit.SECONDS)
                                    .get(0)
                                    .get(),
                            executor.schedule(id, 0, TimeUnit.SECONDS).get()));
            assertThat(ids).hasSize(6).containsOnly("a");
            RequestContext.call(A, () -> executor.submit(this::see).get());
            RequestContext.call(A, () -> executor.submit(this::see, "done").get());
            RequestContext.call(
                    A, () -> executor.schedule(this::see, 0, TimeUnit.SECONDS).get());
            assertThat(seen).hasSize(3).containsOnly(Map.of("reqId", "a"));
            assertThat(MdcSync.wrap(executor)).isSameAs(executor);
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(timer.isTerminated()).isTrue();
        }
    }
}
