package io.reqid.agent.tests.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** {@code ScheduledThreadPoolExecutor}; what it does as a pool is among {@link PoolRows}. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class ScheduledRows {
    private static final int RUNS = 3;
    private static final long MILLIS = 2;

    private ScheduledRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(rows("scheduled pool", () -> new ScheduledThreadPoolExecutor(2)));
        rows.addAll(rows("single-thread scheduled pool", Executors::newSingleThreadScheduledExecutor));
        return rows;
    }

    static List<Row> rows(String name, Row.Opener<ScheduledExecutorService> opener) {
        return List.of(
                Row.returning(
                        name + ": schedule(Runnable)",
                        opener,
                        (pool, work) -> pool.schedule(work, MILLIS, TimeUnit.MILLISECONDS)),
                Row.returning(
                        name + ": schedule(Callable)",
                        opener,
                        (pool, work) -> pool.schedule(Work.callable(work), MILLIS, TimeUnit.MILLISECONDS)),
                Row.returning(
                        name + ": schedule(Runnable) at once",
                        opener,
                        (pool, work) -> pool.schedule(work, 0, TimeUnit.MILLISECONDS)),
                Row.returning(
                                name + ": scheduleAtFixedRate",
                                opener,
                                (pool, work) -> pool.scheduleAtFixedRate(
                                        Work.atMost(RUNS, work), MILLIS, MILLIS, TimeUnit.MILLISECONDS))
                        .runs(RUNS),
                Row.returning(
                                name + ": scheduleWithFixedDelay",
                                opener,
                                (pool, work) -> pool.scheduleWithFixedDelay(
                                        Work.atMost(RUNS, work), MILLIS, MILLIS, TimeUnit.MILLISECONDS))
                        .runs(RUNS));
    }
}
