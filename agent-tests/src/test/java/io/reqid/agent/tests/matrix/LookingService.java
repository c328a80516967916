package io.reqid.agent.tests.matrix;

import io.reqid.Snapshot;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A service of one thread that looks at the types of its commands, so that the agent leaves it alone. */
final class LookingService extends AbstractExecutorService {
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Thread worker = new Thread(Snapshot.empty().wrap(this::work), "looking service");

    LookingService() {
        worker.setDaemon(true);
        worker.start();
    }

    private void work() {
        try {
            while (!isShutdown()) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void execute(Runnable command) {
        if (command instanceof Comparable) {
            throw new IllegalArgumentException("this queue has no order");
        }
        queue.add(command);
    }

    @Override
    public void shutdown() {
        worker.interrupt();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return worker.isInterrupted() || !worker.isAlive();
    }

    @Override
    public boolean isTerminated() {
        return !worker.isAlive();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        worker.join(unit.toMillis(timeout));
        return isTerminated();
    }
}
