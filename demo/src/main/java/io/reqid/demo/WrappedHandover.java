package io.reqid.demo;

import io.reqid.ContextExecutors;
import io.reqid.ContextFuture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Every executor wrapped, every future a {@link ContextFuture}: the id is carried without an agent. */
final class WrappedHandover implements Handover {
    private static final int RETRY_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService pricing = ContextExecutors.wrap(Executors.newFixedThreadPool(4, named("pricing")));
    private final ScheduledExecutorService retries =
            ContextExecutors.wrap(Executors.newSingleThreadScheduledExecutor(named("retries")));
    private final ExecutorService mail = ContextExecutors.wrap(MailThreads.create());

    private static ThreadFactory named(String name) {
        return ContextExecutors.wrap((ThreadFactory) body -> {
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public <T> CompletableFuture<T> price(Supplier<T> work) {
        return ContextFuture.supplyAsync(work, pricing);
    }

    @Override
    public Executor pricing() {
        return pricing;
    }

    @Override
    public <T> CompletableFuture<T> adopt(CompletableFuture<T> foreign) {
        return ContextFuture.of(foreign);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task itself says what comes of it
    public void later(Runnable task) {
        retries.schedule(task, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void mail(Runnable task) {
        mail.execute(task);
    }

    @Override
    public void close() throws InterruptedException {
        for (ExecutorService pool : new ExecutorService[] {pricing, retries, mail}) {
            pool.shutdown();
            pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
