package io.reqid.agent.tests;

import io.reqid.AsyncLocal;
import io.reqid.Scope;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A program that hands work over in a dozen ways and says how many of them carried the context: "12 of 12". */
@SuppressWarnings("FutureReturnValueIgnored") // what a task saw comes by the queue
final class HandOvers {
    private static final AsyncLocal<String> LOCAL = AsyncLocal.named("test");
    private static final String NOTHING = "nothing";

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private int right;
    private int all;

    private HandOvers() {}

    public static void main(String[] arguments) throws Exception {
        new HandOvers().run();
        System.exit(0);
    }

    private interface HandOver {
        void start() throws Exception;
    }

    private void look() {
        String value = LOCAL.get();
        seen.add(value == null ? NOTHING : value);
    }

    private void check(String name, HandOver handOver) throws Exception {
        String bound = name + " context";
        try (Scope scope = LOCAL.bind(bound)) {
            handOver.start();
        }
        expect(name, bound);
    }

    private void expect(String name, String expected) throws InterruptedException {
        all++;
        String found = seen.poll(10, TimeUnit.SECONDS);
        if (expected.equals(found)) {
            right++;
        } else {
            System.out.println(name + ": saw " + found);
        }
    }

    private void run() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
        Timer timer = new Timer(true);
        CompletableFuture<String> completedLater = new CompletableFuture<>();

        check("execute", () -> pool.execute(this::look));
        check("submit", () -> pool.submit(this::look));
        pool.execute(this::look);
        expect("execute without a context", NOTHING);
        check("schedule", () -> scheduler.schedule(this::look, 1, TimeUnit.MILLISECONDS));
        check("supplyAsync", () -> CompletableFuture.supplyAsync(() -> 1, pool).thenAcceptAsync(x -> look(), pool));
        check("runAsync", () -> CompletableFuture.runAsync(this::look));
        try (Scope scope = LOCAL.bind("stage context")) {
            completedLater.thenAccept(x -> look());
        }
        completedLater.complete("");
        expect("stage", "stage context");
        check(
                "fork/join task",
                () -> ForkJoinPool.commonPool().execute(new RecursiveAction() {
                    @Override
                    protected void compute() {
                        look();
                    }
                }));
        check(
                "parallel stream",
                () -> IntStream.range(0, 2).parallel().forEach(i -> {
                    if (i == 1) {
                        look();
                    }
                }));
        check(
                "timer",
                () -> timer.schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                look();
                            }
                        },
                        1));
        check("thread", () -> new Thread(this::look).start());
        check(
                "delayed",
                () -> CompletableFuture.runAsync(
                        this::look, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, pool)));
        System.out.println(right + " of " + all);
    }
}
