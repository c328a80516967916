package io.reqid.benchmarks;

import io.reqid.benchmarks.agent.AgentSuite;
import io.reqid.benchmarks.handler.HandlerSuite;
import io.reqid.benchmarks.ids.IdSuite;
import io.reqid.benchmarks.logging.LoggingSuite;
import io.reqid.benchmarks.matrix.MatrixSuite;
import io.reqid.benchmarks.node.NodeSuite;
import io.reqid.benchmarks.search.SearchSuite;
import io.reqid.benchmarks.store.StoreSuite;
import io.reqid.benchmarks.suite.Options;
import io.reqid.benchmarks.suite.Run;
import io.reqid.benchmarks.suite.Suite;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code benchmarks/run} starts: {@code Main SUITE FLAG...}, from the jar of the benchmarks. */
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final Map<String, Suite> SUITES = Map.of(
            "store", new StoreSuite(),
            "ids", new IdSuite(),
            "logging", new LoggingSuite(),
            "handler", new HandlerSuite(),
            "node", new NodeSuite(),
            "search", new SearchSuite(),
            "agent", new AgentSuite(),
            "matrix", new MatrixSuite());

    private Main() {}

    /**
     * Runs a suite; ends with status 1 if something failed and 2 if the arguments are wrong.
     *
     * @param arguments the name of the suite, and its flags; nothing lists the suites
     * @throws Exception if the suite ends so
     */
    public static void main(String[] arguments) throws Exception {
        SuiteTable table = SuiteTable.read();
        if (arguments.length == 0) {
            System.out.print(table.list());
            return;
        }
        try {
            List<String> flags = Arrays.asList(arguments).subList(1, arguments.length);
            System.exit(run(table.named(arguments[0]), flags) ? 0 : FAILED);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/run: " + e.getMessage());
            System.exit(USAGE);
        }
    }

    /** {@return the names of all that can be run} */
    static Set<String> names() {
        return SUITES.keySet();
    }

    private static boolean run(SuiteTable.Entry entry, List<String> flags) throws Exception {
        Suite suite = SUITES.get(entry.name());
        if (suite == null) {
            throw new IllegalStateException("nothing runs the suite " + entry.name());
        }
        Options options = Options.parse(entry.flags(), flags);
        return new Run(entry.name(), suite, flags, options, System.out)
                .run(Options.target().resolve("results"));
    }
}
