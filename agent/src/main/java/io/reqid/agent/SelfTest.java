package io.reqid.agent;

import io.reqid.Scope;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands work over in up to ten ways, once, when the agent starts, and names the hook that did not do what it is there for.
 * What the application has not loaded yet is not tried, unless all is loaded: a start would take
 * twice as long.
 */
final class SelfTest {
    private static final String[] HOOKS = {
        "FutureTask",
        "ThreadPoolExecutor",
        "ScheduledThreadPoolExecutor",
        "CompletableFuture",
        "CompletableFuture.AsyncSupply",
        "ForkJoinTask.AdaptedCallable",
        "ForkJoinPool.WorkQueue",
        "Timer",
        "Thread",
        "SubmissionPublisher"
    };

    private final Log log;

    private final Consumer<String> late;

    /**
     * Says what fails in a log.
     *
     * @param late defines the classes of which the work is that only some hooks are tried with
     */
    SelfTest(Log log, Consumer<String> late) {
        this.log = log;
        this.late = late;
    }

    /** Tries some of the hooks that are on. */
    void run(Set<String> hooks) {
        for (String hook : HOOKS) {
            if (hooks.contains(hook)) {
                probe(hook);
            }
        }
    }

    private void probe(String hook) {
        Sighting work = new Sighting();
        try {
            handOver(hook, work);
            if (!work.succeeds()) {
                log.line("self-test: hook " + hook + " did not carry the context");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.line("self-test: hook " + hook + " failed: " + e);
        }
    }

    private void handOver(String hook, Sighting work) throws InterruptedException {
        switch (hook) {
            case "FutureTask" -> futureTask(work);
            case "ThreadPoolExecutor" -> pool(work);
            case "ScheduledThreadPoolExecutor" -> scheduler(work);
            case "CompletableFuture" -> stage(work);
            case "CompletableFuture.AsyncSupply" -> supplier(work);
            case "ForkJoinTask.AdaptedCallable" -> adapter(work);
            case "ForkJoinPool.WorkQueue" -> forkJoin(work);
            case "Timer" -> timer(work);
            case "Thread" -> thread(work);
            case "SubmissionPublisher" -> publisher(work);
            default -> throw new IllegalArgumentException("no probe for " + hook);
        }
    }

    private static void futureTask(Sighting work) {
        FutureTask<?> task;
        try (Scope context = work.bind()) {
            task = new FutureTask<>(work);
        }
        task.run();
    }

    private static void pool(Sighting work) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        try (Scope context = work.bind()) {
            pool.execute(work);
        }
        pool.shutdown();
    }

    private static void scheduler(Sighting work) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
        try (Scope context = work.bind()) {
            var unused = scheduler.schedule((Runnable) work, 1, TimeUnit.MICROSECONDS);
        }
        scheduler.shutdown();
    }

    private static void stage(Sighting work) {
        CompletableFuture<Object> future = new CompletableFuture<>();
        try (Scope context = work.bind()) {
            var unused = future.thenApply(work);
        }
        future.complete("");
    }

    private static void supplier(Sighting work) {
        Later later = new Later();
        try (Scope context = work.bind()) {
            var unused = CompletableFuture.supplyAsync(work, later);
        }
        later.runAll();
    }

    private static void adapter(Sighting work) {
        ForkJoinTask<?> task;
        try (Scope context = work.bind()) {
            task = ForkJoinTask.adapt((java.util.concurrent.Callable<?>) work);
        }
        task.invoke();
    }

    private void forkJoin(Sighting work) {
        late.accept("io/reqid/agent/Sighting$Forked");
        ForkJoinPool pool = new ForkJoinPool(1);
        try (Scope context = work.bind()) {
            pool.execute(Sighting.Forked.of(work));
        }
        pool.shutdown();
    }

    private void timer(Sighting work) throws InterruptedException {
        late.accept("io/reqid/agent/Sighting$Timed");
        Timer timer = new Timer("reqid agent self-test", true);
        try (Scope context = work.bind()) {
            timer.schedule(Sighting.Timed.of(work), 0);
        }
        work.succeeds();
        timer.cancel();
    }

    private static void thread(Sighting work) throws InterruptedException {
        Thread thread = new Thread(work, "reqid agent self-test");
        try (Scope context = work.bind()) {
            thread.start();
        }
        thread.join();
    }

    private static void publisher(Sighting work) {
        Later later = new Later();
        try (SubmissionPublisher<Object> publisher = new SubmissionPublisher<>(later, 1)) {
            try (Scope context = work.bind()) {
                publisher.subscribe(work.asSubscriber());
            }
            publisher.submit("");
            later.runAll();
        }
    }

    /** Runs what it is given when it is told to. */
    private static final class Later implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void runAll() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }
}
