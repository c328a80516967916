package io.reqid.agent.tests.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Fork/join tasks that somebody else runs than the plain workers of a pool. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class ForkJoinWorkerRows {
    private static final int TIMEOUTS = 25;

    private ForkJoinWorkerRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(List.of(
                Row.firing(
                        "ForkJoinTask.adapt(Runnable, result) here, invoked by another",
                        Object::new,
                        (none, work) -> ForkJoinTask.adapt(work, 1)::invoke),
                Row.firing(
                        "ForkJoinTask.adapt(Callable) here, invoked by another",
                        Object::new,
                        (none, work) -> ForkJoinTask.adapt(Work.callable(work))::invoke),
                Row.doing(
                        "ForkJoinPool with workers of one's own: execute",
                        ForkJoinWorkerRows::ownWorkers,
                        ForkJoinPool::execute),
                Row.firing(
                        "task queued while a worker helps until all are done", HelpingPool::new, HelpingPool::queue)));
        if (Runtime.version().feature() >= TIMEOUTS) {
            rows.add(Row.returning(
                    "ForkJoinPool.submitWithTimeout", ForkJoinWorkerRows::ownWorkers, ForkJoinWorkerRows::limited));
        }
        return rows;
    }

    private static ForkJoinPool ownWorkers() {
        return new ForkJoinPool(2, OwnWorker::new, null, false);
    }

    private static Object limited(ForkJoinPool pool, Runnable work) throws Exception {
        Consumer<ForkJoinTask<Integer>> late = task -> {};
        return ForkJoinPool.class
                .getMethod(
                        "submitWithTimeout",
                        java.util.concurrent.Callable.class,
                        long.class,
                        TimeUnit.class,
                        Consumer.class)
                .invoke(pool, Work.callable(work), 1L, TimeUnit.HOURS, late);
    }

    /** A worker whose class nobody knows. */
    private static final class OwnWorker extends ForkJoinWorkerThread {
        OwnWorker(ForkJoinPool pool) {
            super(pool);
        }
    }

    /** The application's own kind of task, which has no function that could be bound. */
    private static final class WorkAction extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient Runnable work;

        WorkAction(Runnable work) {
            this.work = work;
        }

        @Override
        protected void compute() {
            work.run();
        }
    }

    /** A pool of one worker, which runs a task that helps with whatever is queued, each time that it is told to. */
    private static final class HelpingPool implements AutoCloseable {
        private final ForkJoinPool pool = new ForkJoinPool(1);
        private final Semaphore begun = new Semaphore(0);
        private final Semaphore told = new Semaphore(0);
        private final Semaphore helped = new Semaphore(0);
        private volatile boolean closed;

        HelpingPool() throws InterruptedException {
            pool.execute(this::help);
            begun.acquire();
        }

        private void help() {
            begun.release();
            while (!closed) {
                told.acquireUninterruptibly();
                ForkJoinTask.helpQuiesce();
                helped.release();
            }
        }

        Firing queue(Runnable work) {
            pool.execute(new WorkAction(work));
            return () -> {
                told.release();
                helped.acquire();
            };
        }

        @Override
        public void close() {
            closed = true;
            told.release();
            pool.shutdown();
        }
    }
}
