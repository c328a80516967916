package io.reqid.benchmarks.matrix;

import io.reqid.benchmarks.report.Grid;
import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Contender;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays rows in a JVM of its own and counts what became of them.
 *
 * @param parts of the names of the rows to play; none plays all
 * @param rows the classes of the rows
 * @param outcomes takes what became of each row
 */
record MatrixContender(Path java, Player player, List<String> parts, Path rows, Grid outcomes) implements Contender {
    static final Quantity NOT_RIGHT = new Quantity("not right", "rows");

    private static final Pattern ROW = Pattern.compile("(\\S.*?)((?:\\s+(?:ok|LOST|TIMEOUT|LEAKED|CROSSED|n/a)){5})");
    private static final Pattern CONTRACT = Pattern.compile("(\\S.*?)(\\s+(?:ok|BROKEN))");

    @Override
    public String name() {
        return player.agent().name();
    }

    @Override
    public boolean ours() {
        return player.agent().ours();
    }

    /** The program's exit code is the number of bad rows, so that it says nothing of how it ended. */
    @Override
    public Map<Quantity, Double> run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Outcome> seen = new LinkedHashMap<>();
        process.inputReader().lines().forEach(line -> note(line, seen));
        process.waitFor();
        if (seen.isEmpty()) {
            throw new IOException("no row was played: " + String.join(" ", command()));
        }
        seen.forEach((row, outcome) -> outcomes.add(name(), row, outcome.toString()));
        return counts(seen);
    }

    private static Map<Quantity, Double> counts(Map<String, Outcome> seen) {
        Map<Quantity, Double> counts = new LinkedHashMap<>();
        counts.put(NOT_RIGHT, 0.0);
        for (Outcome outcome : Outcome.values()) {
            double count = seen.values().stream().filter(outcome::equals).count();
            counts.put(new Quantity(outcome.toString(), "rows"), count);
            counts.merge(NOT_RIGHT, outcome == Outcome.RIGHT ? 0 : count, Double::sum);
        }
        return counts;
    }

    private static void note(String line, Map<String, Outcome> seen) {
        for (Pattern pattern : List.of(ROW, CONTRACT)) {
            Matcher row = pattern.matcher(line);
            if (row.matches()) {
                seen.put(row.group(1), Outcome.of(row.group(2)));
                return;
            }
        }
    }

    private List<String> command() {
        List<String> command = player.agent().start(java);
        command.addAll(List.of(
                "--enable-preview", // structured concurrency, where the JDK has it
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=3",
                "-Dmatrix.subject=" + player.subject()));
        String classPath = Stream.concat(
                        Stream.of(System.getProperty("java.class.path"), rows.toString()),
                        player.agent().classPath().stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, "io.reqid.agent.tests.matrix.Matrix"));
        command.addAll(parts);
        return command;
    }
}
