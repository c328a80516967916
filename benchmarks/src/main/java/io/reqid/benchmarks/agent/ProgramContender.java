package io.reqid.benchmarks.agent;

import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Contender;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of the {@link Programs} in a JVM of its own, with an agent or none; says itself what it took. */
record ProgramContender(Path java, Agent agent, AgentSuite.Measure measure) implements Contender {
    static final Quantity CPU_MILLIS = new Quantity("CPU", "ms");

    /** A heap that has been touched, as a server's has: the first touch of a page costs more than what is measured. */
    private static final List<String> TOUCHED_HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    /** By what the programs call them, in the order of the columns. */
    private static final Map<String, Quantity> QUANTITIES = quantities();

    private static Map<String, Quantity> quantities() {
        Map<String, Quantity> quantities = new LinkedHashMap<>();
        quantities.put("cpu_ns", Quantity.CPU_NANOS);
        quantities.put("wall_ns", Quantity.WALL_NANOS);
        quantities.put("bytes", Quantity.BYTES);
        quantities.put("cpu_ms", CPU_MILLIS);
        quantities.put("wall_ms", new Quantity("wall", "ms"));
        quantities.put("classes", new Quantity("classes", "loaded"));
        quantities.put("heap_kb", new Quantity("heap", "KB"));
        return quantities;
    }

    @Override
    public String name() {
        return agent.name();
    }

    @Override
    public boolean ours() {
        return agent.ours();
    }

    @Override
    public Map<Quantity, Double> run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Double> printed = process.inputReader()
                .lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2 && QUANTITIES.containsKey(pair[0]))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
        int status = process.waitFor();
        if (status != 0 || printed.isEmpty()) {
            throw new IOException("ended with status " + status + " and " + printed.size() + " figures: "
                    + String.join(" ", command()));
        }
        Map<Quantity, Double> values = new LinkedHashMap<>();
        QUANTITIES.forEach((key, quantity) -> {
            if (printed.containsKey(key)) {
                values.put(quantity, printed.get(key));
            }
        });
        return values;
    }

    private List<String> command() {
        String classPath = Stream.concat(Stream.of(System.getProperty("java.class.path")), agent.classPath().stream())
                .map(Object::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = agent.start(java);
        if (!measure.isStart()) {
            command.addAll(TOUCHED_HEAP);
        }
        command.addAll(List.of("-cp", classPath, Programs.class.getName(), measure.program(), agent.name()));
        command.addAll(List.of(measure.inContext() ? "context" : "none", String.valueOf(measure.operations())));
        return command;
    }
}
