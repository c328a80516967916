package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random graphs of asynchronous constructs, thousands of requests at once: every line has the id of its request. */
class ChaosTest {
    private static final String CHAOS = "io.reqid.agent.tests.chaos.Chaos";
    private static final Pattern SUMMARY = Pattern.compile("(\\d+) lines, (\\d+) wrong, (\\d+) missing, seed -?\\d+");

    @TempDir
    Path directory;

    @Test
    void everyLineOfRandomGraphsHasItsId() {
        assertAllRight(patient().shortLived().run(CHAOS, "--lines=50000", "--limit=120"), 50_000);
    }

    @Test
    void everyLineHasItsIdWhileTheAsyncGraphIsFollowed() {
        assertAllRight(patient().shortLived().run(CHAOS, "--lines=50000", "--limit=120", "--track"), 50_000);
    }

    @Test
    void everyLineHasItsIdWhereFuturesUseAThreadPerTask() {
        assertAllRight(patient().shortLived().run(CHAOS, "--lines=20000", "--limit=120", "--parallelism=1"), 20_000);
    }

    @Test
    void everyLineHasItsIdWhereForkJoinTasksHaveNoField() throws IOException {
        Path early = Jars.of(
                directory.resolve("early.jar"),
                Map.of("Premain-Class", EarlyForkJoin.class.getName()),
                EarlyForkJoin.class);
        Fork fork = Fork.plain().option("-javaagent:" + early, "-javaagent:" + Fork.agentJar() + "=linger=1h");
        assertAllRight(fork.shortLived().run(CHAOS, "--lines=50000", "--limit=120"), 50_000);
    }

    @Test
    @Tag("stress")
    void everyOneOfAMillionLinesHasItsId() {
        assertAllRight(patient().run(CHAOS, "--lines=1000000", "--limit=240"), 1_000_000);
    }

    @Test
    void withoutTheAgentManyLinesAreFoundToMissTheirId() {
        Fork.Result result = Fork.plain().shortLived().run(CHAOS, "--lines=5000", "--limit=120");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
        MatchResult summary = summary(result);
        assertThat(number(summary, 3)).isGreaterThan(number(summary, 1) / 5);
    }

    /** On a busy machine work that outlives its request may wait for longer than it usually keeps the request's id. */
    private static Fork patient() {
        return Fork.withAgent("linger=1h");
    }

    private static void assertAllRight(Fork.Result result, long lines) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
        MatchResult summary = summary(result);
        System.out.println("ChaosTest: " + summary.group());
        assertThat(number(summary, 1)).isGreaterThanOrEqualTo(lines);
        assertThat(number(summary, 2)).isZero();
        assertThat(number(summary, 3)).isZero();
    }

    private static MatchResult summary(Fork.Result result) {
        return SUMMARY.matcher(result.out()).results().findFirst().orElseThrow(() -> new AssertionError(result));
    }

    private static long number(MatchResult summary, int group) {
        return Long.parseLong(summary.group(group));
    }
}
