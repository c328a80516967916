package io.reqid.agent.tests.matrix;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/**
 * Prints how the JDK describes tasks, and how it complains: the same, line by line, with the agent and without. What
 * changes from run to run, such as identity hash codes, is taken out.
 */
@SuppressWarnings("FutureReturnValueIgnored") // most of it fails, by intent
final class Descriptions {
    private Descriptions() {}

    public static void main(String[] arguments) {
        RequestContext.run(new RequestId("describe"), () -> {
            describeTasks();
            describeStages();
            complainInPools();
            complainElsewhere();
        });
        System.exit(0);
    }

    /** A task that describes itself. */
    private static final class Named implements Runnable {
        @Override
        public void run() {}

        @Override
        public String toString() {
            return "Named";
        }
    }

    private static void print(String what, Object text) {
        System.out.println(what + ": " + text.toString().replaceAll("(@|0x|Lambda[$/])[0-9a-f$/x]+", "$1"));
    }

    private static void describeTasks() {
        FutureTask<Integer> task = new FutureTask<>(new Named(), 1);
        print("FutureTask", task);
        task.run();
        print("FutureTask that was run", task);
        print("FutureTask of a lambda", new FutureTask<>(() -> 1));
        print("ForkJoinTask", ForkJoinTask.adapt(new Named()));
        print("ForkJoinTask with a result", ForkJoinTask.adapt(new Named(), 1));
        print("ForkJoinTask of a lambda", ForkJoinTask.adapt(() -> 1));
        ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
        print("scheduled", scheduled.schedule(new Named(), 1, TimeUnit.HOURS));
        print("periodic", scheduled.scheduleAtFixedRate(new Named(), 1, 1, TimeUnit.HOURS));
        print("shut down", scheduled.shutdownNow());
    }

    private static void describeStages() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        CompletableFuture<Void> stage = future.thenRun(new Named());
        print("future", future);
        print("stage", stage);
        future.completeExceptionally(new IllegalStateException("by intent"));
        print("failed future", future);
        print("failed stage", stage);
    }

    /** A call that throws. */
    private interface Complaint {
        void provoke() throws Exception;
    }

    private static void complain(String what, Complaint complaint) {
        try {
            complaint.provoke();
            print(what, "no complaint");
        } catch (Exception e) {
            StackTraceElement top = e.getStackTrace()[0];
            print(what, e + " at " + top.getClassName() + "." + top.getMethodName());
        }
    }

    private static void complainInPools() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        complain("execute(null)", () -> pool.execute(null));
        complain("submit(null)", () -> pool.submit((Runnable) null));
        complain("invokeAll(null)", () -> pool.invokeAll(null));
        pool.shutdown();
        complain("execute after shutdown", () -> pool.execute(new Named()));
        complain("submit after shutdown", () -> pool.submit(new Named()));
        ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
        complain("schedule(null)", () -> scheduled.schedule((Runnable) null, 1, TimeUnit.SECONDS));
        complain("period of 0", () -> scheduled.scheduleAtFixedRate(new Named(), 1, 0, TimeUnit.SECONDS));
        scheduled.shutdown();
        complain("ForkJoinPool.execute(null)", () -> ForkJoinPool.commonPool().execute((Runnable) null));
        complain("ForkJoinPool.submit(null)", () -> ForkJoinPool.commonPool().submit((ForkJoinTask<?>) null));
        complain("ForkJoinPool.invoke(null)", () -> ForkJoinPool.commonPool().invoke(null));
    }

    private static void complainElsewhere() {
        CompletableFuture<Integer> done = CompletableFuture.completedFuture(1);
        complain("new FutureTask(null)", () -> new FutureTask<Integer>(null));
        complain("new FutureTask(null, result)", () -> new FutureTask<>(null, 1));
        complain("adapt(null)", () -> ForkJoinTask.adapt((Runnable) null));
        complain("thenApply(null)", () -> done.thenApply(null));
        complain("thenRunAsync(null)", () -> done.thenRunAsync(null));
        complain("thenCombine(null)", () -> done.thenCombine(null, null));
        complain("thenApplyAsync(null executor)", () -> done.thenApplyAsync(x -> x, null));
        complain("supplyAsync(null)", () -> CompletableFuture.supplyAsync(null));
        complain("runAsync(null executor)", () -> CompletableFuture.runAsync(new Named(), null));
        complain("subscribe(null)", () -> new SubmissionPublisher<Integer>().subscribe(null));
        complain("Timer.schedule(null)", () -> new Timer(true).schedule(null, 1));
        complain("thread started twice", Descriptions::startTwice);
    }

    private static void startTwice() throws InterruptedException {
        Thread thread = new Thread(new Named());
        thread.start();
        thread.join();
        thread.start();
    }
}
