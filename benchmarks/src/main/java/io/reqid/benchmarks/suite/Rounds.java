package io.reqid.benchmarks.suite;

import io.reqid.benchmarks.report.Comparison;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the contenders of a case in turn, round after round: whatever the machine does meanwhile happens to all. */
final class Rounds {
    private final int rounds;
    private final Progress progress;
    private final Consumer<String> remarks;

    Rounds(int rounds, Progress progress, Consumer<String> remarks) {
        this.rounds = rounds;
        this.progress = progress;
        this.remarks = remarks;
    }

    /** {@return what they took; of one that fails, what it took before} */
    Comparison run(Case measured) throws InterruptedException {
        Comparison comparison = new Comparison(
                measured.title(),
                measured.judged(),
                measured.baseline(),
                measured.contenders().stream()
                        .filter(Contender::ours)
                        .map(Contender::name)
                        .toList());
        Set<Contender> failed = new HashSet<>();
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : measured.contenders()) {
                if (!failed.contains(contender)) {
                    progress.show(
                            measured.title() + ", round " + (round + 1) + " of " + rounds + ": " + contender.name());
                    if (!runOnce(comparison, contender, round)) {
                        failed.add(contender);
                    }
                }
            }
        }
        progress.clear();
        return comparison;
    }

    private boolean runOnce(Comparison comparison, Contender contender, int round) throws InterruptedException {
        try {
            comparison.add(contender.name(), round, contender.run());
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            remarks.accept(comparison.title() + ": " + contender.name() + " failed: " + e.getMessage());
            return false;
        }
    }
}
