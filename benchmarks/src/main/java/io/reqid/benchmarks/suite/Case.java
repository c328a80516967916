package io.reqid.benchmarks.suite;

import io.reqid.benchmarks.report.Quantity;
import java.util.List;

/**
 * Contenders that do the same.
 *
 * @param title what they do
 * @param judged what the ratios are of
 * @param contenders the first is the baseline
 */
public record Case(String title, Quantity judged, List<Contender> contenders) {
    /**
     * Copies what may change.
     *
     * @throws IllegalArgumentException if there is no contender
     */
    public Case {
        contenders = List.copyOf(contenders);
        if (contenders.isEmpty()) {
            throw new IllegalArgumentException("a case needs at least 1 contender, got 0: " + title);
        }
    }

    String baseline() {
        return contenders.get(0).name();
    }
}
