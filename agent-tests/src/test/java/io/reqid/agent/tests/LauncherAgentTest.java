package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runnable jar that starts its own agent: {@code java -jar app.jar}, and no option. */
class LauncherAgentTest {
    @TempDir
    Path directory;

    private static Fork.Result runJar(Path jar) {
        return Fork.run(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
    }

    private static void assertCarriesAndPrintsOneLine(Fork.Result result) {
        assertThat(result.out().strip()).as(result.err()).isEqualTo("12 of 12");
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .matches("reqid agent \\S+: (\\d+)/\\1 hooks, \\d+ ms");
    }

    @Test
    void aJarBesideTheAgentsNamesItInItsClassPath() throws IOException {
        Files.copy(Fork.agentJar(), directory.resolve("reqid-agent.jar"));
        Path app = Jars.of(
                directory.resolve("app.jar"),
                Map.of(
                        "Main-Class",
                        HandOvers.class.getName(),
                        "Launcher-Agent-Class",
                        "io.reqid.agent.Agent",
                        "Can-Retransform-Classes",
                        "true",
                        "Class-Path",
                        "reqid-agent.jar"),
                HandOvers.class);
        assertCarriesAndPrintsOneLine(runJar(app));
    }

    @Test
    void aJarMayHoldTheAgentsClassesItself() throws IOException {
        Path app = Jars.shaded(
                directory.resolve("app.jar"),
                Fork.agentJar(),
                Map.of(
                        "Main-Class",
                        HandOvers.class.getName(),
                        "Launcher-Agent-Class",
                        "io.reqid.agent.Agent",
                        "Can-Retransform-Classes",
                        "true"),
                HandOvers.class);
        assertCarriesAndPrintsOneLine(runJar(app));
    }
}
