package io.reqid.benchmarks.suite;

import io.reqid.benchmarks.report.Grid;
import java.util.List;
import java.util.function.Consumer;

/** Cases that are measured together. */
public interface Suite {
    /**
     * Prepares what is measured.
     *
     * @param options what the user asked for
     * @param remarks takes what a reader of the results must know: who is skipped, and how to get what is absent
     * @return the cases, in the order of the table
     * @throws Exception if nothing can be measured; the message is for the user
     */
    List<Case> cases(Options options, Consumer<String> remarks) throws Exception;

    /** {@return what the contenders found in words, once the cases have run} */
    default List<Grid> grids() {
        return List.of();
    }

    /** {@return how many rounds are enough where the user does not say it} */
    default int rounds(Options options) {
        return options.quick() ? 1 : 3;
    }
}
