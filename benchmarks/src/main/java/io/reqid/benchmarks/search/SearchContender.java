package io.reqid.benchmarks.search;

import io.reqid.benchmarks.report.Quantity;
import io.reqid.benchmarks.suite.Contender;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole process that answers a question, timed from outside by bash in milliseconds, and by GNU time for its memory; GNU
 * time's own start counts too, a millisecond for all. The answer is checked each time.
 *
 * @param wanted what the answer must hold; null if the command answers nothing
 * @param before what is run before each time, not measured, and must succeed; empty for nothing
 * @param repeats how many times it is run in a round, for commands that take few milliseconds
 */
record SearchContender(
        Options options,
        String name,
        boolean ours,
        List<String> command,
        @Nullable Wanted wanted,
        List<String> before,
        int repeats)
        implements Contender {
    private static final String SCRIPT = """
            answer="$1" times="$2" repeats="$3"
            shift 3
            TIMEFORMAT='%3R %3U %3S'
            { time for ((i = 0; i < repeats; i++)); do
                "$@" >"$answer" 2>"$answer.errors" </dev/null || exit $?
            done; } 2>"$times"
            """;

    SearchContender(Options options, String name, boolean ours, List<String> command, Wanted wanted) {
        this(options, name, ours, command, wanted, List.of(), 1);
    }

    SearchContender repeated(int times) {
        return new SearchContender(options, name, ours, command, wanted, before, times);
    }

    @Override
    public Map<Quantity, Double> run() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("reqid-search");
        try {
            return run(directory);
        } finally {
            deleteAll(directory);
        }
    }

    private Map<Quantity, Double> run(Path directory) throws IOException, InterruptedException {
        if (!before.isEmpty() && start(before).waitFor() != 0) {
            throw new IOException("what has to be done before it failed: " + String.join(" ", before));
        }
        Path answer = directory.resolve("answer");
        Path times = directory.resolve("times");
        Path memory = directory.resolve("memory");
        List<String> line = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash"));
        line.addAll(List.of(answer.toString(), times.toString(), String.valueOf(repeats)));
        boolean metered = Programs.isThere("time");
        if (metered) {
            line.addAll(List.of("time", "-q", "-o", memory.toString(), "-f", "%M"));
        }
        line.addAll(command);
        int status = start(line).waitFor();
        if (status != 0) {
            throw new IOException(
                    "it ended with status " + status + ": " + firstLine(directory.resolve("answer.errors")));
        }
        if (wanted != null) {
            wanted.check(Files.readString(answer, StandardCharsets.ISO_8859_1));
        }
        return values(times, metered ? memory : null);
    }

    private Map<Quantity, Double> values(Path times, @Nullable Path memory) throws IOException {
        String[] seconds = Files.readString(times).strip().split(" ", -1);
        Map<Quantity, Double> values = new LinkedHashMap<>();
        values.put(Quantity.WALL_SECONDS, Double.parseDouble(seconds[0]) / repeats);
        values.put(Quantity.CPU_SECONDS, (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])) / repeats);
        if (memory != null) {
            values.put(
                    Quantity.MEMORY, Double.parseDouble(Files.readString(memory).strip()) / 1024);
        }
        return values;
    }

    private Process start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(StartArchive.environment(options));
        return builder.start();
    }

    private static String firstLine(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        String line = text.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
        return line.substring(0, Math.min(line.length(), 200));
    }

    private static void deleteAll(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
