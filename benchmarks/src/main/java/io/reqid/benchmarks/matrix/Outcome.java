package io.reqid.benchmarks.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What became of one row under one contender, the best first. */
enum Outcome {
    RIGHT("ok"),
    LOST("LOST"),
    FAILED("TIMEOUT"),
    LEAKED("LEAKED"),
    WRONG("CROSSED"),
    BROKEN("BROKEN");

    private final String verdict;

    Outcome(String verdict) {
        this.verdict = verdict;
    }

    /** {@return the worst of the verdicts on one row, as the program prints them} */
    static Outcome of(String verdicts) {
        List<String> printed = List.of(verdicts.trim().split("\\s+"));
        return Arrays.stream(values())
                .filter(outcome -> printed.contains(outcome.verdict))
                .reduce(RIGHT, (one, other) -> other);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
