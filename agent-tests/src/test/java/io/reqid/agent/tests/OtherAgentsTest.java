package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Beside the agent of OpenTelemetry, which rewrites the same classes of the JDK. */
@Tag("stress")
class OtherAgentsTest {
    private static final String OURS = "-javaagent:" + Fork.agentJar();
    private static final String THEIRS = "-javaagent:"
            + Path.of(System.getProperty("reqid.opentelemetry.jar")).normalize();

    @Test
    void everyHandOverCarriesWithTheAgentAfterOpenTelemetrys() {
        assertCarriesAll(THEIRS, OURS);
    }

    @Test
    void everyHandOverCarriesWithTheAgentBeforeOpenTelemetrys() {
        assertCarriesAll(OURS, THEIRS);
    }

    private static void assertCarriesAll(String first, String second) {
        Fork.Result result = Fork.plain()
                .option("-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none")
                .option("-Dotel.javaagent.logging=none")
                .option(first, second)
                .run(HandOvers.class);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).as(result.err()).contains("12 of 12");
        assertThat(result.err().lines().filter(line -> line.startsWith("reqid agent")))
                .singleElement()
                .asString()
                .contains(" hooks, ");
    }
}
