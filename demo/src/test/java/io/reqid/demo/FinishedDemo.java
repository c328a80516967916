package io.reqid.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of the demo to its end, in an empty directory. Tests that only look at what it has printed and logged share one,
 * which takes some ten seconds.
 *
 * @param logs its directory, absolute; stays until the next build
 * @param output what it printed
 */
record FinishedDemo(Path logs, List<String> output, int exitCode) {
    private static final class Shared {
        static final FinishedDemo RUN = run();
    }

    static FinishedDemo shared() {
        return Shared.RUN;
    }

    private static FinishedDemo run() {
        Path logs = Path.of("target", "finished-demo-" + Runtime.version().feature())
                .toAbsolutePath();
        try {
            empty(logs);
            try (DemoProcess demo = new DemoProcess(logs)) {
                return new FinishedDemo(logs, demo.lines(), demo.exitCode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void empty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> old = Files.list(directory)) {
            for (Path each : old.toList()) {
                Files.delete(each);
            }
        }
    }
}
