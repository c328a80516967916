package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@link HandOvers} and the store in jars, since archives and caches take classes from jars alone. */
record ArchivedProgram(Path directory, String classPath) {
    static ArchivedProgram in(Path directory) throws IOException {
        Path store = Path.of(io.reqid.AsyncLocal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path app = Jars.of(directory.resolve("app.jar"), Map.of(), HandOvers.class);
        if (Files.isDirectory(store)) {
            store = Jars.ofDirectory(directory.resolve("store.jar"), store);
        }
        return new ArchivedProgram(directory, app + File.pathSeparator + store);
    }

    Fork.Result run(Fork fork) {
        return fork.classPath(classPath).run(HandOvers.class);
    }

    /** Everything is carried, one line is printed, and the program's classes come from the archive, not from its jar. */
    void assertCarriesAndComesFromArchive(Fork fork) throws IOException {
        Path loaded = directory.resolve("loaded.txt");
        Fork.Result result = run(fork.option("-Xlog:class+load:file=" + loaded));
        // before it, JDK 25 says on standard output that the archive does not know the agent's module
        assertThat(result.out().strip()).as(result.err()).endsWith("12 of 12").doesNotContain("saw");
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .matches("reqid agent \\S+: (\\d+)/\\1 hooks, \\d+ ms");
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" " + HandOvers.class.getName() + " source: shared objects file"))
                .anyMatch(line -> line.contains(" io.reqid.AsyncLocal source: __JVM_DefineClass__"))
                .noneMatch(line -> line.contains(" io.reqid.AsyncLocal source: shared objects file"));
    }
}
