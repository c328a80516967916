package io.reqid.agent.tests.matrix;

import java.util.Date;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

/** {@code java.util.Timer}. */
@SuppressWarnings("JavaUtilDate") // what Timer takes
final class TimerRows {
    private static final long MILLIS = 2;
    private static final int RUNS = 3;

    private TimerRows() {}

    static List<Row> rows() {
        return List.of(
                Row.doing(
                        "Timer.schedule, delay",
                        TimerRows::timer,
                        (timer, work) -> timer.schedule(new Times(1, work), MILLIS)),
                Row.doing(
                        "Timer.schedule, date",
                        TimerRows::timer,
                        (timer, work) -> timer.schedule(new Times(1, work), new Date())),
                Row.doing(
                                "Timer.schedule, period",
                                TimerRows::timer,
                                (timer, work) -> timer.schedule(new Times(RUNS, work), MILLIS, MILLIS))
                        .runs(RUNS),
                Row.doing(
                                "Timer.schedule, date and period",
                                TimerRows::timer,
                                (timer, work) -> timer.schedule(new Times(RUNS, work), new Date(), MILLIS))
                        .runs(RUNS),
                Row.doing(
                                "Timer.scheduleAtFixedRate",
                                TimerRows::timer,
                                (timer, work) -> timer.scheduleAtFixedRate(new Times(RUNS, work), MILLIS, MILLIS))
                        .runs(RUNS));
    }

    private static Timer timer() {
        return new Timer(true);
    }

    /** Cancels itself after so many runs. */
    private static final class Times extends TimerTask {
        private final Runnable work;
        private int left;

        Times(int times, Runnable work) {
            this.left = times;
            this.work = work;
        }

        @Override
        public void run() {
            left--;
            if (left == 0) {
                cancel();
            }
            work.run();
        }
    }
}
