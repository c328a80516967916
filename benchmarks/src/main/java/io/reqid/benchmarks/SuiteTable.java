package io.reqid.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of suites in {@code suites.txt}, which {@code benchmarks/run} reads too. Immutable. */
final class SuiteTable {
    private static final String RESOURCE = "suites.txt";

    private final List<Entry> entries;

    /**
     * A row.
     *
     * @param flags what the suite knows, in the order to show
     * @param summary what it measures
     */
    record Entry(String name, Set<String> flags, String summary) {}

    private SuiteTable(List<Entry> entries) {
        this.entries = entries;
    }

    static SuiteTable read() {
        try (InputStream in = SuiteTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not beside " + SuiteTable.class.getName());
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new SuiteTable(text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(SuiteTable::entry)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(String line) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != 4) {
            throw new IllegalStateException(RESOURCE + " must have 4 columns, found " + columns.length);
        }
        Set<String> flags = new LinkedHashSet<>(Arrays.asList(columns[2].strip().split(" ")));
        return new Entry(columns[0].strip(), flags, columns[3].strip());
    }

    List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }

    /** {@return the suites, one a line} */
    String list() {
        return entries.stream()
                .map(entry -> String.format("%-8s %s%n", entry.name(), entry.summary()))
                .collect(Collectors.joining());
    }

    /**
     * {@return the row of a suite}
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    Entry named(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown suite; there are " + String.join(", ", names())));
    }
}
