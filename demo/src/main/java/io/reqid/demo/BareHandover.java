package io.reqid.demo;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the JDK offers and nothing of reqid: the id is carried by the agent or not at all. */
final class BareHandover implements Handover {
    private static final int RETRY_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService pricing = Executors.newFixedThreadPool(4, task -> daemon(task, "pricing"));
    private final Timer retries = new Timer("retries", true);

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public <T> CompletableFuture<T> price(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, pricing);
    }

    @Override
    public Executor pricing() {
        return pricing;
    }

    @Override
    public <T> CompletableFuture<T> adopt(CompletableFuture<T> foreign) {
        return foreign;
    }

    @Override
    public void later(Runnable task) {
        retries.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        task.run();
                    }
                },
                RETRY_MILLIS);
    }

    @Override
    public void mail(Runnable task) {
        daemon(task, "mail").start();
    }

    @Override
    public void close() throws InterruptedException {
        retries.cancel();
        pricing.shutdown();
        pricing.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
