package io.reqid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar, which names the agent as its {@code Launcher-Agent-Class}. Runs after the jar is made. */
@Timeout(120)
class DemoJarTest {
    private static final String JAR = Path.of("target", "demo.jar").toString();

    @TempDir
    private Path logs;

    @Test
    void jarStartsItsOwnAgentWithoutAWarning() throws Exception {
        try (DemoProcess demo = new DemoProcess(logs, List.of("-jar", JAR), "--bare")) {
            List<String> output = demo.lines();

            assertThat(demo.exitCode()).as(String.join("\n", output)).isZero();
            assertThat(output)
                    .filteredOn(line -> line.contains(" 0 without an id, 0 with a foreign id"))
                    .hasSize(2);
            assertThat(output).filteredOn(line -> line.contains("reqid agent")).hasSize(1);
            assertThat(output).noneMatch(line -> line.startsWith("WARNING") || line.contains(" warning: "));
        }
    }

    @Test
    void sameJarAsAClassPathStartsNone() throws Exception {
        try (DemoProcess demo = new DemoProcess(logs, DemoProcess.onClassPath(JAR), "--bare")) {
            assertThat(demo.lines()).noneMatch(line -> line.contains("reqid agent"));
            assertThat(demo.exitCode()).isEqualTo(1);
        }
    }
}
