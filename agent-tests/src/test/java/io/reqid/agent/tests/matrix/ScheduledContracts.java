package io.reqid.agent.tests.matrix;

import static io.reqid.agent.tests.matrix.Contract.expect;
import static io.reqid.agent.tests.matrix.Contract.expectEqual;
import static io.reqid.agent.tests.matrix.Contract.expectSame;

import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What scheduled pools and timers promise. */
@SuppressWarnings("FutureReturnValueIgnored") // the promises are about the tasks
final class ScheduledContracts {
    private static final long HOURS = 10;

    private ScheduledContracts() {}

    static List<Contract> all() {
        return List.of(
                new Contract("decorateTask gets the very Runnable", ScheduledContracts::decorateRunnable),
                new Contract("decorateTask gets the very Callable", ScheduledContracts::decorateCallable),
                new Contract(
                        "scheduled pool: queue and shutdownNow hold the very futures", ScheduledContracts::shutdown),
                new Contract("scheduled pool: remove on cancel", ScheduledContracts::removeOnCancel),
                new Contract("scheduled pool: order of delays", ScheduledContracts::order),
                new Contract("periodic task ends with its failure", ScheduledContracts::periodicFailure),
                new Contract("Timer.purge after cancel", ScheduledContracts::timerPurge),
                new Contract("TimerTask.cancel says whether it was in time", ScheduledContracts::timerCancel),
                new Contract("Timer refuses a task twice", ScheduledContracts::timerTwice));
    }

    /** Notes what it is asked to decorate. */
    private static final class DecoratingPool extends ScheduledThreadPoolExecutor {
        private final AtomicReference<Object> decorated = new AtomicReference<>();

        DecoratingPool() {
            super(1);
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Runnable task, RunnableScheduledFuture<V> future) {
            decorated.set(task);
            return future;
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Callable<V> task, RunnableScheduledFuture<V> future) {
            decorated.set(task);
            return future;
        }
    }

    private static void decorateRunnable() throws Exception {
        DecoratingPool pool = new DecoratingPool();
        Runnable task = new Ranked(1, () -> {});
        pool.schedule(task, 0, TimeUnit.SECONDS).get();
        expectSame(task, pool.decorated.get());
        pool.execute(task);
        expectSame(task, pool.decorated.get());
        pool.shutdown();
    }

    private static void decorateCallable() throws Exception {
        DecoratingPool pool = new DecoratingPool();
        Callable<Integer> task = () -> 1;
        pool.schedule(task, 0, TimeUnit.SECONDS).get();
        expectSame(task, pool.decorated.get());
        pool.shutdown();
    }

    private static void shutdown() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        ScheduledFuture<?> future = pool.schedule(() -> {}, HOURS, TimeUnit.HOURS);
        expectSame(future, pool.getQueue().peek());
        expect(pool.getQueue().contains(future), "the queue does not contain the future");
        expectSame(future, pool.shutdownNow().get(0));
    }

    private static void removeOnCancel() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        pool.setRemoveOnCancelPolicy(true);
        pool.schedule(() -> {}, HOURS, TimeUnit.HOURS).cancel(false);
        expectEqual(0, pool.getQueue().size());
        pool.shutdownNow();
    }

    private static void order() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        ScheduledFuture<?> late = pool.schedule(() -> {}, 2 * HOURS, TimeUnit.HOURS);
        ScheduledFuture<?> early = pool.schedule(() -> {}, HOURS, TimeUnit.HOURS);
        expect(early.compareTo(late) < 0, "the early one does not come first");
        expectSame(early, pool.getQueue().peek());
        pool.shutdownNow();
    }

    private static void periodicFailure() throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        IllegalStateException failure = new IllegalStateException("fails by intent");
        ScheduledFuture<?> future = pool.scheduleAtFixedRate(
                () -> {
                    throw failure;
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        try {
            future.get();
            throw new AssertionError("does not end");
        } catch (java.util.concurrent.ExecutionException e) {
            expectSame(failure, e.getCause());
        }
        pool.shutdown();
    }

    private static TimerTask timerTask() {
        return new TimerTask() {
            @Override
            public void run() {}
        };
    }

    private static void timerPurge() {
        Timer timer = new Timer(true);
        TimerTask task = timerTask();
        timer.schedule(timerTask(), TimeUnit.HOURS.toMillis(HOURS)); // first in line: the timer drops a cancelled one
        timer.schedule(task, TimeUnit.HOURS.toMillis(2 * HOURS));
        expect(task.cancel(), "cancel returns false");
        expectEqual(1, timer.purge());
        timer.cancel();
    }

    private static void timerCancel() throws Exception {
        Timer timer = new Timer(true);
        Probe probe = new Probe();
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                probe.run();
            }
        };
        timer.schedule(task, 0);
        expect(probe.await(1, 5_000), "the task does not run");
        expect(!task.cancel(), "cancel returns true after the run");
        timer.cancel();
    }

    private static void timerTwice() {
        Timer timer = new Timer(true);
        TimerTask task = timerTask();
        timer.schedule(task, TimeUnit.HOURS.toMillis(HOURS));
        try {
            timer.schedule(task, 1);
            throw new AssertionError("takes the task twice");
        } catch (IllegalStateException e) {
            expectEqual("Task already scheduled or cancelled", e.getMessage());
        }
        timer.cancel();
    }
}
