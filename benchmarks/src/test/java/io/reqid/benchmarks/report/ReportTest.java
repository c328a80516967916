package io.reqid.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The three ways in which a report is written. */
class ReportTest {
    private static final String HOSTILE = "<peer> & \"friends\"\n";

    private static Report report() {
        Comparison comparison = new Comparison("get", Quantity.CPU_NANOS, HOSTILE, List.of("ours"));
        for (int round = 0; round < 3; round++) {
            Map<Quantity, Double> values = new LinkedHashMap<>();
            values.put(Quantity.CPU_NANOS, 4.0);
            comparison.add(HOSTILE, round, values);
            values.put(Quantity.CPU_NANOS, 1.0 + round);
            values.put(Quantity.BYTES, 24.0);
            comparison.add("ours", round, values);
        }
        Grid grid = new Grid("construct");
        grid.add(HOSTILE, "execute", "lost");
        grid.add("ours", "execute", "right");
        grid.add("ours", "fork", "right");
        return new Report("store", Map.of("JDK", "17"), List.of(comparison), List.of(grid), List.of("wrk is skipped"));
    }

    @Test
    void tableHasARowForEachContenderAndAColumnForEachQuantity() {
        assertThat(Table.of(report()).lines())
                .containsSubsequence(
                        "* JDK: 17",
                        "| case | contender | CPU ns | heap B | ratio |",
                        "|---|---|--:|--:|--:|",
                        "|  | **ours** | 2.00 ± 1.00 | 24.0 ± 0.0 | 0.50 ± 0.25 |",
                        "* wrk is skipped");
    }

    @Test
    void whatWasFoundInWordsHasATableOfItsOwn() {
        assertThat(Table.of(report().grids().get(0)).replace(HOSTILE, "peer").lines())
                .containsExactly(
                        "",
                        "| construct | peer | ours |",
                        "|---|---|---|",
                        "| execute | lost | right |",
                        "| fork | – | right |");
        assertThat(Table.of(report())).contains("| fork | – | right |");
        assertThat(Json.of(report()).replaceAll("\\s+", "")).contains("\"fork\":{\"ours\":\"right\"}");
    }

    @Test
    void newTableBeginsWhereTheColumnsChange() {
        Comparison memory = new Comparison("search", Quantity.MEMORY, "grep", List.of());
        memory.add("grep", 0, Map.of(Quantity.MEMORY, 2.0));
        Table table = new Table();
        table.rows(memory);

        assertThat(table.rows(memory)).doesNotContain("contender");
        assertThat(table.rows(report().comparisons().get(0))).startsWith("\n| case | contender |");
    }

    @Test
    void jsonHoldsEveryRoundAndEscapesText() {
        assertThat(Json.of(report()).replaceAll("\\s+", ""))
                .contains("\"suite\":\"store\"")
                .contains("\"baseline\":\"<peer>&\\\"friends\\\"\\u000a\"")
                .contains("\"rounds\":[1.0,2.0,3.0]")
                .contains("\"ratio\":0.5,\"ratioError\":0.25");
    }

    @Test
    void pictureIsWellFormedAndTheSameForTheSameReport() throws Exception {
        String svg = BarChart.of(report());
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));

        assertThat(picture.getElementsByTagName("rect").getLength()).isEqualTo(2);
        assertThat(svg).isEqualTo(BarChart.of(report()));
    }

    @Test
    void barGoesToTheLeftOfTheBaselineWhereLessIsTaken() throws Exception {
        String svg = BarChart.of(report());

        assertThat(attribute(svg, "<rect class=\"ours\" x=\"")).isLessThan(attribute(svg, "<line class=\"one\" x1=\""));
    }

    private static double attribute(String svg, String before) {
        int from = svg.indexOf(before) + before.length();
        return Double.parseDouble(svg.substring(from, svg.indexOf('"', from)));
    }
}
