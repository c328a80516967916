package io.reqid.agent.tests.chaos;

import java.util.TimerTask;
import java.util.concurrent.Future;

/**
 * The lines of a periodic task that ends after a few runs: each sees the context that the task was scheduled in, as long
 * as the request has not ended, and no request afterwards.
 */
final class Ticks extends TimerTask {
    private static final int RUNS = 3;

    private final Hop hop;
    private final Timed timed = new Timed();
    private int left = RUNS;
    private boolean endWasSeen;
    private volatile Future<?> future;

    Ticks(Hop hop) {
        this.hop = hop;
        for (int i = 0; i < RUNS; i++) {
            hop.request().await(hop.step().construct());
        }
    }

    void cancelBy(Future<?> scheduled) {
        future = scheduled;
    }

    @Override
    public void run() {
        if (left > 0) {
            left--;
            print();
            hop.request().over();
        }
        if (left == 0) {
            stop();
        }
    }

    private void print() {
        Expected now = timed.again(hop.expected(), endWasSeen);
        endWasSeen = timed.hasEnded();
        hop.ledger().line(hop.step(), now);
    }

    /** The future may not be known yet at the first run; then a later one cancels it. */
    private void stop() {
        Future<?> scheduled = future;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        cancel();
    }
}
