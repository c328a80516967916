package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class-data archives of the application, recorded as the JVM wants it: without an agent. */
class ClassDataArchiveTest {
    @TempDir
    Path directory;

    private ArchivedProgram program;
    private Path archive;

    @BeforeEach
    void writeProgram() throws IOException {
        program = ArchivedProgram.in(directory);
        archive = directory.resolve("app.jsa");
    }

    /** With this mode the JVM does not start if it cannot use the archive. */
    private Fork withArchive() {
        return Fork.withAgent().option("-Xshare:on", "-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void anArchiveWrittenAtExitIsUsedAndEverythingIsCarried() throws IOException {
        Fork.Result recorded = program.run(Fork.plain().option("-XX:ArchiveClassesAtExit=" + archive));
        assertThat(archive).as(recorded.err()).exists();
        program.assertCarriesAndComesFromArchive(withArchive());
    }

    @Test
    void anArchiveOfAListOfClassesIsUsedAndEverythingIsCarried() throws IOException {
        Path list = directory.resolve("app.lst");
        program.run(Fork.plain().option("-Xshare:off", "-XX:DumpLoadedClassList=" + list));
        program.run(Fork.plain()
                .option("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive));
        assertThat(archive).exists();
        program.assertCarriesAndComesFromArchive(withArchive());
    }

    /** The JVM's own rule, and its own words. */
    @Test
    void noArchiveIsWrittenWithAnAgent() {
        Fork.Result recorded = program.run(Fork.withAgent().option("-XX:ArchiveClassesAtExit=" + archive));
        assertThat(recorded.out() + recorded.err()).contains("AllowArchivingWithJavaAgent");
        assertThat(archive).doesNotExist();
    }
}
