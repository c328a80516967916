package io.reqid.agent.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the programs of the package {@code matrix} are run. */
final class Programs {
    static final int FEATURE = Runtime.version().feature();

    private static final int SCOPES = 25;

    private Programs() {}

    /** Opens what the programs look into, and has parallelism on any machine. */
    static Fork prepared(Fork fork) {
        fork.option("--add-opens", "java.base/java.lang=ALL-UNNAMED");
        fork.option("--add-opens", "java.base/java.util.concurrent=ALL-UNNAMED");
        fork.option("-Djava.util.concurrent.ForkJoinPool.common.parallelism=3");
        return FEATURE >= SCOPES ? fork.option("--enable-preview") : fork;
    }

    static Fork.Result run(Fork fork, String program, String... arguments) {
        return prepared(fork.shortLived()).run("io.reqid.agent.tests.matrix." + program, arguments);
    }

    /** Keeps what a program printed where a person can read it after the build. */
    static void keep(String name, Fork.Result result) throws IOException {
        Path file = Path.of("target", name + "-" + FEATURE + ".txt");
        Files.writeString(file, result.out() + result.err());
    }
}
