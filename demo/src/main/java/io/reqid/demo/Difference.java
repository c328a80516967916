package io.reqid.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the bare shop twice, in JVMs of their own, without the agent and with it, and shows what that changes. */
final class Difference {
    private static final String SHOWN_ORDER = Order.number(1) + ": ";

    private final PrintStream out;
    private final Path agent = besideOwnClasses("lib", "reqid-agent.jar");

    Difference(PrintStream out) {
        this.out = out;
    }

    private static Path besideOwnClasses(String directory, String file) {
        try {
            Path classes = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling(directory).resolve(file);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the demo's own classes have no place", e);
        }
    }

    /** {@return where the agent's jar must be} */
    Path agent() {
        return agent;
    }

    boolean isPossible() {
        return Files.isRegularFile(agent);
    }

    /** {@return whether lines went wrong without the agent, and none did with it} */
    boolean show() throws IOException, InterruptedException {
        out.println(
                "The shop hands its work over by ExecutorService, CompletableFuture, Timer and Thread, all of the JDK.");
        Run without = run("without the agent", List.of());
        Run with = run("with the agent", List.of("-javaagent:" + agent));
        title("The difference");
        out.println("without the agent: " + without.verdict());
        out.println("with the agent: " + with.verdict());
        return !without.verdict().isClean() && with.verdict().isClean() && with.exitCode() == 0;
    }

    private record Run(Verdict verdict, int exitCode) {}

    private Run run(String name, List<String> options) throws IOException, InterruptedException {
        title("One order, " + name);
        Process shop = new ProcessBuilder(command(name.replace(' ', '-'), options))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = shop.inputReader(StandardCharsets.UTF_8)) {
            Verdict verdict = follow(output, name);
            return new Run(verdict, shop.waitFor());
        } finally {
            shop.destroy();
        }
    }

    private static List<String> command(String logs, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dshop.logs=" + Path.of(System.getProperty("shop.logs", "logs"), logs));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(Mode.BARE.commandLine());
        return command;
    }

    /** Shows the lines of one order, and {@return the verdict on the log in the pattern format, which is printed first} */
    private Verdict follow(BufferedReader output, String name) {
        List<Verdict> verdicts = new ArrayList<>();
        output.lines().forEach(line -> {
            if (verdicts.isEmpty() && line.contains(SHOWN_ORDER)) {
                out.println(line);
            }
            Verdict.atEndOf(line).ifPresent(verdicts::add);
        });
        if (verdicts.isEmpty()) {
            throw new IllegalStateException("the shop " + name + " ended before it was judged");
        }
        return verdicts.get(0);
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
    }
}
