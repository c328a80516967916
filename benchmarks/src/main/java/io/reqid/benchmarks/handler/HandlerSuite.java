package io.reqid.benchmarks.handler;

import io.reqid.benchmarks.jmh.JmhContender;
import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Case;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Programs;
import io.reqid.benchmarks.suite.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The suite {@code handler}. */
public final class HandlerSuite implements Suite {
    /** For the runner. */
    public HandlerSuite() {}

    @Override
    public List<Case> cases(Options options, Consumer<String> remarks) {
        List<Case> cases = new ArrayList<>();
        Class<?> benchmark = HandlerBenchmark.class;
        cases.add(new Case(
                "request in process",
                Quantity.CPU_NANOS,
                List.of(
                        JmhContender.peer(options, "bare Undertow", benchmark, "bare"),
                        JmhContender.peer(options, "UUID + MDC + header by hand", benchmark, "naive"),
                        JmhContender.ours(options, "reqid RequestIdHandler", benchmark, "reqid"))));
        if (Programs.isThere("wrk")) {
            cases.add(new Case(
                    "request on the wire",
                    Quantity.CPU_NANOS,
                    List.of(
                            new WireContender(options, "bare Undertow", "bare", false),
                            new WireContender(options, "UUID + MDC + header by hand", "naive", false),
                            new WireContender(options, "reqid RequestIdHandler", "reqid", true))));
        } else {
            remarks.accept(Programs.skipped("wrk", "wrk"));
        }
        return cases;
    }

    /** More than usual: what passes over the wire varies more than what does not. */
    @Override
    public int rounds(Options options) {
        return options.quick() ? 1 : 5;
    }
}
