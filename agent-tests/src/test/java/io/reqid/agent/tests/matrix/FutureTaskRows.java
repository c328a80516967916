package io.reqid.agent.tests.matrix;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** {@code FutureTask}s that the application makes itself. */
final class FutureTaskRows {
    private FutureTaskRows() {}

    static List<Row> rows() {
        return List.of(
                made("FutureTask(Callable), run by hand", work -> new FutureTask<>(Work.callable(work))),
                made("FutureTask(Runnable, result), run by hand", work -> new FutureTask<>(work, 1)),
                made("FutureTask.runAndReset, run by hand", RepeatableTask::new),
                made("FutureTask.done, run by hand", DoneTask::new),
                Row.doing(
                        "FutureTask run by a Thread",
                        Object::new,
                        (none, work) -> new Thread(new FutureTask<>(work, 1)).start()),
                Row.doing(
                        "FutureTask executed by a pool",
                        FutureTaskRows::pool,
                        (pool, work) -> pool.execute(new FutureTask<>(work, 1))),
                Row.doing(
                        "FutureTask.done in a pool",
                        FutureTaskRows::pool,
                        (pool, work) -> pool.execute(new DoneTask(work))),
                Row.firing("FutureTask made here, executed by another", FutureTaskRows::pool, (pool, work) -> {
                    FutureTask<Integer> task = new FutureTask<>(work, 1);
                    return () -> pool.execute(task);
                }));
    }

    private static ExecutorService pool() {
        return Executors.newFixedThreadPool(1);
    }

    /** Makes a task of some work. */
    private interface TaskMaker {
        Runnable make(Runnable work);
    }

    private static Row made(String name, TaskMaker maker) {
        return Row.firing(name, Object::new, (none, work) -> maker.make(work)::run);
    }

    /** Does its work when it is done. */
    private static final class DoneTask extends FutureTask<Integer> {
        private final Runnable work;

        DoneTask(Runnable work) {
            super(() -> 1);
            this.work = work;
        }

        @Override
        protected void done() {
            work.run();
        }
    }

    /** Runs as periodic tasks do. */
    private static final class RepeatableTask extends FutureTask<Integer> {
        RepeatableTask(Runnable work) {
            super(work, 1);
        }

        @Override
        public void run() {
            runAndReset();
        }
    }
}
