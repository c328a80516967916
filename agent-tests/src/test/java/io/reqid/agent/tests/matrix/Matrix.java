package io.reqid.agent.tests.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints, for every asynchronous construct of the JDK, whether the id follows the work. An argument is part of the names
 * of the rows and contracts to run; none runs all. Exits with the number of bad cells, 100 at most.
 */
final class Matrix {
    private static final int HIGHEST_EXIT_CODE = 100;

    private final Table table;
    private final List<Verdict> all = new ArrayList<>();
    private int rows;

    private Matrix() {
        this.table = new Table(
                System.out,
                Stream.of(Question.values())
                        .map(q -> q.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    public static void main(String[] arguments) throws Exception {
        Matrix matrix = new Matrix();
        for (Row row : Rows.named(arguments)) {
            matrix.run(row);
        }
        System.exit(matrix.summary(Contracts.check(arguments)));
    }

    private void run(Row row) throws InterruptedException {
        Answers answers = new Interview(row).ask();
        table.print(row.name(), answers.verdicts());
        answers.notes().forEach(table::note);
        all.addAll(answers.verdicts());
        rows++;
    }

    private int summary(int broken) {
        System.out.printf(
                Locale.ROOT,
                "%d rows, %d lost, %d leaked, %d crossed, %d contracts broken%n",
                rows,
                count(Verdict.LOST) + count(Verdict.TIMEOUT),
                count(Verdict.LEAKED),
                count(Verdict.CROSSED),
                broken);
        long bad = broken + all.stream().filter(Verdict::isBad).count();
        return (int) Math.min(HIGHEST_EXIT_CODE, bad);
    }

    private long count(Verdict verdict) {
        return all.stream().filter(verdict::equals).count();
    }
}
