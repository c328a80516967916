package io.reqid.benchmarks.report;

import java.util.Locale;
import java.util.Optional;

/**
 * Draws the ratios of a report as horizontal bars: from the line at 1 to the left where a contender takes less than the
 * baseline, to the right where it takes more, each doubling the same width. The same report gives the same bytes; the
 * colours are readable on white and on black, and follow the reader's choice where a viewer tells it.
 */
public final class BarChart {
    private static final int WIDTH = 860;
    private static final int NAMES_WIDTH = 290;
    private static final int FIGURES_WIDTH = 120;
    private static final int TITLE_HEIGHT = 30;
    private static final int ROW_HEIGHT = 20;
    private static final int MARGIN = 14;

    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #4d5761 }
            .title { font-weight: 600 }
            .figure { font-size: 12px }
            .ours { fill: #1a7f5a } .peer { fill: #8a94a0 } .one { stroke: #8a94a0; stroke-dasharray: 3 3 }
            @media (prefers-color-scheme: dark) {
            text { fill: #b3bcc6 } .ours { fill: #3fb98a } .peer { fill: #737d88 }
            }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final double smallest;
    private final double largest;
    private int y = MARGIN;

    private BarChart(double smallest, double largest) {
        this.smallest = smallest;
        this.largest = largest;
    }

    /** {@return the picture as SVG} */
    public static String of(Report report) {
        double smallest = 1;
        double largest = 1;
        for (Comparison comparison : report.comparisons()) {
            for (String contender : comparison.contenders()) {
                double ratio = ratio(comparison, contender).map(Figure::median).orElse(1.0);
                smallest = ratio > 0 ? Math.min(smallest, ratio) : smallest;
                largest = Math.max(largest, ratio);
            }
        }
        // a factor of 2 at least, or noise would fill the picture
        return new BarChart(Math.min(smallest, 0.5), Math.max(largest, 2)).draw(report);
    }

    private String draw(Report report) {
        report.comparisons().forEach(this::group);
        int height = y + MARGIN;
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                                + " role=\"img\" aria-label=\"%s\">",
                        WIDTH,
                        height,
                        WIDTH,
                        height,
                        escaped("Suite " + report.suite() + ": ratios to a baseline, less is better"))
                + "\n"
                + STYLE
                + svg
                + "</svg>\n";
    }

    private void group(Comparison comparison) {
        y += TITLE_HEIGHT;
        text("title", MARGIN, "start", comparison.title() + ": " + judged(comparison));
        int top = y + 6;
        for (String contender : comparison.contenders()) {
            y += ROW_HEIGHT;
            text("name", NAMES_WIDTH - 10, "end", contender);
            ratio(comparison, contender)
                    .ifPresentOrElse(
                            ratio -> bar(ratio, comparison.isOurs(contender), isBaseline(comparison, contender)),
                            () -> text("figure", (int) x(1) + 6, "start", "–"));
        }
        append("<line class=\"one\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", x(1), x(1), top, y + 5);
    }

    private static String judged(Comparison comparison) {
        return comparison.judged().name() + " as a multiple of that of " + comparison.baseline();
    }

    private void bar(Figure ratio, boolean ours, boolean baseline) {
        double from = Math.min(x(ratio.median()), x(1));
        double to = Math.max(x(ratio.median()), x(1));
        append(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\" rx=\"2\"/>",
                ours ? "ours" : "peer", from, y - 10, Math.max(1, to - from));
        text("figure", (int) to + 6, "start", baseline ? "1" : ratio.toString());
    }

    /** The baseline is drawn as what it is: 1, without an error. */
    private static Optional<Figure> ratio(Comparison comparison, String contender) {
        return isBaseline(comparison, contender)
                ? Optional.of(new Figure(1, 0))
                : comparison.ratio(contender).filter(ratio -> ratio.median() > 0);
    }

    private static boolean isBaseline(Comparison comparison, String contender) {
        return contender.equals(comparison.baseline());
    }

    private double x(double ratio) {
        double width = WIDTH - NAMES_WIDTH - FIGURES_WIDTH;
        return NAMES_WIDTH + width * Math.log(ratio / smallest) / Math.log(largest / smallest);
    }

    private void text(String style, int x, String anchor, String text) {
        append("<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", style, x, y, anchor, escaped(text));
    }

    private void append(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
