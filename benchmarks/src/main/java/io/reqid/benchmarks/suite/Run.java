package io.reqid.benchmarks.suite;

import io.reqid.benchmarks.report.BarChart;
import io.reqid.benchmarks.report.Comparison;
import io.reqid.benchmarks.report.Grid;
import io.reqid.benchmarks.report.Json;
import io.reqid.benchmarks.report.Report;
import io.reqid.benchmarks.report.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of a suite: prints the table while it works, and writes {@code NAME-JDK} as JSON, Markdown and SVG. */
public final class Run {
    private final String name;
    private final Suite suite;
    private final List<String> flags;
    private final Options options;
    private final PrintStream out;
    private final List<String> remarks = new ArrayList<>();

    /**
     * Nothing is done yet.
     *
     * @param name the name of the suite
     * @param flags what the user wrote, for the results
     * @param out where the table goes
     */
    public Run(String name, Suite suite, List<String> flags, Options options, PrintStream out) {
        this.name = name;
        this.suite = suite;
        this.flags = List.copyOf(flags);
        this.options = options;
        this.out = out;
    }

    /**
     * Measures everything.
     *
     * @param directory where the results go
     * @return whether something was measured and nothing failed
     * @throws Exception if nothing can be measured, or the results cannot be written; the message is for the user
     */
    public boolean run(Path directory) throws Exception {
        List<Case> cases = suite.cases(options, this::remark).stream()
                .filter(measured -> options.wants(measured.title()))
                .toList();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("no case of the suite " + name + " is left to measure");
        }
        int before = remarks.size();
        int count = options.roundsAsked().orElse(suite.rounds(options));
        Rounds rounds = new Rounds(count, Progress.standard(), this::remark);
        List<Comparison> comparisons = new ArrayList<>();
        Table table = new Table();
        for (Case measured : cases) {
            Comparison comparison = rounds.run(measured);
            if (!comparison.contenders().isEmpty()) { // else all have failed, and the remarks say so
                comparisons.add(comparison);
                out.print(table.rows(comparison));
                out.flush();
            }
        }
        List<Grid> grids = suite.grids();
        grids.forEach(grid -> out.print(Table.of(grid)));
        write(directory, new Report(name, Circumstances.of(name, flags, options, count), comparisons, grids, remarks));
        return remarks.size() == before;
    }

    private void remark(String text) {
        if (!remarks.contains(text)) { // a peer may be missing in several cases
            remarks.add(text);
            out.println(text);
        }
    }

    private void write(Path directory, Report report) throws IOException {
        Files.createDirectories(directory);
        String base = name + "-" + options.feature();
        Files.writeString(directory.resolve(base + ".json"), Json.of(report));
        Files.writeString(directory.resolve(base + ".md"), Table.of(report));
        Files.writeString(directory.resolve(base + ".svg"), BarChart.of(report));
        out.println("\nResults: " + directory.resolve(base) + ".json, .md, .svg");
    }
}
