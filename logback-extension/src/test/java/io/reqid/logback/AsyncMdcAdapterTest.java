package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.reqid.ContextExecutors;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Snapshot;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncMdcAdapterTest {
    private static final RequestId A = new RequestId("a");
    private static final RequestId B = new RequestId("b");

    private final LogbackMDCAdapter threads = new LogbackMDCAdapter();
    private final AsyncMdcAdapter mdc = new AsyncMdcAdapter(threads);
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final Executor executor = ContextExecutors.wrap((Executor) pool::add);

    @AfterEach
    void forget() {
        threads.clear();
    }

    @Test
    void everyKeyFollowsTheTask() {
        RequestContext.run(A, () -> {
            mdc.put("user", "u");
            executor.execute(() -> assertThat(mdc.getPropertyMap()).isEqualTo(Map.of("user", "u", "reqId", "a")));
        });
        RequestContext.run(B, () -> {
            mdc.put("user", "other");
            pool.remove().run();
            assertThat(mdc.get("user")).isEqualTo("other");
        });
    }

    @Test
    void idIsThereToGet() {
        assertThat(mdc.get("reqId")).isNull();
        RequestContext.run(A, () -> assertThat(mdc.get("reqId")).isEqualTo("a"));
    }

    @Test
    void clearInATaskLosesNeitherTheIdNorTheSubmittersValues() {
        RequestContext.run(A, () -> {
            mdc.put("user", "u");
            Snapshot.capture().run(() -> {
                mdc.clear();
                assertThat(mdc.get("reqId")).isEqualTo("a");
                assertThat(mdc.getPropertyMap()).isEqualTo(Map.of("reqId", "a"));
            });
            assertThat(mdc.get("user")).isEqualTo("u");
        });
    }

    @Test
    void whatAChildPutsDoesNotLeakBack() {
        RequestContext.run(A, () -> {
            Snapshot.capture().run(() -> mdc.put("child", "c"));
            assertThat(mdc.get("child")).isNull();
        });
    }

    @Test
    void valuesPutBeforeTheInstallAreKept() {
        threads.put("before", "b");
        assertThat(mdc.get("before")).isEqualTo("b");
        RequestContext.run(A, () -> {
            mdc.put("user", "u");
            assertThat(mdc.getCopyOfContextMap()).isEqualTo(Map.of("before", "b", "user", "u"));
            mdc.remove("before");
            assertThat(mdc.get("before")).isNull();
        });
        assertThat(mdc.get("before")).isEqualTo("b");
    }

    @Test
    void outsideAnyScopeItIsTheThreadsMdc() {
        mdc.put("user", "u");
        assertThat(threads.get("user")).isEqualTo("u");
        mdc.remove("user");
        assertThat(threads.get("user")).isNull();
        mdc.setContextMap(Map.of("user", "v"));
        assertThat(mdc.getKeys()).containsExactly("user");
        mdc.clear();
        assertThat(threads.getKeys()).isNull();
    }

    @Test
    void copyDoesNotContainTheIdAndCanBeSet() {
        RequestContext.run(A, () -> {
            mdc.put("user", "u");
            Map<String, String> copy = mdc.getCopyOfContextMap();
            assertThat(copy).isEqualTo(Map.of("user", "u"));
            mdc.setContextMap(Map.of("other", "o"));
            assertThat(mdc.getPropertyMap()).isEqualTo(Map.of("other", "o", "reqId", "a"));
            mdc.setContextMap(null);
            assertThat(mdc.getPropertyMap()).isEqualTo(Map.of("reqId", "a"));
        });
    }

    @Test
    void mapOfAnEventDoesNotChangeWithTheMdc() {
        RequestContext.run(A, () -> {
            mdc.put("user", "u");
            Map<String, String> ofTheEvent = mdc.getPropertyMap();
            mdc.put("user", "v");
            assertThat(ofTheEvent).containsEntry("user", "u");
        });
    }

    @Test
    void nullKeyIsRefusedAsByLogback() {
        assertThatIllegalArgumentException().isThrownBy(() -> mdc.put(null, "v"));
        mdc.remove(null);
        assertThat(mdc.get(null)).isNull();
    }
}
