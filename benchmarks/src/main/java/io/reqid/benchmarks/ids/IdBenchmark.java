package io.reqid.benchmarks.ids;

import com.github.f4b6a3.ulid.UlidCreator;
import com.github.f4b6a3.uuid.UuidCreator;
import io.reqid.RequestId;
import io.reqid.RequestIdGenerator;
import io.reqid.RequestIdGenerators;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Making the text of an id. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IdBenchmark {
    private static final RequestIdGenerator UUID_V7 = RequestIdGenerators.uuidV7();
    private static final RequestIdGenerator TRACE_ID = RequestIdGenerators.traceId();

    @Benchmark
    public String reqid() {
        return RequestId.next().value();
    }

    @Benchmark
    public String reqidUuidV7() {
        return UUID_V7.next().value();
    }

    @Benchmark
    public String reqidTraceId() {
        return TRACE_ID.next().value();
    }

    @Benchmark
    public String randomUuid() {
        return UUID.randomUUID().toString();
    }

    @Benchmark
    public String ulidCreator() {
        return UlidCreator.getUlid().toString();
    }

    /** The library's way without a {@code SecureRandom}. */
    @Benchmark
    public String ulidCreatorFast() {
        return com.github.f4b6a3.ulid.Ulid.fast().toString();
    }

    @Benchmark
    public String uuidCreatorV7() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /** The library's way without a {@code SecureRandom}. */
    @Benchmark
    public String uuidCreatorV7Fast() {
        return UuidCreator.getTimeOrderedEpochFast().toString();
    }
}
