package io.reqid.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a run of a suite found.
 *
 * @param suite the name of the suite
 * @param circumstances machine, JDK, date, commit, command: what a reader has to know, by its name, in the order to show
 * @param comparisons in the order in which they were made
 * @param grids what was found in words
 * @param remarks what was skipped or failed
 */
public record Report(
        String suite,
        Map<String, String> circumstances,
        List<Comparison> comparisons,
        List<Grid> grids,
        List<String> remarks) {
    /** Copies what may change. */
    public Report {
        circumstances = new LinkedHashMap<>(circumstances);
        comparisons = List.copyOf(comparisons);
        grids = List.copyOf(grids);
        remarks = List.copyOf(remarks);
    }
}
