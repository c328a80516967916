package io.reqid.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes every single figure of a report, for programs to read. */
public final class Json {
    private Json() {}

    /** {@return the report as JSON} */
    public static String of(Report report) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("suite", report.suite());
        root.put("circumstances", report.circumstances());
        root.put("remarks", report.remarks());
        root.put(
                "comparisons",
                report.comparisons().stream().map(Json::comparison).toList());
        root.put("grids", report.grids().stream().map(Json::grid).toList());
        return value(root, "\n") + "\n";
    }

    private static Map<String, Object> comparison(Comparison comparison) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("case", comparison.title());
        object.put("baseline", comparison.baseline());
        object.put("ratioOf", comparison.judged().name());
        object.put(
                "contenders",
                comparison.contenders().stream()
                        .map(contender -> contender(comparison, contender))
                        .toList());
        return object;
    }

    private static Map<String, Object> grid(Grid grid) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String row : grid.rows()) {
            Map<String, Object> words = new LinkedHashMap<>();
            grid.contenders()
                    .forEach(contender -> grid.word(contender, row).ifPresent(word -> words.put(contender, word)));
            object.put(row, words);
        }
        return Map.of(grid.title(), object);
    }

    private static Map<String, Object> contender(Comparison comparison, String contender) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", contender);
        object.put("ours", comparison.isOurs(contender));
        comparison.ratio(contender).ifPresent(ratio -> {
            object.put("ratio", ratio.median());
            object.put("ratioError", ratio.error());
        });
        List<Object> measured = new ArrayList<>();
        for (Quantity quantity : comparison.quantities()) {
            comparison.figure(contender, quantity).ifPresent(figure -> {
                Map<String, Object> column = new LinkedHashMap<>();
                column.put("quantity", quantity.name());
                column.put("unit", quantity.unit());
                column.put("median", figure.median());
                column.put("error", figure.error());
                column.put("rounds", comparison.rounds(contender, quantity).values());
                measured.add(column);
            });
        }
        object.put("measured", measured);
        return object;
    }

    private static String value(Object value, String lineFeed) {
        String inner = lineFeed + "  ";
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> inner + string(entry.getKey()) + ": " + value(entry.getValue(), inner))
                    .collect(Collectors.joining(",", "{", lineFeed + "}"));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(element -> value(element, inner)).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : string(value);
    }

    private static String string(Object text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.toString().chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
