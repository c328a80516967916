package io.reqid.agent.tests.matrix;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A pool of one thread, which is busy until it is set free, so that what is executed lies in its queue. */
final class BusyPool extends ThreadPoolExecutor {
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<Runnable> before = new CopyOnWriteArrayList<>();
    private final List<Runnable> after = new CopyOnWriteArrayList<>();

    BusyPool(BlockingQueue<Runnable> queue) throws InterruptedException {
        super(1, 1, 1, TimeUnit.SECONDS, queue);
        prestartCoreThread();
        execute(new Holder());
        begun.await();
    }

    /** {@return the tasks that {@code beforeExecute} has seen} */
    List<Runnable> before() {
        return before;
    }

    /** {@return the tasks that {@code afterExecute} has seen} */
    List<Runnable> after() {
        return after;
    }

    /** Lets the thread run what is queued, and waits until it has. */
    void drain() throws InterruptedException {
        busy.countDown();
        shutdown();
        Contract.expect(awaitTermination(10, TimeUnit.SECONDS), "the pool does not end");
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        before.add(task);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        after.add(task);
    }

    /** Keeps the thread busy. It is the least of all where tasks are ordered. */
    private final class Holder extends Ranked {
        Holder() {
            super(Integer.MIN_VALUE, () -> {});
        }

        @Override
        public void run() {
            begun.countDown();
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
