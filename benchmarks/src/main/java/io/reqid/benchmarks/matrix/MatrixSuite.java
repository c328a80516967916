package io.reqid.benchmarks.matrix;

import io.reqid.benchmarks.report.Grid;
import io.reqid.benchmarks.suite.Case;
import io.reqid.benchmarks.suite.Contender;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The suite {@code matrix}: the agent tests' rows of asynchronous constructs under every contender, each with its own kind
 * of context, and what became of each row.
 */
public final class MatrixSuite implements Suite {
    /** Some of each kind: a pool, a timer, a future, a fork/join pool, a thread, a promise of the JDK's. */
    private static final List<String> QUICK_ROWS =
            List.of("execute", "schedule", "thenApply", "fork", "Thread", "Queue");

    private final Grid outcomes = new Grid("construct");

    /** For the runner. */
    public MatrixSuite() {}

    /** Once: whether an id arrives is no matter of the machine's mood. */
    @Override
    public int rounds(Options options) {
        return 1;
    }

    @Override
    public List<Case> cases(Options options, Consumer<String> remarks) {
        Path rows = Options.target()
                .resolve("../../agent-tests/target/test-classes")
                .normalize();
        if (!Files.isDirectory(rows)) {
            throw new IllegalArgumentException(
                    "no rows in " + rows + "; to get them: mvn -pl agent-tests -am test-compile");
        }
        List<String> parts = options.rows().isEmpty() && options.quick() ? QUICK_ROWS : options.rows();
        List<Contender> contenders = Player.all().stream()
                .filter(player -> player.agent().isThere(remarks))
                .<Contender>map(player -> new MatrixContender(options.java(), player, parts, rows, outcomes))
                .toList();
        return List.of(new Case(title(parts), MatrixContender.NOT_RIGHT, contenders));
    }

    private static String title(List<String> parts) {
        return parts.isEmpty() ? "all rows" : "only rows with one of " + String.join(", ", parts) + " in their names";
    }

    @Override
    public List<Grid> grids() {
        return List.of(outcomes);
    }
}
