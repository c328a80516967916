package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardProbesTest {
    private static final int VIRTUAL_THREADS = 21;

    @Test
    void noWorkOutlivesItsRequestUnderItsIdAndNothingKeepsARequestInMemory() throws IOException {
        Fork.Result result = Programs.run(Fork.withAgent("linger=0s"), "HardProbes");
        Programs.keep("hard-probes", result);
        assertThat(result.out()).contains("\n0 probes bad");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void whatIsRegisteredToRunLaterGoesWithoutARequestThatHasEndedAtOnce() {
        Fork.Result result = Programs.run(
                Fork.withAgent(),
                "HardProbes",
                "lasting: schedule(this)",
                "lasting: Timer.schedule(new task)",
                "lasting: delayedExecutor");
        assertThat(result.out()).contains("delayedExecutor", "\n0 probes bad");
    }

    @ParameterizedTest
    @CsvSource({"until-request-end, null", "inherit, periodic"})
    void periodicTaskFollowsThePolicyAfterTheEndOfItsRequest(String policy, String after) {
        String out = Programs.run(Fork.withAgent("periodic=" + policy), "PeriodicPolicy")
                .out();
        assertThat(out.lines()).hasSizeGreaterThan(2).allMatch(line -> line.endsWith(": periodic, then " + after));
    }

    @Test
    void periodicTaskSeesNothingUnderThePolicyNone() {
        String out =
                Programs.run(Fork.withAgent("periodic=none"), "PeriodicPolicy").out();
        assertThat(out.lines()).hasSizeGreaterThan(2).allMatch(line -> line.endsWith(": null, then null"));
    }

    @Test
    void shutdownHookSeesNeitherWhoRegisteredItNorWhoEndsTheJvm() {
        assertThat(Programs.run(Fork.withAgent(), "ShutdownHook").out()).isEqualToIgnoringNewLines("hook sees null");
    }

    @Test
    @Tag("stress")
    void hundredThousandVirtualThreadsParkWithoutDeadlockOrWrongId() {
        assumeTrue(Programs.FEATURE >= VIRTUAL_THREADS, "this JDK has virtual threads");
        Fork.Result result = Programs.prepared(Fork.withAgent().option("-Xmx2g"))
                .run("io.reqid.agent.tests.matrix.VirtualThreadStorm");
        assertThat(result.out()).isEqualToIgnoringNewLines("100000 threads, 0 not ended, 0 wrong");
    }
}
