package io.reqid.benchmarks;

import io.reqid.RequestId;
import io.reqid.RequestIdGenerator;
import io.reqid.RequestIdGenerators;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Making an id, against the text of a random UUID. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class IdBenchmark {
    private static final RequestIdGenerator UUID_V7 = RequestIdGenerators.uuidV7();
    private static final RequestIdGenerator TRACE_ID = RequestIdGenerators.traceId();

    @Benchmark
    public String nextRequestId() {
        return RequestId.next().value();
    }

    @Benchmark
    public String nextUuidV7() {
        return UUID_V7.next().value();
    }

    @Benchmark
    public String nextTraceId() {
        return TRACE_ID.next().value();
    }

    @Benchmark
    public String randomUuid() {
        return UUID.randomUUID().toString();
    }
}
