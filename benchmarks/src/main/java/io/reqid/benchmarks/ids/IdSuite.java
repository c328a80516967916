package io.reqid.benchmarks.ids;

import io.reqid.benchmarks.jmh.JmhContender;
import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Case;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Suite;
import java.util.List;
import java.util.function.Consumer;

/** The suite {@code ids}. */
public final class IdSuite implements Suite {
    /** For the runner. */
    public IdSuite() {}

    @Override
    public List<Case> cases(Options options, Consumer<String> remarks) {
        Class<?> benchmark = IdBenchmark.class;
        return List.of(new Case(
                "next id as text",
                Quantity.CPU_NANOS,
                List.of(
                        JmhContender.peer(options, "UUID.randomUUID", benchmark, "randomUuid"),
                        JmhContender.ours(options, "reqid RequestId.next", benchmark, "reqid"),
                        JmhContender.ours(options, "reqid uuidV7", benchmark, "reqidUuidV7"),
                        JmhContender.ours(options, "reqid traceId", benchmark, "reqidTraceId"),
                        JmhContender.peer(options, "ulid-creator", benchmark, "ulidCreator"),
                        JmhContender.peer(options, "ulid-creator, fast", benchmark, "ulidCreatorFast"),
                        JmhContender.peer(options, "uuid-creator v7", benchmark, "uuidCreatorV7"),
                        JmhContender.peer(options, "uuid-creator v7, fast", benchmark, "uuidCreatorV7Fast"))));
    }

    @Override
    public int rounds(Options options) {
        return options.quick() ? 1 : 5;
    }
}
