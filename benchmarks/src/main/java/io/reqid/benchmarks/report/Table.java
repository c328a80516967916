package io.reqid.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints comparisons as rows of a Markdown table, each when it is done. A new table begins where the columns change. */
public final class Table {
    private List<Quantity> columns = List.of();

    /** Nothing is printed yet. */
    public Table() {}

    /** {@return the whole table of a report, with its circumstances before and its remarks after it} */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        report.circumstances()
                .forEach((name, value) -> text.append("* ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        Table table = new Table();
        report.comparisons().forEach(comparison -> text.append(table.rows(comparison)));
        report.grids().forEach(grid -> text.append(of(grid)));
        if (!report.remarks().isEmpty()) {
            text.append('\n');
            report.remarks().forEach(remark -> text.append("* ").append(remark).append('\n'));
        }
        return text.toString();
    }

    /** {@return a whole table of its own} */
    public static String of(Grid grid) {
        List<String> contenders = grid.contenders();
        StringBuilder text = new StringBuilder("\n| " + grid.title() + " | " + String.join(" | ", contenders) + " |\n");
        text.append("|---|").append("---|".repeat(contenders.size())).append('\n');
        for (String row : grid.rows()) {
            text.append("| ").append(row).append(" |");
            contenders.forEach(contender -> text.append(' ')
                    .append(grid.word(contender, row).orElse("–"))
                    .append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    /** {@return the rows of a comparison, after the head of a table where one is needed} */
    public String rows(Comparison comparison) {
        List<String> rows = new ArrayList<>();
        if (!columns.equals(comparison.quantities())) {
            columns = comparison.quantities();
            rows.add("");
            rows.addAll(head());
        }
        String title = comparison.title();
        for (String contender : comparison.contenders()) {
            rows.add(row(comparison, title, contender));
            title = "";
        }
        return rows.stream().map(row -> row + "\n").collect(Collectors.joining());
    }

    private List<String> head() {
        String names = columns.stream()
                .map(column -> column.name() + " " + column.unit() + " | ")
                .collect(Collectors.joining());
        return List.of("| case | contender | " + names + "ratio |", "|---|---|" + "--:|".repeat(columns.size() + 1));
    }

    private String row(Comparison comparison, String title, String contender) {
        String name = comparison.isOurs(contender) ? "**" + contender + "**" : contender;
        String figures = columns.stream()
                .map(column -> comparison
                        .figure(contender, column)
                        .map(Figure::toString)
                        .orElse("–"))
                .collect(Collectors.joining(" | "));
        return "| " + title + " | " + name + " | " + figures + " | " + ratio(comparison, contender) + " |";
    }

    private static String ratio(Comparison comparison, String contender) {
        return contender.equals(comparison.baseline())
                ? "1"
                : comparison.ratio(contender).map(Figure::toString).orElse("–");
    }
}
