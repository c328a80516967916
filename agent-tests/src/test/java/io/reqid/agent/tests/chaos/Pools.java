package io.reqid.agent.tests.chaos;

import java.util.List;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The pools that all requests share. */
final class Pools implements AutoCloseable {
    /** Work that others wait for; its threads never wait. */
    final ThreadPoolExecutor leaf =
            new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), LeafThread::new);

    final ThreadPoolExecutor fixed =
            new ThreadPoolExecutor(3, 3, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), Pools::daemon);

    /** Its threads come and go all the time, most of them born inside a request. */
    final ThreadPoolExecutor growing = new ThreadPoolExecutor(
            0, 4, 1, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), Pools::daemon, handingOnTo(fixed));

    /** Full most of the time, so that tasks run in the caller. */
    final ThreadPoolExecutor full = new ThreadPoolExecutor(
            1,
            2,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(4),
            Pools::daemon,
            new ThreadPoolExecutor.CallerRunsPolicy());

    final ThreadPoolExecutor refusing =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(2), Pools::daemon);
    final ThreadPoolExecutor ordered =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new PriorityBlockingQueue<>(), Pools::daemon);
    final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2, Pools::daemon);
    final ForkJoinPool stealing = new ForkJoinPool(3);
    final Timer timer = new Timer("timer", true);
    final QueueExecutor handMade = QueueExecutor.start();

    private final List<ExecutorService> tasks = List.of(fixed, growing, full, scheduler, stealing);
    private final List<Executor> all =
            List.of(fixed, growing, full, scheduler, stealing, ForkJoinPool.commonPool(), handMade);

    static Thread daemon(Runnable loop) {
        Thread thread = new Thread(loop, "pool");
        thread.setDaemon(true);
        return thread;
    }

    private static RejectedExecutionHandler handingOnTo(Executor other) {
        return (task, pool) -> other.execute(task);
    }

    Executor any(SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    ExecutorService service(Hop hop) {
        return tasks.get(hop.draw(tasks.size()));
    }

    /** {@return a pool of one thread that is the application's own, to be ended soon} */
    static ThreadPoolExecutor ownPool() {
        return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Pools::daemon);
    }

    List<Executor> all() {
        return all;
    }

    /** Ends the pools, so that whatever still runs has ended before the lines are counted. */
    @Override
    public void close() {
        timer.cancel();
        for (ExecutorService pool : List.of(leaf, fixed, growing, full, refusing, ordered, scheduler, stealing)) {
            pool.shutdown();
            awaitEnd(pool);
        }
        FutureTask<Void> last = new FutureTask<>(() -> null);
        handMade.execute(last);
        if (!ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the common pool has not ended");
        }
        awaitEnd(last);
    }

    private static void awaitEnd(FutureTask<Void> task) {
        try {
            task.get(1, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static void awaitEnd(ExecutorService pool) {
        try {
            if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(pool + " has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
