package io.reqid.agent.tests.matrix;

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** A task with an order, due at once. */
class Ranked implements Runnable, Delayed {
    private final int rank;
    private final Runnable work;

    Ranked(int rank, Runnable work) {
        this.rank = rank;
        this.work = work;
    }

    @Override
    public void run() {
        work.run();
    }

    @Override
    public final long getDelay(TimeUnit unit) {
        return 0;
    }

    @Override
    public final int compareTo(Delayed other) {
        return Integer.compare(rank, ((Ranked) other).rank);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return rank;
    }
}
