package io.reqid.search.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Runs tasks on some threads and gives their results in the order of the tasks. */
final class Tasks implements AutoCloseable {
    private final ExecutorService pool;

    Tasks(int threads) {
        this.pool = Executors.newFixedThreadPool(threads, new Daemons());
    }

    private static final class Daemons implements ThreadFactory {
        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "reqid-search");
            thread.setDaemon(true);
            return thread;
        }
    }

    <T> Future<T> submit(Callable<T> task) {
        return pool.submit(task);
    }

    static <T> List<T> inOrder(List<Future<T>> futures) {
        List<T> results = new ArrayList<>(futures.size());
        for (Future<T> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SearchInterruptedException(interrupted);
        } catch (ExecutionException failed) {
            throw rethrown(failed);
        }
    }

    private static RuntimeException rethrown(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failed);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
