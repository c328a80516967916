package io.reqid.agent.tests.matrix;

import io.reqid.agent.tests.matrix.Row.Opener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code ThreadPoolExecutor} and what implements {@code ExecutorService} beside it. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class PoolRows {
    private static final int THREADS = 2;

    private PoolRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        pools().forEach((name, opener) -> rows.add(Row.doing(name + ": execute", opener, ExecutorService::execute)));
        pools().forEach((name, opener) -> rows.addAll(serviceRows(name, opener)));
        rows.addAll(queueRows());
        rows.addAll(hookRows());
        rows.addAll(rejectionRows());
        return rows;
    }

    private static Map<String, Opener<ExecutorService>> pools() {
        Map<String, Opener<ExecutorService>> pools = new LinkedHashMap<>();
        pools.put("fixed pool", () -> Executors.newFixedThreadPool(THREADS));
        pools.put("cached pool", Executors::newCachedThreadPool);
        pools.put("single-thread pool", Executors::newSingleThreadExecutor);
        pools.put("array-queue pool", () -> pool(new ArrayBlockingQueue<>(100)));
        pools.put("work-stealing pool", () -> Executors.newWorkStealingPool(THREADS));
        pools.put("scheduled pool", () -> Executors.newScheduledThreadPool(THREADS));
        pools.put(
                "unconfigurable pool",
                () -> Executors.unconfigurableExecutorService(pool(new LinkedBlockingDeque<>())));
        return pools;
    }

    static List<Row> serviceRows(String name, Opener<ExecutorService> opener) {
        return List.of(
                Row.returning(name + ": submit(Runnable)", opener, ExecutorService::submit),
                Row.returning(name + ": submit(Callable)", opener, (pool, work) -> pool.submit(Work.callable(work))),
                Row.returning(name + ": submit(Runnable, result)", opener, (pool, work) -> pool.submit(work, 1)),
                Row.returning(name + ": invokeAll", opener, (pool, work) -> pool.invokeAll(two(work)))
                        .runs(2),
                Row.returning(
                                name + ": invokeAll with limit",
                                opener,
                                (pool, work) -> pool.invokeAll(two(work), 1, TimeUnit.SECONDS))
                        .runs(2),
                Row.returning(name + ": invokeAny", opener, (pool, work) -> pool.invokeAny(one(work))),
                Row.returning(
                        name + ": invokeAny with limit",
                        opener,
                        (pool, work) -> pool.invokeAny(one(work), 1, TimeUnit.SECONDS)),
                Row.returning(
                        name + ": completion service",
                        opener,
                        (pool, work) -> new ExecutorCompletionService<Integer>(pool).submit(Work.callable(work))));
    }

    private static List<Callable<Integer>> one(Runnable work) {
        return List.of(Work.callable(work));
    }

    private static List<Callable<Integer>> two(Runnable work) {
        return List.of(Work.callable(work), Work.callable(work));
    }

    private static ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(1, THREADS, 1, TimeUnit.SECONDS, queue);
    }

    private static List<Row> queueRows() {
        return List.of(
                Row.doing("synchronous-queue pool: execute", () -> crowd(new SynchronousQueue<>()), PoolRows::execute),
                Row.doing("transfer-queue pool: execute", () -> pool(new LinkedTransferQueue<>()), PoolRows::execute),
                Row.doing(
                        "priority-queue pool: execute(Comparable)",
                        () -> pool(new PriorityBlockingQueue<>()),
                        (pool, work) -> pool.execute(new RankedTask(work))),
                Row.doing(
                        "priority-queue pool: execute, comparator that casts",
                        () -> pool(new PriorityBlockingQueue<>(8, Comparator.comparing(task -> (RankedTask) task))),
                        (pool, work) -> pool.execute(new RankedTask(work))),
                Row.doing(
                        "pool whose queue casts its elements: execute",
                        () -> pool(new CastingQueue()),
                        (pool, work) -> pool.execute(new RankedTask(work))),
                Row.doing(
                        "pool whose getQueue() was called: execute",
                        () -> watched(pool(new LinkedBlockingQueue<>())),
                        PoolRows::execute),
                Row.doing("subclass that overrides execute: execute", OverridingPool::new, PoolRows::execute),
                Row.returning("subclass that overrides execute: submit", OverridingPool::new, ExecutorService::submit),
                Row.doing("common pool: execute", ForkJoinPool::commonPool, (pool, work) -> pool.execute(work))
                        .without(Question.BORN));
    }

    private static void execute(ThreadPoolExecutor pool, Runnable work) {
        pool.execute(work);
    }

    private static ThreadPoolExecutor crowd(BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(0, 100, 1, TimeUnit.SECONDS, queue);
    }

    private static ThreadPoolExecutor watched(ThreadPoolExecutor pool) {
        pool.getQueue();
        return pool;
    }

    private static List<Row> hookRows() {
        return List.of(
                Row.doing(
                        "beforeExecute",
                        () -> new HookedPool(true, false),
                        (pool, work) -> pool.execute(new MarkedTask(work))),
                Row.doing(
                        "afterExecute",
                        () -> new HookedPool(false, true),
                        (pool, work) -> pool.execute(new MarkedTask(work))),
                Row.doing(
                        "afterExecute of a task that throws",
                        () -> new HookedPool(false, true),
                        (pool, work) -> pool.execute(new FailingTask(work))),
                Row.doing(
                        "uncaught-exception handler of execute",
                        PoolRows::withHandler,
                        (pool, work) -> pool.execute(() -> {
                            throw new CarriedFailure(work);
                        })));
    }

    private static ThreadPoolExecutor withHandler() {
        return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((failed, failure) -> ((CarriedFailure) failure).work.run());
            return thread;
        });
    }

    private static List<Row> rejectionRows() {
        return List.of(
                Row.doing(
                        "CallerRunsPolicy",
                        () -> new FullPool(new ThreadPoolExecutor.CallerRunsPolicy()),
                        PoolRows::execute),
                Row.returning(
                        "CallerRunsPolicy: submit",
                        () -> new FullPool(new ThreadPoolExecutor.CallerRunsPolicy()),
                        ExecutorService::submit),
                Row.firing("rejected, queued again by the handler", PoolRows::retrying, PoolRows::executeAndFree),
                Row.firing("rejected, run by the handler on a thread", PoolRows::threading, (pool, work) -> {
                    pool.execute(work);
                    return Firing.BY_ITSELF;
                }));
    }

    private static FullPool retrying() {
        return new FullPool((task, pool) -> pool.getQueue().add(task));
    }

    private static FullPool threading() {
        return new FullPool((task, pool) -> new Thread(task).start());
    }

    private static Firing executeAndFree(FullPool pool, Runnable work) {
        pool.execute(work);
        return pool::free;
    }

    /** A pool whose one thread is busy and whose queue refuses what execute offers, until it is set free. */
    private static final class FullPool extends ThreadPoolExecutor {
        private final CountDownLatch busy = new CountDownLatch(1);

        FullPool(RejectedExecutionHandler handler) {
            super(1, 1, 1, TimeUnit.SECONDS, new RefusingQueue(), handler);
            execute(this::hold);
        }

        private void hold() {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void free() {
            busy.countDown();
        }
    }

    /** Takes what is added by hand only. */
    private static final class RefusingQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return false;
        }

        @Override
        public boolean add(Runnable task) {
            return super.offer(task);
        }
    }

    /** Runs the work of tasks before or after them instead of in them. */
    private static final class HookedPool extends ThreadPoolExecutor {
        private final boolean before;
        private final boolean after;

        HookedPool(boolean before, boolean after) {
            super(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task);
                thread.setUncaughtExceptionHandler((failed, failure) -> {});
                return thread;
            });
            this.before = before;
            this.after = after;
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            if (before) {
                ((HasWork) task).work().run();
            }
        }

        @Override
        protected void afterExecute(Runnable task, Throwable failure) {
            if (after) {
                ((HasWork) task).work().run();
            }
        }
    }

    /** A subclass such as those that count or decorate. */
    private static final class OverridingPool extends ThreadPoolExecutor {
        private final AtomicInteger executed = new AtomicInteger();

        OverridingPool() {
            super(1, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void execute(Runnable task) {
            executed.incrementAndGet();
            super.execute(task);
        }
    }

    /** Throws what is no {@link RankedTask}. */
    private static final class CastingQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return super.offer((RankedTask) task);
        }

        @Override
        public Runnable take() throws InterruptedException {
            return (RankedTask) super.take();
        }

        @Override
        public Runnable poll(long limit, TimeUnit unit) throws InterruptedException {
            return (RankedTask) super.poll(limit, unit);
        }
    }

    /** A task that says what it is for. */
    private interface HasWork {
        Runnable work();
    }

    /** A task with an order of its own. */
    private record RankedTask(Runnable work) implements Runnable, Comparable<RankedTask> {
        @Override
        public void run() {
            work.run();
        }

        @Override
        public int compareTo(RankedTask other) {
            return Integer.compare(System.identityHashCode(this), System.identityHashCode(other));
        }
    }

    /** A task that does nothing itself. */
    private record MarkedTask(Runnable work) implements Runnable, HasWork {
        @Override
        public void run() {}
    }

    private record FailingTask(Runnable work) implements Runnable, HasWork {
        @Override
        public void run() {
            throw new IllegalStateException("fails by intent");
        }
    }

    /** A failure that the handler can tell whose it is. */
    private static final class CarriedFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Runnable work;

        CarriedFailure(Runnable work) {
            this.work = work;
        }
    }
}
