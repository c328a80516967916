package io.reqid.benchmarks.logging;

import io.reqid.benchmarks.jmh.JmhContender;
import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Case;
import io.reqid.benchmarks.suite.Contender;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Suite;
import java.util.List;
import java.util.function.Consumer;

/** The suite {@code logging}. */
public final class LoggingSuite implements Suite {
    /** For the runner. */
    public LoggingSuite() {}

    @Override
    public List<Case> cases(Options options, Consumer<String> remarks) {
        return List.of(
                line(options, "line by a pattern", LineBenchmark.Target.PATTERN, "info"),
                line(options, "the same behind an AsyncAppender", LineBenchmark.Target.ASYNC, "info"),
                line(options, "line by LogstashEncoder", LineBenchmark.Target.LOGSTASH, "info"),
                line(options, "debug() that is off", LineBenchmark.Target.PATTERN, "disabledDebug"),
                mdc(options, "task that sees 1 MDC key", "handOver", 1),
                mdc(options, "task that sees 5 MDC keys", "handOver", 5),
                mdc(options, "task that sees 10 MDC keys", "handOver", 10),
                mdc(options, "MDC put and remove beside 5 keys", "putAndRemove", 5));
    }

    private static Case line(Options options, String title, LineBenchmark.Target target, String method) {
        return new Case(
                title,
                Quantity.CPU_NANOS,
                List.of(
                        line(options, "no id", LineBenchmark.Source.NONE, target, method),
                        line(options, "MDC.put and %X{reqId}", LineBenchmark.Source.BY_HAND, target, method),
                        line(options, "reqid %reqId", LineBenchmark.Source.REQID, target, method)));
    }

    private static Contender line(
            Options options, String name, LineBenchmark.Source source, LineBenchmark.Target target, String method) {
        Class<?> benchmark = LineBenchmark.class;
        JmhContender contender = source == LineBenchmark.Source.REQID
                ? JmhContender.ours(options, name, benchmark, method)
                : JmhContender.peer(options, name, benchmark, method);
        return contender.with("source", source.name()).with("target", target.name());
    }

    private static Case mdc(Options options, String title, String method, int keys) {
        String count = String.valueOf(keys);
        Class<?> benchmark = MdcBenchmark.class;
        return new Case(
                title,
                Quantity.CPU_NANOS,
                List.of(
                        JmhContender.peer(options, "Logback MDC, copied", benchmark, method)
                                .with("keys", count),
                        JmhContender.ours(options, "reqid, MDC in the store", benchmark, method)
                                .with("keys", count)
                                .with("inStore", "true")));
    }
}
