package io.reqid.benchmarks;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.reqid.AsyncLocal;
import io.reqid.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.spi.MDCAdapter;

/** The store against what it stands in for: a {@code ThreadLocal} on one thread, a copied MDC from thread to thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class StoreBenchmark {
    private static final int CARRIED = 5;

    /** What a request binds: one local, as {@code RequestContext} does, or a thread local with the same value. */
    @State(Scope.Thread)
    public static class OneValue {
        private static final AsyncLocal<String> LOCAL = AsyncLocal.named("benchmark");
        private static final ThreadLocal<String> THREAD_LOCAL = new ThreadLocal<>();

        private final Deque<io.reqid.Scope> open = new ArrayDeque<>();

        @Setup
        public void bind() {
            open.push(LOCAL.bind("outer"));
            THREAD_LOCAL.set("outer");
        }

        @TearDown
        public void unbind() {
            open.pop().close();
            THREAD_LOCAL.remove();
        }
    }

    /** Five locals and five MDC keys; itself the task, which reads none of them. */
    @State(Scope.Thread)
    public static class FiveValues implements Runnable {
        private final Deque<io.reqid.Scope> open = new ArrayDeque<>();

        /** Logback's own, called directly: on this class path {@code MDC} would answer with our overlay. */
        private final MDCAdapter mdc = new LogbackMDCAdapter();

        private int ran;

        @Setup
        public void bind() {
            for (int i = 0; i < CARRIED; i++) {
                open.push(AsyncLocal.<String>named("benchmark" + i).bind("value" + i));
                mdc.put("key" + i, "value" + i);
            }
        }

        @TearDown
        public void unbind() {
            while (!open.isEmpty()) {
                open.pop().close();
            }
            mdc.clear();
        }

        @Override
        public void run() {
            ran++;
        }
    }

    @Benchmark
    public @Nullable String getAsyncLocal(OneValue state) {
        return OneValue.LOCAL.get();
    }

    @Benchmark
    public @Nullable String getThreadLocal(OneValue state) {
        return OneValue.THREAD_LOCAL.get();
    }

    @Benchmark
    public @Nullable String bindAndCloseAsyncLocal(OneValue state) {
        try (io.reqid.Scope scope = OneValue.LOCAL.bind("inner")) {
            return OneValue.LOCAL.get();
        }
    }

    @Benchmark
    public @Nullable String setAndRestoreThreadLocal(OneValue state) {
        String previous = OneValue.THREAD_LOCAL.get();
        OneValue.THREAD_LOCAL.set("inner");
        try {
            return OneValue.THREAD_LOCAL.get();
        } finally {
            OneValue.THREAD_LOCAL.set(previous);
        }
    }

    @Benchmark
    public int captureWrapAndRun(FiveValues state) {
        Snapshot.capture().wrap(state).run();
        return state.ran;
    }

    @Benchmark
    public int copyMdcWrapAndRun(FiveValues state) {
        withCopiedMdc(state.mdc, state).run();
        return state.ran;
    }

    /** The decorator found in most applications, in the version that gives a thread back what it had. */
    private static Runnable withCopiedMdc(MDCAdapter mdc, Runnable task) {
        Map<String, String> copied = mdc.getCopyOfContextMap();
        return () -> {
            Map<String, String> previous = mdc.getCopyOfContextMap();
            mdc.setContextMap(copied);
            try {
                task.run();
            } finally {
                mdc.setContextMap(previous);
            }
        };
    }
}
