package io.reqid.benchmarks.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the programs without an agent, with ours, OpenTelemetry's and Alibaba's: a JVM for every figure, the contenders
 * in turn, so that whatever the machine does meanwhile happens to all; prints medians, spreads and ratios to none.
 *
 * <p>Arguments: {@code --quick} (few and short runs, to see that it works), {@code --jdk HOME} (of the JVMs to measure; default
 * this one's), {@code --forks N}, {@code --programs A,B} (default all).
 */
public final class AgentSuite {
    private static final int FORKS = 7;
    private static final int QUICK_FORKS = 2;
    private static final int QUICK_DIVISOR = 20;

    /** What is measured: a program, with or without a context, so many operations. */
    private record Measure(String program, String context, int operations) {
        String title() {
            return program + (context.equals("context") ? ", with a context" : "");
        }
    }

    private static final List<Measure> MEASURES = List.of(
            new Measure("hello", "none", 0),
            new Measure("execute", "none", 100_000),
            new Measure("execute", "context", 100_000),
            new Measure("hop", "none", 1_000_000),
            new Measure("hop", "context", 1_000_000),
            new Measure("future-chain", "none", 1_000_000),
            new Measure("future-chain", "context", 1_000_000),
            new Measure("fork-join", "none", 4_000_000),
            new Measure("fork-join", "context", 4_000_000),
            new Measure("parallel-stream", "none", 200_000),
            new Measure("virtual-thread", "none", 500_000),
            new Measure("virtual-thread", "context", 500_000));

    private final Path java;
    private final int forks;
    private final int divisor;
    private final List<Measure> measures;
    private final List<Contender> contenders;
    private final Map<Row, List<Double>> figures = new LinkedHashMap<>();

    /** What one column of figures is of. */
    private record Row(String measure, String quantity, String contender) {}

    private AgentSuite(Path java, int forks, int divisor, List<Measure> measures, List<Contender> contenders) {
        this.java = java;
        this.forks = forks;
        this.divisor = divisor;
        this.measures = measures;
        this.contenders = contenders;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = List.of(arguments);
        boolean quick = given.contains("--quick");
        Path home = Path.of(after(given, "--jdk", System.getProperty("java.home")));
        int forks = Integer.parseInt(after(given, "--forks", String.valueOf(quick ? QUICK_FORKS : FORKS)));
        String programs = after(given, "--programs", "");
        Path target = target();
        AgentSuite suite = new AgentSuite(
                home.resolve("bin").resolve("java"),
                forks,
                quick ? QUICK_DIVISOR : 1,
                measures(programs),
                present(target));
        suite.run();
        System.out.print(suite.table());
        String part = programs.isEmpty() ? "" : "-" + programs.replace(',', '+');
        Path json = target.resolve("agent-suite" + part + ".json");
        Files.writeString(json, suite.json());
        System.out.println("\nAll figures: " + json);
    }

    private static String after(List<String> given, String key, String absent) {
        int index = given.indexOf(key);
        return index < 0 ? absent : given.get(index + 1);
    }

    /** {@return what is measured by the programs with these names, separated by commas; everything if there are none} */
    private static List<Measure> measures(String programs) {
        List<String> named = List.of(programs.split(","));
        List<String> known = MEASURES.stream().map(Measure::program).distinct().toList();
        if (!programs.isEmpty() && !known.containsAll(named)) {
            throw new IllegalArgumentException("--programs must be of " + String.join(",", known));
        }
        return MEASURES.stream()
                .filter(measure -> programs.isEmpty() || named.contains(measure.program()))
                .toList();
    }

    /** {@return the directory that the benchmarks' jar lies in} */
    private static Path target() {
        Path jar =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().normalize();
        return Objects.requireNonNull(jar.getParent(), "run this from its jar");
    }

    private static List<Contender> present(Path target) {
        Path ours = target.resolve("../../agent/target/reqid-agent.jar").normalize();
        List<Contender> all = Contender.all(ours, target.resolve("agent-peers"));
        all.stream()
                .filter(contender -> !contender.isThere())
                .forEach(absent -> System.out.println(absent.name() + " is skipped; to get it: " + absent.remedy()));
        return all.stream().filter(Contender::isThere).toList();
    }

    private void run() throws IOException, InterruptedException {
        for (Measure measure : measures) {
            for (int fork = 0; fork < forks; fork++) {
                for (Contender contender : contenders) {
                    runOnce(measure, contender);
                }
            }
        }
    }

    private void runOnce(Measure measure, Contender contender) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(measure, contender))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        if (process.waitFor() != 0) {
            System.out.println(contender.name() + " failed at " + measure.title() + ": "
                    + String.join(" ", command(measure, contender)));
            return;
        }
        lines.stream()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].matches("[a-z]+_?[a-z]*") && pair[1].matches("-?[0-9.E]+"))
                .filter(pair -> !pair[0].equals("absent"))
                .forEach(pair -> figures.computeIfAbsent(
                                new Row(measure.title(), pair[0], contender.name()), row -> new ArrayList<>())
                        .add(Double.valueOf(pair[1])));
    }

    private List<String> command(Measure measure, Contender contender) {
        String classPath = Stream.concat(
                        Stream.of(System.getProperty("java.class.path")), contender.classPath().stream())
                .map(Object::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(java.toString()));
        contender.jar().ifPresent(jar -> command.add("-javaagent:" + jar));
        command.addAll(contender.options());
        command.addAll(List.of("-cp", classPath, Programs.class.getName(), measure.program(), contender.name()));
        command.addAll(List.of(measure.context(), String.valueOf(measure.operations() / divisor)));
        return command;
    }

    private String table() {
        StringBuilder table = new StringBuilder(
                "\nMedian of " + forks + " forks, ± half the spread, (ratio to none)\n\n| program | figure |");
        contenders.forEach(
                contender -> table.append(' ').append(contender.name()).append(" |"));
        table.append("\n|---|---|").append("---|".repeat(contenders.size())).append('\n');
        figures.keySet().stream()
                .filter(row -> row.contender().equals(Contender.NONE))
                .forEach(row -> table.append(line(row)));
        return table.toString();
    }

    private String line(Row none) {
        return "| " + none.measure() + " | " + none.quantity() + " |"
                + contenders.stream()
                        .map(contender -> cell(none, contender))
                        .collect(Collectors.joining(" |", " ", " |\n"));
    }

    private String cell(Row none, Contender contender) {
        List<Double> values = figures.get(new Row(none.measure(), none.quantity(), contender.name()));
        List<Double> base = figures.getOrDefault(none, List.of());
        if (values == null) {
            return "–";
        }
        String ratio = contender.name().equals(Contender.NONE)
                ? ""
                : String.format(Locale.ROOT, " (%.2f)", median(values) / median(base));
        return String.format(Locale.ROOT, "%.1f ± %.1f%s", median(values), spread(values) / 2, ratio);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static double spread(List<Double> values) {
        return values.stream().mapToDouble(value -> value).max().orElse(0)
                - values.stream().mapToDouble(value -> value).min().orElse(0);
    }

    private String json() {
        return figures.entrySet().stream()
                .map(entry -> String.format(
                        "  {\"program\": \"%s\", \"figure\": \"%s\", \"agent\": \"%s\", \"values\": %s}",
                        entry.getKey().measure(),
                        entry.getKey().quantity(),
                        entry.getKey().contender(),
                        entry.getValue()))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
