package io.reqid.agent.tests.chaos;

import java.util.concurrent.atomic.AtomicInteger;

/** A piece of work that is handed over once: checks what it sees, and hands more work over. */
final class Line implements Runnable, Comparable<Line> {
    private static final int WAITING = 0;
    private static final int RAN = 1;
    private static final int DROPPED = 2;

    private final AtomicInteger state = new AtomicInteger(WAITING);
    private final Request request;
    private final Step step;
    private final Expected expected;
    private final int levels;
    private final long seed;
    private RuntimeException failure;
    private Timed timed;

    /**
     * Makes a line, which its request awaits from now on.
     *
     * @param levels how many more times work may be handed over below this line
     * @param seed what decides about everything below this line
     */
    Line(Request request, Step step, Expected expected, int levels, long seed) {
        this.request = request;
        this.step = step;
        this.expected = expected;
        this.levels = levels;
        this.seed = seed;
        request.await(step.construct());
    }

    /** Has this line throw at its end. */
    Line failing(RuntimeException thrown) {
        failure = thrown;
        return this;
    }

    /** Says that this line is to run later, by a clock. */
    Line timed(Timed known) {
        timed = known;
        return this;
    }

    @Override
    public void run() {
        if (state.compareAndSet(WAITING, RAN)) {
            print();
        } else if (state.get() == RAN) {
            request.ledger().broken(step.construct(), "ran twice, path " + step);
        }
    }

    private void print() {
        try {
            Expected now = timed == null ? expected : timed.once(expected);
            new Node(request, step, now, levels).visit(seed);
        } finally {
            request.over();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Says that this line was cancelled. If it has begun meanwhile, nothing happens. */
    void drop() {
        if (state.compareAndSet(WAITING, DROPPED)) {
            step.construct().dropped.increment();
            request.over();
        }
    }

    @Override
    public int compareTo(Line other) {
        return Long.compare(seed, other.seed);
    }
}
