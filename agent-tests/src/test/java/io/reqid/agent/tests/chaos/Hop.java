package io.reqid.agent.tests.chaos;

import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One hand-over, as a {@link Construct} sees it: the lines to hand over, and what to hand them to. */
final class Hop {
    private static final int FAILING_ONE_IN = 8;

    private final Request request;
    private final Step step;
    private final Expected expected;
    private final int levels;
    private final SplittableRandom random;

    Hop(Request request, Step step, Expected expected, int levels, SplittableRandom random) {
        this.request = request;
        this.step = step;
        this.expected = expected;
        this.levels = levels;
        this.random = random;
    }

    /** {@return a new line, which must be run once or dropped; it may hand over more} */
    Line line() {
        return new Line(request, step, expected, levels, random.nextLong());
    }

    /** {@return a new line below which nothing is handed over} */
    Line lastLine() {
        return new Line(request, step, expected, 0, random.nextLong());
    }

    /** {@return a new line that may throw at its end, for constructs that keep what their tasks throw} */
    Line failingLine() {
        Line line = line();
        return random.nextInt(FAILING_ONE_IN) == 0 ? line.failing(new OnPurpose(null)) : line;
    }

    /** {@return this hand-over, made outside any request} */
    Hop outside() {
        return new Hop(request, step, Expected.NOTHING, levels, random);
    }

    /** {@return the same hand-over for another thread, with random numbers of its own} */
    Hop apart() {
        return new Hop(request, step, expected, levels, random.split());
    }

    /** Hands a line over that may throw at its end, and that is to run later, by a clock. */
    void later(Consumer<Line> handOver) {
        handOver(handOver, failingLine());
    }

    /** As {@link #later}, with a line that does not throw. */
    void laterWithoutFailing(Consumer<Line> handOver) {
        handOver(handOver, line());
    }

    private static void handOver(Consumer<Line> handOver, Line line) {
        Timed timed = new Timed();
        handOver.accept(line.timed(timed));
        timed.registered();
    }

    /** {@return a delay, in microseconds, never none} */
    int delayMicros() {
        return 1 + random.nextInt(1_000);
    }

    int draw(int bound) {
        return random.nextInt(bound);
    }

    Expected expected() {
        return expected;
    }

    Step step() {
        return step;
    }

    Request request() {
        return request;
    }

    Ledger ledger() {
        return request.ledger();
    }

    Pools pools() {
        return request.world().pools();
    }

    /** {@return one of the shared pools} */
    Executor pool() {
        return pools().any(random);
    }

    /** Has a job done on a thread, and in the context, of another request or of none, soon. */
    void elsewhere(Runnable job) {
        request.world().elsewhere().give(job);
    }

    Shared shared() {
        return request.world().shared();
    }
}
