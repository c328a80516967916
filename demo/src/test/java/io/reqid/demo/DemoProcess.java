package io.reqid.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The demo in a process of its own, as its user starts it. */
final class DemoProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    DemoProcess(Path logs, String... arguments) throws IOException {
        this(logs, onClassPath(System.getProperty("java.class.path")), arguments);
    }

    /** The demo with its agent, given on the command line. */
    static DemoProcess withAgent(Path logs, String... arguments) throws IOException {
        List<String> start = new ArrayList<>(onClassPath(System.getProperty("java.class.path")));
        start.add(0, "-javaagent:" + Path.of("target", "lib", "reqid-agent.jar"));
        return new DemoProcess(logs, start, arguments);
    }

    static List<String> onClassPath(String classPath) {
        return List.of("-cp", classPath, Main.class.getName());
    }

    /** The demo, started by what stands between the JVM's name and the demo's arguments. */
    DemoProcess(Path logs, List<String> start, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dshop.logs=" + logs);
        command.addAll(start);
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** {@return everything that it still prints} */
    List<String> lines() {
        return output.lines().toList();
    }

    /** {@return the next line that contains a text} */
    String lineWith(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("the demo ended without printing \"" + text + "\"");
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
