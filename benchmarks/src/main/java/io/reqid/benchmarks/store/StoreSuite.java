package io.reqid.benchmarks.store;

import io.reqid.benchmarks.jmh.JmhContender;
import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Case;
import io.reqid.benchmarks.suite.Contender;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The suite {@code store}. */
public final class StoreSuite implements Suite {
    /** For the runner. */
    public StoreSuite() {}

    @Override
    public List<Case> cases(Options options, Consumer<String> remarks) {
        if (options.feature() < ScopedValues.SINCE) {
            remarks.accept("ScopedValue is skipped on JDK " + options.feature() + "; to get it: --jdk HOME of JDK "
                    + ScopedValues.SINCE + " or later");
        }
        return List.of(
                new Case("get", Quantity.CPU_NANOS, get(options)),
                new Case("bind, get, close", Quantity.CPU_NANOS, bind(options)),
                new Case("capture, wrap, run", Quantity.CPU_NANOS, hop(options)),
                new Case("the same with more locals", Quantity.CPU_NANOS, locals(options)),
                new Case("the same with hooks", Quantity.CPU_NANOS, hooks(options)));
    }

    private static List<Contender> get(Options options) {
        Class<?> benchmark = GetBenchmark.class;
        List<Contender> contenders = new ArrayList<>(List.of(
                JmhContender.peer(options, "ThreadLocal", benchmark, "threadLocal"),
                JmhContender.ours(options, "reqid AsyncLocal", benchmark, "reqid"),
                JmhContender.peer(options, "OpenTelemetry Context", benchmark, "openTelemetry"),
                JmhContender.peer(options, "Brave CurrentTraceContext", benchmark, "brave"),
                JmhContender.peer(options, "Alibaba TransmittableThreadLocal", benchmark, "ttl"),
                JmhContender.peer(options, "Logback MDC", benchmark, "mdc")));
        addScopedValue(options, benchmark, contenders);
        return contenders;
    }

    private static List<Contender> bind(Options options) {
        Class<?> benchmark = BindBenchmark.class;
        List<Contender> contenders = new ArrayList<>(List.of(
                JmhContender.peer(options, "ThreadLocal set and restore", benchmark, "threadLocal"),
                JmhContender.ours(options, "reqid bind and close", benchmark, "reqid"),
                JmhContender.ours(options, "reqid run", benchmark, "reqidRun"),
                JmhContender.peer(options, "OpenTelemetry makeCurrent", benchmark, "openTelemetry"),
                JmhContender.peer(options, "Brave newScope", benchmark, "brave"),
                JmhContender.peer(options, "Alibaba set and restore", benchmark, "ttl"),
                JmhContender.peer(options, "Logback MDC put and remove", benchmark, "mdc")));
        addScopedValue(options, benchmark, contenders);
        return contenders;
    }

    private static void addScopedValue(Options options, Class<?> benchmark, List<Contender> contenders) {
        if (options.feature() >= ScopedValues.SINCE) {
            JmhContender scoped = JmhContender.peer(options, "ScopedValue", benchmark, "scopedValue");
            for (String argument : ScopedThreads.JVM_ARGUMENTS) {
                scoped = scoped.withJvmArgument(argument);
            }
            contenders.add(scoped);
        }
    }

    private static List<Contender> hop(Options options) {
        Class<?> benchmark = HopBenchmark.class;
        JmhContender mdc = JmhContender.peer(options, "Logback MDC copied, 1 key", benchmark, "mdc");
        JmhContender more = JmhContender.peer(options, "Logback MDC copied, 5 keys", benchmark, "mdc");
        return List.of(
                JmhContender.peer(options, "OpenTelemetry Context", benchmark, "openTelemetry"),
                JmhContender.ours(options, "reqid Snapshot", benchmark, "reqid"),
                JmhContender.peer(options, "Brave CurrentTraceContext", benchmark, "brave"),
                JmhContender.peer(options, "Micrometer ContextSnapshot", benchmark, "micrometer"),
                JmhContender.peer(options, "Alibaba TtlRunnable", benchmark, "ttl"),
                mdc.with("count", "1"),
                more.with("count", "5"));
    }

    private static List<Contender> locals(Options options) {
        return List.of(locals(options, "1"), locals(options, "10"), locals(options, "100"));
    }

    private static Contender locals(Options options, String count) {
        String name = "reqid, " + count + (count.equals("1") ? " local" : " locals");
        return JmhContender.ours(options, name, HopBenchmark.class, "reqid").with("count", count);
    }

    private static List<Contender> hooks(Options options) {
        return List.of(
                hooks(options, "never", "reqid, never a hook"),
                hooks(options, "gone", "reqid, hook gone again"),
                hooks(options, "on", "reqid, a hook that does nothing"));
    }

    private static Contender hooks(Options options, String value, String name) {
        return JmhContender.ours(options, name, HopBenchmark.class, "reqidWithHooks")
                .with("hooks", value);
    }
}
