package io.reqid.agent.tests.chaos;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** An executor that the application made by hand: a queue and a thread. */
final class QueueExecutor implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    static QueueExecutor start() {
        QueueExecutor executor = new QueueExecutor();
        Pools.daemon(executor::work).start();
        return executor;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    private void work() {
        try {
            for (; ; ) {
                runOne(tasks.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (OnPurpose e) {
            // what the line was to do
        }
    }
}
