package io.reqid.logback;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own: SLF4J binds itself once a process, and what is tested here happens then. */
final class ForkedJvm {
    private static final List<String> CLASS_PATH =
            Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));

    private ForkedJvm() {}

    /** Runs a main class under a pattern and JVM options; returns what it printed, on either stream. */
    static List<String> run(Path directory, String pattern, Class<?> main, String... options) throws Exception {
        return start(directory, pattern, main, join(CLASS_PATH), options);
    }

    /** The same with the libraries as named modules; the main class stays on the class path. */
    static List<String> runOnModulePath(Path directory, String pattern, Class<?> main, String... options)
            throws Exception {
        List<String> modules = CLASS_PATH.stream().filter(ForkedJvm::isModule).toList();
        List<String> withModules = new ArrayList<>(List.of("-p", join(modules), "--add-modules", "io.reqid.logback"));
        withModules.addAll(List.of(options));
        String tests = Path.of(ForkedJvm.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        return start(directory, pattern, main, tests, withModules.toArray(String[]::new));
    }

    private static boolean isModule(String entry) {
        File file = new File(entry);
        return new File(file, "module-info.class").isFile()
                || file.getName().matches("(correlation-core|logback-classic|logback-core|slf4j-api)-.*\\.jar");
    }

    private static String join(List<String> entries) {
        return String.join(File.pathSeparator, entries);
    }

    private static List<String> start(
            Path directory, String pattern, Class<?> main, String classPath, String... options) throws Exception {
        Path configuration = Files.writeString(
                directory.resolve("logback.xml"),
                "<configuration><appender name='OUT' class='ch.qos.logback.core.ConsoleAppender'><encoder><pattern>"
                        + pattern
                        + "</pattern></encoder></appender><root level='INFO'><appender-ref ref='OUT'/></root>"
                        + "</configuration>");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-Dlogback.configurationFile=" + configuration, "-cp", classPath, main.getName()));
        return finish(new ProcessBuilder(command), directory.resolve("output"));
    }

    private static List<String> finish(ProcessBuilder builder, Path output) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end after 60 s: " + Files.readString(output));
        }
        List<String> lines = Files.readAllLines(output);
        if (process.exitValue() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + ": " + lines);
        }
        return lines;
    }
}
