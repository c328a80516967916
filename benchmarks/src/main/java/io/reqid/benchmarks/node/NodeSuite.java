package io.reqid.benchmarks.node;

import io.reqid.benchmarks.jmh.JmhContender;
import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Case;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Programs;
import io.reqid.benchmarks.suite.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The suite {@code node}. */
public final class NodeSuite implements Suite {
    private static final String SCRIPT = "programs.js";

    /** For the runner. */
    public NodeSuite() {}

    @Override
    public List<Case> cases(Options options, Consumer<String> remarks) throws IOException, InterruptedException {
        if (!Programs.isThere("node")) {
            remarks.accept(Programs.skipped("node", "nodejs"));
            return List.of();
        }
        Path script = Options.target().resolve(SCRIPT);
        try (InputStream in = Objects.requireNonNull(NodeSuite.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Pairing pairing = new Pairing(options, "Node.js " + version(), script);
        return List.of(
                pairing.of("read", "read", "read"),
                pairing.of("run", "run", "run"),
                pairing.of("bind and call", "bind", "bindAndCall"),
                pairing.of("snapshot and call", "snapshot", "snapshotAndCall"),
                pairing.of("await, continuation on the thread", "await", "continuation"),
                pairing.of("setImmediate, hop through an executor", "immediate", "executorHop"));
    }

    private static String version() throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "--version").start();
        String text = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (node.waitFor() != 0 || !text.matches("v[0-9.]+")) {
            throw new IOException("node --version ended with status " + node.exitValue());
        }
        return text.substring(1);
    }

    /** A program of Node.js and what does the same here. */
    private record Pairing(Options options, String node, Path script) {
        Case of(String title, String program, String method) {
            return new Case(
                    title,
                    Quantity.CPU_NANOS,
                    List.of(
                            new NodeContender(node, script, program, options.quick() ? 300 : 1_000),
                            JmhContender.ours(options, "reqid", NodeBenchmark.class, method)));
        }
    }
}
