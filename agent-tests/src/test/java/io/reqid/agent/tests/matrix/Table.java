package io.reqid.agent.tests.matrix;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An aligned table of rows, as plain text. */
final class Table {
    private static final int NAME_WIDTH = 64;

    private final PrintStream out;

    Table(PrintStream out, List<String> heads) {
        this.out = out;
        print("construct", heads);
    }

    void print(String name, List<?> cells) {
        String row = cells.stream()
                .map(cell -> String.format(Locale.ROOT, "%-8s", cell))
                .collect(Collectors.joining(" "));
        out.println(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s %s", name, row)
                .stripTrailing());
    }

    void note(String text) {
        out.println("    " + text);
    }
}
