package io.reqid.benchmarks.suite;

import io.reqid.benchmarks.report.Quantity;
import java.util.Map;

/** One way to do what a case is about. */
public interface Contender {
    /** {@return what tables call it; one of its kind in a case} */
    String name();

    /** {@return whether it is of this project} */
    boolean ours();

    /**
     * Does it once, in a process of its own, and measures.
     *
     * @return what it took
     * @throws Exception if it failed; the message goes into the remarks
     */
    Map<Quantity, Double> run() throws Exception;
}
