package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A cache that is recorded by the very command line that runs the application afterwards, and one more option. */
@EnabledForJreRange(min = JRE.JAVA_25)
class AotCacheTest {
    @TempDir
    Path directory;

    private ArchivedProgram program;
    private Path cache;

    @BeforeEach
    void writeProgram() throws IOException {
        program = ArchivedProgram.in(directory);
        cache = directory.resolve("app.aot");
    }

    private Fork.Result record(Fork fork) {
        Fork.Result recorded = program.run(fork.option("-XX:AOTCacheOutput=" + cache));
        assertThat(cache).as(recorded.err()).exists();
        return recorded;
    }

    /** With this mode the JVM does not start if it cannot use the cache. */
    private Fork withCache(Fork fork) {
        return fork.option("-XX:AOTMode=on", "-XX:AOTCache=" + cache);
    }

    @Test
    void aCacheRecordedWithTheAgentIsUsedAndEverythingIsCarried() throws IOException {
        record(Fork.withAgent());
        program.assertCarriesAndComesFromArchive(withCache(Fork.withAgent()));
    }

    @Test
    void whileACacheIsRecordedTheAgentRestsAndSaysSo() {
        Fork.Result recorded = record(Fork.withAgent());
        assertThat(recorded.out()).contains("thread: saw nothing");
        assertThat(recorded.err()).contains("reqid agent: rests while an AOT cache is recorded");
    }

    /** The JVM has the application's classes in place before any agent: a known limit, and no secret. */
    @Test
    void aCacheRecordedWithoutTheAgentHoldsTheStoreAndTheCopyIsReported() {
        record(Fork.plain().option("--add-modules=java.instrument"));
        Fork.Result result = program.run(withCache(Fork.withAgent()).option("--add-modules=java.instrument"));
        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .contains("a second copy of correlation-core is in use", "record that with the agent")
                .contains(" hooks, ");
    }
}
