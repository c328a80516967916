package io.reqid.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Comparison comparison = new Comparison("get", Quantity.CPU_NANOS, "peer", List.of("ours"));

    @Test
    void ratioIsTheMedianOfTheRatiosOfEachRound() {
        // a slow second round, for both: the ratio of the medians would be 1.5
        add("peer", 0, 2);
        add("peer", 1, 20);
        add("peer", 2, 4);
        add("ours", 0, 1);
        add("ours", 1, 10);
        add("ours", 2, 6);

        assertThat(comparison.ratio("ours")).hasValue(new Figure(0.5, 0.5));
    }

    @Test
    void roundThatTheBaselineHasNotIsLeftOut() {
        add("peer", 1, 2);
        add("ours", 0, 100);
        add("ours", 1, 1);

        assertThat(comparison.ratio("ours")).hasValue(new Figure(0.5, 0));
    }

    @Test
    void withoutABaselineThereIsNoRatio() {
        add("ours", 0, 1);

        assertThat(comparison.ratio("ours")).isEmpty();
        assertThat(comparison.figure("ours", Quantity.CPU_NANOS)).hasValue(new Figure(1, 0));
    }

    @Test
    void baselineThatTakesNothingGivesNoRatio() {
        add("peer", 0, 0);
        add("ours", 0, 1);

        assertThat(comparison.ratio("ours")).isEmpty();
    }

    private void add(String contender, int round, double nanos) {
        comparison.add(contender, round, Map.of(Quantity.CPU_NANOS, nanos));
    }
}
