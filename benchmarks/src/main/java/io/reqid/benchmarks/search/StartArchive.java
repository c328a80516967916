package io.reqid.benchmarks.search;

import io.reqid.benchmarks.suite.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The archive of classes with which the command starts faster. It is made behind the first call, and would be made beside the
 * first rounds if it were not waited for; it has a place of its own here, so that each run measures the one of its command.
 */
final class StartArchive {
    private static final Path CACHE = Options.target().resolve("search-cache");
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long STEP_MILLIS = 50;

    private StartArchive() {}

    /** {@return the environment in which the command finds it, on a JDK} */
    static Map<String, String> environment(Options options) {
        return Map.of(
                "LC_ALL",
                "C.UTF-8",
                "XDG_CACHE_HOME",
                CACHE.toString(),
                "JAVA_HOME",
                options.jdk().toString(),
                "PATH",
                options.jdk().resolve("bin") + ":" + System.getenv("PATH"));
    }

    /** {@return whether there is one now, after a minute at most} */
    static boolean make(Options options, String command) throws IOException {
        deleteAll();
        ProcessBuilder first = new ProcessBuilder(List.of(command, "--version"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        first.environment().putAll(environment(options));
        try {
            first.start().waitFor();
            long begin = System.nanoTime();
            while (!isThere() && System.nanoTime() - begin < LONGEST_WAIT_NANOS) {
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return isThere();
    }

    private static boolean isThere() throws IOException {
        if (!Files.exists(CACHE)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(CACHE)) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa"));
        } catch (UncheckedIOException changed) {
            return false; // it is being made
        }
    }

    private static void deleteAll() throws IOException {
        if (!Files.exists(CACHE)) {
            return;
        }
        try (Stream<Path> files = Files.walk(CACHE)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
