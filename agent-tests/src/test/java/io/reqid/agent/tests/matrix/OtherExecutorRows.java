package io.reqid.agent.tests.matrix;

import io.reqid.Snapshot;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Executors that an application writes itself. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class OtherExecutorRows {
    private OtherExecutorRows() {}

    static List<Row> rows() {
        return List.of(
                Row.doing("own queue and worker", QueueExecutor::new, Executor::execute),
                Row.doing("own lambda that keeps its commands: not followed", LambdaQueue::new, LambdaQueue::execute)
                        .carriesNothing(),
                Row.doing("own serial executor", () -> new SerialExecutor(new QueueExecutor()), Executor::execute),
                Row.doing("own direct executor", DirectExecutor::new, Executor::execute),
                Row.doing("own executor that starts a thread", ThreadExecutor::new, Executor::execute),
                Row.doing("own AbstractExecutorService: execute", QueueService::new, Executor::execute),
                Row.returning("own AbstractExecutorService: submit", QueueService::new, ExecutorService::submit),
                Row.returning(
                        "supplyAsync(own executor)",
                        QueueExecutor::new,
                        (executor, work) -> CompletableFuture.supplyAsync(Work.supplier(work), executor)),
                Row.firing("thenRunAsync(own executor), completed by another", QueueExecutor::new, (executor, work) -> {
                    CompletableFuture<Integer> future = new CompletableFuture<>();
                    Object ignored = future.thenRunAsync(work, executor);
                    return () -> future.complete(1);
                }));
    }

    /** A queue that one thread empties. */
    private static final class QueueExecutor implements Executor, AutoCloseable {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private final Thread worker = new Thread(this::work, "own worker");

        QueueExecutor() {
            worker.setDaemon(true);
            worker.start();
        }

        private void work() {
            try {
                while (true) {
                    queue.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void execute(Runnable command) {
            queue.add(command);
        }

        @Override
        public void close() {
            worker.interrupt();
        }
    }

    /** A queue that one thread empties; the executor in front of it is a hidden class, which no agent is shown. */
    private static final class LambdaQueue implements AutoCloseable {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private final Executor executor = queue::add;
        private final Thread worker = new Thread(Snapshot.empty().wrap(this::work), "lambda's worker");

        LambdaQueue() {
            worker.setDaemon(true);
            worker.start();
        }

        private void work() {
            try {
                while (true) {
                    queue.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void execute(Runnable command) {
            executor.execute(command);
        }

        @Override
        public void close() {
            worker.interrupt();
        }
    }

    /** As in the Javadoc of {@code Executor}. */
    private static final class SerialExecutor implements Executor, AutoCloseable {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final QueueExecutor executor;
        private Runnable active;

        SerialExecutor(QueueExecutor executor) {
            this.executor = executor;
        }

        @Override
        public synchronized void execute(Runnable command) {
            tasks.add(() -> {
                try {
                    command.run();
                } finally {
                    scheduleNext();
                }
            });
            if (active == null) {
                scheduleNext();
            }
        }

        private synchronized void scheduleNext() {
            active = tasks.poll();
            if (active != null) {
                executor.execute(active);
            }
        }

        @Override
        public void close() {
            executor.close();
        }
    }

    private static final class DirectExecutor implements Executor {
        @Override
        public void execute(Runnable command) {
            command.run();
        }
    }

    private static final class ThreadExecutor implements Executor {
        @Override
        public void execute(Runnable command) {
            new Thread(command).start();
        }
    }

    /** A service of which only the hand-over is its own. */
    private static final class QueueService extends AbstractExecutorService {
        private final QueueExecutor executor = new QueueExecutor();

        @Override
        public void execute(Runnable command) {
            executor.execute(command);
        }

        @Override
        public void shutdown() {
            executor.close();
        }

        @Override
        public List<Runnable> shutdownNow() {
            executor.close();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long limit, TimeUnit unit) {
            return false;
        }
    }
}
