package io.reqid.benchmarks.store;

import brave.propagation.CurrentTraceContext;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.propagation.TraceContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.alibaba.ttl.TransmittableThreadLocal;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.reqid.AsyncLocal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.spi.MDCAdapter;

/** Reading a value that was bound some time ago: what every log line does. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GetBenchmark {
    /** A thread-local variable of the JDK. */
    @State(Scope.Thread)
    public static class Plain {
        private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();

        static ThreadLocal<String> local() {
            return LOCAL;
        }

        @Setup
        public void set() {
            LOCAL.set("outer");
        }
    }

    /** What a request binds: one local. */
    @State(Scope.Thread)
    public static class Ours {
        private static final AsyncLocal<String> LOCAL = AsyncLocal.named("benchmark");

        static AsyncLocal<String> local() {
            return LOCAL;
        }

        /** Ends with the JVM. */
        @Setup
        @SuppressWarnings("MustBeClosedChecker")
        public void bind() {
            LOCAL.bind("outer");
        }
    }

    /** A key in OpenTelemetry's context. */
    @State(Scope.Thread)
    public static class OpenTelemetry {
        private static final ContextKey<String> KEY = ContextKey.named("benchmark");

        static ContextKey<String> key() {
            return KEY;
        }

        /** Ends with the JVM. */
        @Setup
        @SuppressWarnings("MustBeClosedChecker")
        public void bind() {
            Context.current().with(KEY, "outer").makeCurrent();
        }
    }

    /** Alibaba's thread-local variable. */
    @State(Scope.Thread)
    public static class Ttl {
        private static final TransmittableThreadLocal<String> LOCAL = new TransmittableThreadLocal<>();

        static ThreadLocal<String> local() {
            return LOCAL;
        }

        @Setup
        public void set() {
            LOCAL.set("outer");
        }
    }

    /** Brave's trace context. */
    @State(Scope.Thread)
    public static class Brave {
        private static final CurrentTraceContext CURRENT = ThreadLocalCurrentTraceContext.create();

        static CurrentTraceContext current() {
            return CURRENT;
        }

        /** Ends with the JVM. */
        @Setup
        @SuppressWarnings("MustBeClosedChecker")
        public void bind() {
            CURRENT.newScope(TraceContext.newBuilder().traceId(1).spanId(2).build());
        }
    }

    /** Logback's own, called directly: on this class path {@code MDC} would answer with our overlay. */
    @State(Scope.Thread)
    public static class Mdc {
        private final MDCAdapter mdc = new LogbackMDCAdapter();

        MDCAdapter adapter() {
            return mdc;
        }

        @Setup
        public void put() {
            mdc.put("reqId", "outer");
        }
    }

    @Benchmark
    public @Nullable String threadLocal(Plain state) {
        return Plain.LOCAL.get();
    }

    @Benchmark
    public @Nullable String reqid(Ours state) {
        return Ours.LOCAL.get();
    }

    @Benchmark
    public @Nullable String openTelemetry(OpenTelemetry state) {
        return Context.current().get(OpenTelemetry.KEY);
    }

    @Benchmark
    public @Nullable String ttl(Ttl state) {
        return Ttl.LOCAL.get();
    }

    @Benchmark
    public @Nullable TraceContext brave(Brave state) {
        return Brave.CURRENT.get();
    }

    @Benchmark
    public @Nullable String mdc(Mdc state) {
        return state.mdc.get("reqId");
    }

    /** On {@link ScopedThreads}. */
    @Benchmark
    public Object scopedValue() throws Throwable {
        return ScopedValues.get();
    }
}
