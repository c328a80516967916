package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(min = JRE.JAVA_25)
class AotCacheTest {
    @TempDir
    Path directory;

    private String classPath;
    private Path cache;

    /** A cache takes classes from jars alone. */
    @BeforeEach
    void writeProgram() throws IOException {
        Path store = Path.of(io.reqid.AsyncLocal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        classPath =
                Jars.of(directory.resolve("app.jar"), Map.of(), HandOvers.class) + java.io.File.pathSeparator + store;
        cache = directory.resolve("app.aot");
    }

    private Fork.Result run(Fork fork) {
        return fork.classPath(classPath).run(HandOvers.class);
    }

    private Fork.Result record(Fork fork) {
        return run(fork.option("-XX:AOTCacheOutput=" + cache));
    }

    /** The JVM takes the application's copy of the store from the cache, past the agent's: a known limit, and no secret. */
    @Test
    void aCacheThatHoldsTheStoreServesAndTheCopyIsReported() {
        Fork.Result recorded = record(Fork.plain().option("--add-modules=java.instrument"));
        assertThat(cache).as(recorded.err()).exists();
        Fork.Result result = run(
                Fork.withAgent().option("--add-modules=java.instrument", "-XX:AOTMode=on", "-XX:AOTCache=" + cache));
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .contains("a second copy of correlation-core is in use")
                .contains(" hooks, ");
    }

    @Test
    void whileACacheIsRecordedTheAgentStaysAwayAndSaysWhatToDo() {
        Fork.Result recorded = record(Fork.withAgent());
        assertThat(recorded.out()).contains("thread: saw nothing");
        assertThat(recorded.err()).contains("reqid agent: is off: an AOT cache is being recorded", "--add-modules");
    }
}
