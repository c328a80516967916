package io.reqid.benchmarks.agent;

import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Case;
import io.reqid.benchmarks.suite.Contender;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Suite;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The suite {@code agent}: programs without an agent, with ours, OpenTelemetry's and Alibaba's, a JVM for every figure. */
public final class AgentSuite implements Suite {
    private static final int ROUNDS = 7;
    private static final int QUICK_DIVISOR = 20;
    private static final int VIRTUAL_SINCE = 21;
    private static final String VIRTUAL_THREAD = "virtual-thread";

    private static final List<Measure> MEASURES = List.of(
            new Measure("hello", false, 0),
            new Measure("execute", false, 100_000),
            new Measure("execute", true, 100_000),
            new Measure("hop", false, 1_000_000),
            new Measure("hop", true, 1_000_000),
            new Measure("future-chain", false, 1_000_000),
            new Measure("future-chain", true, 1_000_000),
            new Measure("fork-join", false, 4_000_000),
            new Measure("fork-join", true, 4_000_000),
            new Measure("parallel-stream", false, 200_000),
            new Measure(VIRTUAL_THREAD, false, 500_000),
            new Measure(VIRTUAL_THREAD, true, 500_000));

    /**
     * What is measured.
     *
     * @param inContext whether a context is current
     */
    record Measure(String program, boolean inContext, int operations) {
        String title() {
            return program + (inContext ? ", with a context" : "");
        }

        boolean isThere(int feature) {
            return feature >= VIRTUAL_SINCE || !program.equals(VIRTUAL_THREAD);
        }

        /** {@return whether it is the start that counts, and the JVM is to be as its user starts it} */
        boolean isStart() {
            return operations == 0;
        }

        Quantity judged() {
            return isStart() ? ProgramContender.CPU_MILLIS : Quantity.CPU_NANOS;
        }

        /** {@return whether the other one does the same in a context, and this one does not} */
        boolean isPartOf(Measure other) {
            return !inContext && other.inContext && other.program.equals(program);
        }

        Measure shortened() {
            return new Measure(program, inContext, operations / QUICK_DIVISOR);
        }
    }

    /** For the runner. */
    public AgentSuite() {}

    @Override
    public int rounds(Options options) {
        return options.quick() ? 1 : ROUNDS;
    }

    @Override
    public List<Case> cases(Options options, Consumer<String> remarks) {
        List<Agent> agents = Stream.of(Agent.none("none"), Agent.reqid(), Agent.openTelemetry(), Agent.transmittable())
                .filter(agent -> agent.isThere(remarks))
                .toList();
        if (!MEASURES.stream().allMatch(measure -> measure.isThere(options.feature()))) {
            remarks.accept("JDK " + options.feature() + " has no virtual threads, which came with " + VIRTUAL_SINCE);
        }
        return MEASURES.stream()
                .filter(measure -> measure.isThere(options.feature()))
                .filter(measure -> !options.quick() || MEASURES.stream().noneMatch(measure::isPartOf))
                .map(measure -> options.quick() ? measure.shortened() : measure)
                .map(measure -> of(measure, agents, options))
                .toList();
    }

    private static Case of(Measure measure, List<Agent> agents, Options options) {
        List<Contender> contenders = agents.stream()
                .<Contender>map(agent -> new ProgramContender(options.java(), agent, measure))
                .toList();
        return new Case(measure.title(), measure.judged(), contenders);
    }
}
