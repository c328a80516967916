package io.reqid.agent.tests.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Fork/join tasks of all kinds, and parallel streams. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class ForkJoinRows {
    private static final int DEPTH = 3;
    private static final int LEAVES = 1 << DEPTH;
    private static final int ELEMENTS = 64;

    private ForkJoinRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(taskRows());
        rows.addAll(adapterRows());
        rows.addAll(forkRows());
        rows.addAll(streamRows());
        rows.addAll(scheduleRows());
        return rows;
    }

    private static ForkJoinPool pool() {
        return new ForkJoinPool(3);
    }

    private static ForkJoinPool fifoPool() {
        return new ForkJoinPool(3, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    }

    private static List<Row> taskRows() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(taskRows("RecursiveTask, fork and join", ForkedTask::new));
        rows.addAll(taskRows("RecursiveAction, invokeAll of two", InvokedAction::new));
        rows.addAll(taskRows("RecursiveAction, invokeAll of a list", ListAction::new));
        rows.addAll(taskRows("CountedCompleter", LeafCompleter::new));
        return rows;
    }

    private static List<Row> taskRows(String name, Function<Runnable, ForkJoinTask<?>> task) {
        return List.of(
                Row.doing(name + ": execute", ForkJoinRows::pool, (pool, work) -> pool.execute(task.apply(work)))
                        .runs(LEAVES),
                Row.doing(
                                name + ": execute, fifo",
                                ForkJoinRows::fifoPool,
                                (pool, work) -> pool.execute(task.apply(work)))
                        .runs(LEAVES),
                Row.returning(name + ": submit", ForkJoinRows::pool, (pool, work) -> pool.submit(task.apply(work)))
                        .runs(LEAVES),
                Row.doing(name + ": invoke", ForkJoinRows::pool, (pool, work) -> pool.invoke(task.apply(work)))
                        .runs(LEAVES),
                Row.doing(
                                name + ": common pool",
                                Object::new,
                                (none, work) -> task.apply(work).fork())
                        .runs(LEAVES),
                Row.doing(
                                name + ": invoke in the caller",
                                Object::new,
                                (none, work) -> task.apply(work).invoke())
                        .runs(LEAVES));
    }

    private static List<Row> adapterRows() {
        return List.of(
                Row.returning(
                        "ForkJoinPool.submit(adapt(Runnable))",
                        ForkJoinRows::pool,
                        (pool, work) -> pool.submit(ForkJoinTask.adapt(work))),
                Row.returning(
                        "ForkJoinPool.submit(adapt(Runnable, result))",
                        ForkJoinRows::pool,
                        (pool, work) -> pool.submit(ForkJoinTask.adapt(work, 1))),
                Row.returning(
                        "ForkJoinPool.submit(adapt(Callable))",
                        ForkJoinRows::pool,
                        (pool, work) -> pool.submit(ForkJoinTask.adapt(Work.callable(work)))),
                Row.firing(
                        "ForkJoinTask.adapt here, invoked by another",
                        Object::new,
                        (none, work) -> ForkJoinTask.adapt(work)::invoke),
                Row.doing(
                        "ForkJoinTask.adapt, fork",
                        Object::new,
                        (none, work) -> ForkJoinTask.adapt(work).fork()),
                Row.doing(
                        "managed block in a pool",
                        ForkJoinRows::pool,
                        (pool, work) -> pool.execute(() -> block(work))));
    }

    private static void block(Runnable work) {
        try {
            ForkJoinPool.managedBlock(new WorkBlocker(work));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Row> forkRows() {
        return List.of(
                Row.doing(
                        "task forked in a worker, nobody joins",
                        ForkJoinRows::pool,
                        (pool, work) ->
                                pool.execute(() -> ForkJoinTask.adapt(work).fork())),
                Row.doing(
                        "task that completes another, quietly joined",
                        ForkJoinRows::pool,
                        (pool, work) -> pool.execute(() -> {
                            ForkJoinTask<?> forked = ForkJoinTask.adapt(work).fork();
                            forked.quietlyJoin();
                        })),
                Row.doing("forked from outside, helped by helpQuiesce", Object::new, (none, work) -> {
                    ForkJoinTask.adapt(work).fork();
                    ForkJoinTask.helpQuiesce();
                }),
                Row.doing(
                                "invokeAll of tasks from outside",
                                Object::new,
                                (none, work) ->
                                        ForkJoinTask.invokeAll(new InvokedAction(work), new InvokedAction(work)))
                        .runs(2 * LEAVES));
    }

    private static List<Row> streamRows() {
        return List.of(
                Row.doing("parallel stream, forEach", Object::new, (none, work) -> each(work))
                        .runs(ELEMENTS),
                Row.doing("parallel stream, map and sum", Object::new, (none, work) -> sum(work))
                        .runs(ELEMENTS),
                Row.doing("parallel stream, sorted and ordered", Object::new, (none, work) -> ordered(work))
                        .runs(ELEMENTS),
                Row.doing(
                                "parallel stream in a pool",
                                ForkJoinRows::pool,
                                (pool, work) -> pool.submit(() -> each(work)).join())
                        .runs(ELEMENTS),
                Row.doing(
                                "Arrays.parallelSetAll",
                                Object::new,
                                (none, work) ->
                                        java.util.Arrays.parallelSetAll(new int[ELEMENTS], i -> Work.done(work)))
                        .runs(ELEMENTS),
                Row.doing(
                                "ConcurrentHashMap.forEach in parallel",
                                ForkJoinRows::map,
                                (map, work) -> map.forEach(1, (key, value) -> work.run()))
                        .runs(ELEMENTS));
    }

    private static java.util.concurrent.ConcurrentHashMap<Integer, Integer> map() {
        var map = new java.util.concurrent.ConcurrentHashMap<Integer, Integer>();
        IntStream.range(0, ELEMENTS).forEach(i -> map.put(i, i));
        return map;
    }

    private static void each(Runnable work) {
        IntStream.range(0, ELEMENTS).parallel().forEach(i -> work.run());
    }

    private static void sum(Runnable work) {
        int sum = IntStream.range(0, ELEMENTS)
                .parallel()
                .map(i -> Work.done(work))
                .sum();
        if (sum != ELEMENTS) {
            throw new IllegalStateException("sum is " + sum);
        }
    }

    private static void ordered(Runnable work) {
        IntStream.range(0, ELEMENTS).boxed().parallel().sorted().forEachOrdered(i -> work.run());
    }

    /** JDK 25: a fork/join pool is a scheduled executor too. */
    private static List<Row> scheduleRows() {
        try (PoolCloser probe = new PoolCloser(pool())) {
            return probe.pool() instanceof ScheduledExecutorService
                    ? ScheduledRows.rows("ForkJoinPool", () -> (ScheduledExecutorService) (Object) pool())
                    : List.of();
        }
    }

    private record PoolCloser(Object pool) implements AutoCloseable {
        @Override
        public void close() {
            ((ForkJoinPool) pool).shutdown();
        }
    }

    /** Splits itself until it is a leaf, which does the work. */
    private static final class ForkedTask extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;

        private final transient Runnable work;
        private final int depth;

        ForkedTask(Runnable work) {
            this(work, DEPTH);
        }

        private ForkedTask(Runnable work, int depth) {
            this.work = work;
            this.depth = depth;
        }

        @Override
        protected Integer compute() {
            if (depth == 0) {
                return Work.done(work);
            }
            ForkJoinTask<Integer> left = new ForkedTask(work, depth - 1).fork();
            ForkJoinTask<Integer> right = new ForkedTask(work, depth - 1).fork();
            return left.join() + right.join();
        }
    }

    private static final class InvokedAction extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient Runnable work;
        private final int depth;

        InvokedAction(Runnable work) {
            this(work, DEPTH);
        }

        private InvokedAction(Runnable work, int depth) {
            this.work = work;
            this.depth = depth;
        }

        @Override
        protected void compute() {
            if (depth == 0) {
                work.run();
            } else {
                invokeAll(new InvokedAction(work, depth - 1), new InvokedAction(work, depth - 1));
            }
        }
    }

    private static final class ListAction extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient Runnable work;

        ListAction(Runnable work) {
            this.work = work;
        }

        @Override
        protected void compute() {
            invokeAll(IntStream.range(0, LEAVES)
                    .mapToObj(i -> ForkJoinTask.adapt(work))
                    .toList());
        }
    }

    /** A counted completer with one child per leaf. */
    private static final class LeafCompleter extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;

        private final transient Runnable work;
        private final int leaves;

        LeafCompleter(Runnable work) {
            this(null, work, LEAVES);
        }

        private LeafCompleter(CountedCompleter<?> parent, Runnable work, int leaves) {
            super(parent);
            this.work = work;
            this.leaves = leaves;
        }

        @Override
        public void compute() {
            if (leaves == 1) {
                work.run();
            } else {
                setPendingCount(2);
                new LeafCompleter(this, work, leaves / 2).fork();
                new LeafCompleter(this, work, leaves - leaves / 2).fork();
            }
            tryComplete();
        }
    }

    private static final class WorkBlocker implements ForkJoinPool.ManagedBlocker {
        private final Runnable work;
        private volatile boolean done;

        WorkBlocker(Runnable work) {
            this.work = work;
        }

        @Override
        public boolean block() {
            work.run();
            done = true;
            return true;
        }

        @Override
        public boolean isReleasable() {
            return done;
        }
    }
}
