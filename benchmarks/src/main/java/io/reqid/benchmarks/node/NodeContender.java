package io.reqid.benchmarks.node;

import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Contender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of the programs in {@code programs.js}, in a process of its own. */
record NodeContender(String name, Path script, String program, int millis) implements Contender {
    @Override
    public boolean ours() {
        return false;
    }

    @Override
    public Map<Quantity, Double> run() throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", script.toString(), program, String.valueOf(millis))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (node.waitFor() != 0 || !line.matches("[0-9.e-]+ [0-9.e-]+")) {
            throw new IOException("node ended with status " + node.exitValue());
        }
        int blank = line.indexOf(' ');
        Map<Quantity, Double> values = new LinkedHashMap<>();
        values.put(Quantity.CPU_NANOS, Double.valueOf(line.substring(0, blank)));
        values.put(Quantity.WALL_NANOS, Double.valueOf(line.substring(blank + 1)));
        return values;
    }
}
