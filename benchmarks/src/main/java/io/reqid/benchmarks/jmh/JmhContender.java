package io.reqid.benchmarks.jmh;

import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Contender;
import io.reqid.benchmarks.suite.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A method that JMH runs in a JVM of its own. Immutable. */
public final class JmhContender implements Contender {
    private static final String BYTES_LABEL = "gc.alloc.rate.norm";

    /**
     * A heap that is all there before the first operation, as that of a server is that has run for a while. Else what
     * allocates pays for each page of the heap that it is the first to touch, which on a virtual machine costs more than
     * anything measured here: 90 ns for 24 bytes.
     */
    private static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch");

    private final Options options;
    private final String name;
    private final Class<?> benchmark;
    private final String method;
    private final boolean ours;
    private final Map<String, String> parameters;
    private final List<String> jvmArguments;

    private JmhContender(
            Options options,
            String name,
            Class<?> benchmark,
            String method,
            boolean ours,
            Map<String, String> parameters,
            List<String> jvmArguments) {
        this.options = options;
        this.name = name;
        this.benchmark = benchmark;
        this.method = method;
        this.ours = ours;
        this.parameters = parameters;
        this.jvmArguments = jvmArguments;
    }

    /** {@return a method of a benchmark that shows what others do} */
    public static JmhContender peer(Options options, String name, Class<?> benchmark, String method) {
        return new JmhContender(options, name, benchmark, method, false, Map.of(), List.of());
    }

    /** {@return a method of a benchmark that shows what this project does} */
    public static JmhContender ours(Options options, String name, Class<?> benchmark, String method) {
        return new JmhContender(options, name, benchmark, method, true, Map.of(), List.of());
    }

    /** {@return the same with a value for a parameter of the benchmark} */
    public JmhContender with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(parameter, value);
        return new JmhContender(options, name, benchmark, method, ours, more, jvmArguments);
    }

    /** {@return the same with a further argument for its JVM} */
    public JmhContender withJvmArgument(String argument) {
        List<String> more = new ArrayList<>(jvmArguments);
        more.add(argument);
        return new JmhContender(options, name, benchmark, method, ours, parameters, more);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean ours() {
        return ours;
    }

    @Override
    public Map<Quantity, Double> run() throws RunnerException {
        RunResult result = new Runner(jmhOptions()).runSingle();
        Map<Quantity, Double> values = new LinkedHashMap<>();
        values.put(Quantity.CPU_NANOS, secondary(result, CpuProfiler.LABEL));
        values.put(Quantity.WALL_NANOS, result.getPrimaryResult().getScore());
        values.put(Quantity.BYTES, secondary(result, BYTES_LABEL));
        return values;
    }

    private static double secondary(RunResult result, String label) {
        Result<?> found = result.getSecondaryResults().get(label);
        if (found == null) {
            throw new IllegalStateException("JMH gave no " + label);
        }
        return found.getScore();
    }

    private String[] allJvmArguments() {
        List<String> all = new ArrayList<>(HEAP);
        all.addAll(jvmArguments);
        if (options.feature() >= 23) { // JMH itself: without this newer JDKs warn
            all.add("--sun-misc-unsafe-memory-access=allow");
        }
        return all.toArray(new String[0]);
    }

    private org.openjdk.jmh.runner.options.Options jmhOptions() {
        TimeValue time = TimeValue.milliseconds(options.quick() ? 200 : 300);
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark.getName() + "." + method) + "$")
                .jvm(options.java().toString())
                .jvmArgs(allJvmArguments())
                .forks(1)
                .warmupForks(0)
                .warmupIterations(options.quick() ? 2 : 4)
                .warmupTime(time)
                .measurementIterations(options.quick() ? 1 : 3)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach((parameter, value) -> builder.param(parameter, value));
        return builder.build();
    }
}
