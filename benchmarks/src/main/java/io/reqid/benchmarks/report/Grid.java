package io.reqid.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found of each contender in words, one a case. Keeps the order in which it was told. Not thread-safe.
 */
public final class Grid {
    private final String title;
    private final List<String> contenders = new ArrayList<>();
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    /**
     * Nothing is known yet.
     *
     * @param title what a case is
     */
    public Grid(String title) {
        this.title = title;
    }

    /** {@return what a case is} */
    public String title() {
        return title;
    }

    /** Notes what was found of a contender; the last word counts. */
    public void add(String contender, String row, String word) {
        if (!contenders.contains(contender)) {
            contenders.add(contender);
        }
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).put(contender, word);
    }

    /** {@return the contenders, in the order of the columns} */
    public List<String> contenders() {
        return List.copyOf(contenders);
    }

    /** {@return the cases, in the order of the rows} */
    public List<String> rows() {
        return List.copyOf(rows.keySet());
    }

    /** {@return what was found of a contender in a case; empty if nothing was} */
    public Optional<String> word(String contender, String row) {
        return Optional.ofNullable(rows.getOrDefault(row, Map.of()).get(contender));
    }
}
