package io.reqid.benchmarks.matrix;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays the agent tests' rows of asynchronous constructs under every contender, each with its own kind of context, and says
 * what became of each row: right, lost, leaked, wrong, failed, or a contract of the JDK's broken.
 *
 * <p>Arguments: {@code --jdk HOME} (of the JVMs that play; default this one's), then parts of the names of the rows to play
 * (default all).
 */
public final class MatrixSuite {
    private static final long LIMIT_MINUTES = 60;
    private static final Pattern ROW = Pattern.compile("(\\S.*?)((?:\\s+(?:ok|LOST|TIMEOUT|LEAKED|CROSSED|n/a)){5})");
    private static final Pattern CONTRACT = Pattern.compile("(\\S.*?)(\\s+(?:ok|BROKEN))");

    private final Path java;
    private final List<String> parts;
    private final Path rows;
    private final Map<String, Map<String, Outcome>> outcomes = new LinkedHashMap<>();

    private MatrixSuite(Path java, List<String> parts, Path rows) {
        this.java = java;
        this.parts = parts;
        this.rows = rows;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = new ArrayList<>(List.of(arguments));
        Path home = Path.of(System.getProperty("java.home"));
        int jdk = given.indexOf("--jdk");
        if (jdk >= 0) {
            home = Path.of(given.remove(jdk + 1));
            given.remove(jdk);
        }
        Path target = target();
        Path rows = target.resolve("../../agent-tests/target/test-classes").normalize();
        if (!Files.isDirectory(rows)) {
            throw new IllegalStateException("no rows in " + rows + "; to get them: mvn -pl agent-tests -am test-compile");
        }
        MatrixSuite suite = new MatrixSuite(home.resolve("bin").resolve("java"), given, rows);
        suite.play(target);
        System.out.print(suite.markdown());
        Files.writeString(target.resolve("matrix-suite.md"), suite.markdown());
        Files.writeString(target.resolve("matrix-suite.json"), suite.json());
        System.out.println("\nAll rows: " + target.resolve("matrix-suite.md") + " and .json");
    }

    private static Path target() {
        Path jar =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().normalize();
        return Objects.requireNonNull(jar.getParent(), "run this from its jar");
    }

    private void play(Path target) throws IOException, InterruptedException {
        Path ours = target.resolve("../../agent/target/reqid-agent.jar").normalize();
        for (Player player : Player.all(ours, target.resolve("agent-peers"))) {
            if (player.isThere()) {
                play(player);
            } else {
                System.out.println(player.name() + " is skipped; to get it: " + player.remedy());
            }
        }
    }

    private void play(Player player) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(player))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, Outcome> seen = new LinkedHashMap<>();
        process.inputReader().lines().forEach(line -> note(line, seen));
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        if (seen.isEmpty()) {
            System.out.println(player.name() + " failed: " + String.join(" ", command(player)));
        }
        outcomes.put(player.name(), seen);
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

    private List<String> command(Player player) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        player.jar().ifPresent(jar -> command.add("-javaagent:" + jar));
        command.addAll(player.options());
        command.addAll(List.of(
                "--enable-preview", // structured concurrency, where the JDK has it
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=3",
                "-Dmatrix.subject=" + player.subject()));
        String classPath = Stream.concat(
                        Stream.of(System.getProperty("java.class.path"), rows.toString()),
                        player.classPath().stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, "io.reqid.agent.tests.matrix.Matrix"));
        command.addAll(parts);
        return command;
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("\n| of all rows |");
        outcomes.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|").append("---|".repeat(outcomes.size())).append('\n');
        for (Outcome outcome : Outcome.values()) {
            text.append("| ").append(outcome).append(" |");
            outcomes.values().forEach(seen -> text.append(' ')
                    .append(seen.values().stream().filter(outcome::equals).count())
                    .append(" |"));
            text.append('\n');
        }
        text.append("\n| construct |");
        outcomes.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|").append("---|".repeat(outcomes.size())).append('\n');
        names().forEach(name -> text.append("| ").append(name).append(" |").append(cells(name)));
        return text.toString();
    }

    private List<String> names() {
        return outcomes.values().stream()
                .flatMap(seen -> seen.keySet().stream())
                .distinct()
                .toList();
    }

    private String cells(String name) {
        return outcomes.values().stream()
                .map(seen -> seen.containsKey(name) ? seen.get(name).toString() : "–")
                .collect(Collectors.joining(" | ", " ", " |\n"));
    }

    private String json() {
        return outcomes.entrySet().stream()
                .flatMap(player -> player.getValue().entrySet().stream()
                        .map(row -> "  {\"agent\": \"" + player.getKey() + "\", \"construct\": \""
                                + row.getKey().replace("\"", "\\\"") + "\", \"outcome\": \"" + row.getValue() + "\"}"))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
