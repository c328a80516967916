package io.reqid.benchmarks.store;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.alibaba.ttl.TtlRunnable;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.opentelemetry.context.Context;
import io.reqid.AsyncHook;
import io.reqid.AsyncHooks;
import io.reqid.AsyncLocal;
import io.reqid.Snapshot;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.spi.MDCAdapter;

/**
 * Carrying to another thread, on one thread: capture what is current, wrap a task, run the wrapped task. The wrapped task
 * goes through a field, as it would go through a queue: else the compiler would see that nobody else has it, and leave it
 * out.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HopBenchmark {
    /** The task, which reads nothing, and the field. */
    @State(Scope.Thread)
    public static class Hand implements Runnable {
        private @Nullable Runnable queued;
        private int ran;

        @Override
        public void run() {
            ran++;
        }

        private int handOver(Runnable wrapped) {
            queued = wrapped;
            queued.run();
            return ran;
        }
    }

    /** So many locals, or keys of the MDC. */
    @State(Scope.Thread)
    public static class Values {
        /** How many. */
        @Param("1")
        public int count;

        private final MDCAdapter mdc = new LogbackMDCAdapter();

        /** Ends with the JVM. */
        @Setup
        @SuppressWarnings("MustBeClosedChecker")
        public void bind() {
            for (int i = 0; i < count; i++) {
                AsyncLocal.<String>named("benchmark" + i).bind("value" + i);
                mdc.put("key" + i, "value" + i);
            }
        }
    }

    /** Hooks that do nothing, and whether they are there. */
    @State(Scope.Thread)
    public static class Hooks {
        /** Never registered, registered once and gone, or there. */
        @Param({"never", "gone", "on"})
        public String hooks = "never";

        /** Ends with the JVM. */
        @Setup
        public void register() {
            if (hooks.equals("never")) {
                return;
            }
            AsyncHooks.Registration registration = AsyncHooks.register(new AsyncHook() {
                @Override
                public void before(long asyncId) {}

                @Override
                public void after(long asyncId) {}
            });
            if (hooks.equals("gone")) {
                registration.close();
            }
        }
    }

    /** Micrometer's registry with one thread-local variable. */
    @State(Scope.Thread)
    public static class Micrometer {
        private final ContextSnapshotFactory factory = ContextSnapshotFactory.builder()
                .contextRegistry(
                        new ContextRegistry().registerThreadLocalAccessor("benchmark", GetBenchmark.Plain.local()))
                .build();
    }

    @Benchmark
    public int reqid(Values values, Hand hand) {
        return hand.handOver(Snapshot.capture().wrap(hand));
    }

    @Benchmark
    public int reqidWithHooks(Values values, Hooks hooks, Hand hand) {
        return hand.handOver(Snapshot.capture().wrap(hand));
    }

    @Benchmark
    public int openTelemetry(GetBenchmark.OpenTelemetry state, Hand hand) {
        return hand.handOver(Context.current().wrap(hand));
    }

    @Benchmark
    public int brave(GetBenchmark.Brave state, Hand hand) {
        return hand.handOver(GetBenchmark.Brave.current().wrap(hand));
    }

    @Benchmark
    public int micrometer(GetBenchmark.Plain state, Micrometer micrometer, Hand hand) {
        return hand.handOver(micrometer.factory.captureAll().wrap(hand));
    }

    @Benchmark
    public int ttl(GetBenchmark.Ttl state, Hand hand) {
        return hand.handOver(TtlRunnable.get(hand));
    }

    @Benchmark
    public int mdc(Values values, Hand hand) {
        return hand.handOver(withCopiedMdc(values.mdc, hand));
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
