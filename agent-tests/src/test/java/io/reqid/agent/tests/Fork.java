package io.reqid.agent.tests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own, the same that runs the tests, that runs a main class of the tests, with or without the agent. */
public final class Fork {
    private static final long LIMIT_MINUTES = 10;

    private final List<String> options = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");

    private Fork() {}

    public static Fork plain() {
        Fork fork = new Fork();
        fork.classPath = withoutAgent(fork.classPath);
        return fork;
    }

    public static Fork withAgent() {
        return withAgent("");
    }

    /** A fork with the agent and its options, as they are written after the {@code =}. */
    public static Fork withAgent(String agentOptions) {
        return plain().option("-javaagent:" + agentJar() + (agentOptions.isEmpty() ? "" : "=" + agentOptions));
    }

    public static Path agentJar() {
        return Path.of(System.getProperty("reqid.agent.jar")).normalize();
    }

    /** The application's class path holds the application alone, as a user's does. */
    private static String withoutAgent(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.contains(File.separator + "agent" + File.separator + "target")
                        && !entry.matches(".*[/\\\\]agent-[^/\\\\]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** For a program that lives for seconds, in which the second compiler and G1's threads cost more than they save. */
    public Fork shortLived() {
        return option("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    public Fork option(String... added) {
        options.addAll(Arrays.asList(added));
        return this;
    }

    public Fork classPath(String entries) {
        classPath = entries;
        return this;
    }

    public String classPath() {
        return classPath;
    }

    /** Runs a main class to its end. */
    public Result run(Class<?> main, String... arguments) {
        return run(main.getName(), arguments);
    }

    public Result run(String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    public static Result run(List<String> command) {
        try {
            Path out = Files.createTempFile("fork", ".out");
            Path err = Files.createTempFile("fork", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                return new Result(ended ? process.exitValue() : -1, read(out), read(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** How a fork ended; -1 stands for one that did not end in time. */
    public record Result(int exitCode, String out, String err) {}
}
