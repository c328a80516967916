package io.reqid.benchmarks.logging;

import io.reqid.Snapshot;
import io.reqid.logback.AsyncMdc;
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
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A task that sees the whole MDC of who hands it over, reads one key of it, and gives its thread back what it had: the map
 * copied and set by hand, and the map in the store. The task goes through a field, as it would go through a queue.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MdcBenchmark implements Runnable {
    /** How many keys there are. */
    @Param("5")
    public int keys;

    /** Whether the map is in the store. */
    @Param("false")
    public boolean inStore;

    private @Nullable Runnable queued;
    private @Nullable String read;

    @Setup
    public void put() {
        LoggerFactory.getILoggerFactory();
        if (inStore && !AsyncMdc.install()) {
            throw new IllegalStateException("the MDC is not in the store");
        }
        for (int i = 0; i < keys; i++) {
            MDC.put("key" + i, "value" + i);
        }
    }

    @Override
    public void run() {
        read = MDC.get("key0");
    }

    @Benchmark
    public @Nullable String handOver() {
        queued = inStore ? Snapshot.capture().wrap(this) : withCopiedMdc(this);
        queued.run();
        return read;
    }

    @Benchmark
    public void putAndRemove() {
        MDC.put("other", "value");
        MDC.remove("other");
    }

    private static Runnable withCopiedMdc(Runnable task) {
        Map<String, String> copied = MDC.getCopyOfContextMap();
        return () -> {
            Map<String, String> previous = MDC.getCopyOfContextMap();
            MDC.setContextMap(copied);
            try {
                task.run();
            } finally {
                MDC.setContextMap(previous);
            }
        };
    }
}
