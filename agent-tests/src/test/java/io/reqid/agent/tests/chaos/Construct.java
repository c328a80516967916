package io.reqid.agent.tests.chaos;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** A way to hand work over, and what became of the lines of the work that was. */
final class Construct {
    private final String name;
    private final int weight;
    private final BooleanSupplier possibleHere;
    private final boolean possibleAnywhere;
    private final HandOver handOver;

    final LongAdder awaited = new LongAdder();
    final LongAdder lines = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder wrong = new LongAdder();
    final LongAdder missing = new LongAdder();

    private Construct(
            String name, int weight, BooleanSupplier possibleHere, boolean possibleAnywhere, HandOver handOver) {
        this.name = name;
        this.weight = weight;
        this.possibleHere = possibleHere;
        this.possibleAnywhere = possibleAnywhere;
        this.handOver = handOver;
    }

    /**
     * {@return a construct}
     *
     * @param name what the report calls it
     * @param weight how often it is drawn; dear constructs, such as new threads, have small ones
     * @param handOver hands work over and does not wait for it
     */
    static Construct of(String name, int weight, HandOver handOver) {
        return new Construct(name, weight, () -> true, true, handOver);
    }

    /** As {@link #of}, with a hand-over that waits for the work: never drawn on a {@link LeafThread}. */
    static Construct waiting(String name, int weight, HandOver handOver) {
        return where(() -> !LeafThread.isCurrent(), name, weight, handOver);
    }

    /** As {@link #of}, with a hand-over that is possible on some threads only. */
    static Construct where(BooleanSupplier possibleHere, String name, int weight, HandOver handOver) {
        return new Construct(name, weight, possibleHere, false, handOver);
    }

    String name() {
        return name;
    }

    int weight() {
        return weight;
    }

    boolean isPossibleHere() {
        return possibleHere.getAsBoolean();
    }

    boolean isPossibleAnywhere() {
        return possibleAnywhere;
    }

    void handOver(Hop hop) {
        try {
            handOver.start(hop);
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** {@return how many lines were awaited and have neither come nor been dropped} */
    long outstanding() {
        return awaited.sum() - lines.sum() - dropped.sum();
    }
}
