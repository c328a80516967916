package io.reqid.benchmarks.store;

import brave.propagation.CurrentTraceContext;
import brave.propagation.TraceContext;
import io.opentelemetry.context.Context;
import io.reqid.AsyncLocal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Binding a value where another one is bound, reading it once, and giving the thread back what it had. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BindBenchmark {
    private static final TraceContext INNER =
            TraceContext.newBuilder().traceId(3).spanId(4).build();

    /** Reads the value when it runs. */
    @State(Scope.Thread)
    public static class Body implements Runnable {
        private @Nullable Object read;

        @Override
        public void run() {
            read = GetBenchmark.Ours.local().get();
        }
    }

    /** Reads the scoped value when it runs. */
    @State(Scope.Thread)
    public static class ScopedBody implements Runnable {
        private @Nullable Object read;

        @Override
        public void run() {
            try {
                read = ScopedValues.get();
            } catch (Throwable e) {
                throw new IllegalStateException("the value is bound", e);
            }
        }
    }

    @Benchmark
    public @Nullable String threadLocal(GetBenchmark.Plain state) {
        return setAndRestore(GetBenchmark.Plain.local());
    }

    /** All that Alibaba's documentation asks for. */
    @Benchmark
    public @Nullable String ttl(GetBenchmark.Ttl state) {
        return setAndRestore(GetBenchmark.Ttl.local());
    }

    private static @Nullable String setAndRestore(ThreadLocal<String> local) {
        String previous = local.get();
        local.set("inner");
        try {
            return local.get();
        } finally {
            local.set(previous);
        }
    }

    @Benchmark
    public @Nullable String reqid(GetBenchmark.Ours state) {
        AsyncLocal<String> local = GetBenchmark.Ours.local();
        try (io.reqid.Scope scope = local.bind("inner")) {
            return local.get();
        }
    }

    @Benchmark
    public @Nullable Object reqidRun(GetBenchmark.Ours state, Body body) {
        GetBenchmark.Ours.local().run("inner", body);
        return body.read;
    }

    @Benchmark
    public @Nullable String openTelemetry(GetBenchmark.OpenTelemetry state) {
        try (io.opentelemetry.context.Scope scope = Context.current()
                .with(GetBenchmark.OpenTelemetry.key(), "inner")
                .makeCurrent()) {
            return Context.current().get(GetBenchmark.OpenTelemetry.key());
        }
    }

    @Benchmark
    public @Nullable TraceContext brave(GetBenchmark.Brave state) {
        CurrentTraceContext current = GetBenchmark.Brave.current();
        try (CurrentTraceContext.Scope scope = current.newScope(INNER)) {
            return current.get();
        }
    }

    /** With nothing bound before: the MDC gives nothing back by itself. */
    @Benchmark
    public @Nullable String mdc(GetBenchmark.Mdc state) {
        state.adapter().put("other", "inner");
        try {
            return state.adapter().get("other");
        } finally {
            state.adapter().remove("other");
        }
    }

    /** On {@link ScopedThreads}. */
    @Benchmark
    public @Nullable Object scopedValue(ScopedBody body) throws Throwable {
        ScopedValues.runWhere("inner", body);
        return body.read;
    }
}
