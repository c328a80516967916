package io.reqid.agent.tests.chaos;

import io.reqid.Snapshot;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Pools of threads and what is given to them. */
@SuppressWarnings("FutureReturnValueIgnored") // every line is awaited by its request
final class ExecutorConstructs {
    private static final int TASKS = 3;

    private ExecutorConstructs() {}

    static Stream<Construct> all() {
        return Stream.of(handedIn(), queued(), awaited(), ended()).flatMap(List::stream);
    }

    private static List<Construct> handedIn() {
        return List.of(
                Construct.of("execute", 60, hop -> hop.pool().execute(hop.line())),
                Construct.of(
                        "submit runnable", 40, hop -> hop.pools().service(hop).submit((Runnable) hop.failingLine())),
                Construct.of(
                        "submit runnable with result",
                        20,
                        hop -> hop.pools().service(hop).submit(hop.failingLine(), "result")),
                Construct.of(
                        "submit callable", 40, hop -> hop.pools().service(hop).submit(callable(hop.failingLine()))),
                Construct.of(
                        "schedule runnable",
                        20,
                        hop -> hop.later(line -> hop.pools()
                                .scheduler
                                .schedule((Runnable) line, hop.delayMicros(), TimeUnit.MICROSECONDS))),
                Construct.of(
                        "schedule callable",
                        20,
                        hop -> hop.later(line -> hop.pools()
                                .scheduler
                                .schedule(callable(line), hop.delayMicros(), TimeUnit.MICROSECONDS))));
    }

    private static List<Construct> queued() {
        return List.of(
                Construct.of(
                        "execute, runs in the caller where the pool is full",
                        30,
                        hop -> hop.pools().full.execute(hop.line())),
                Construct.of("execute, refused and run by hand", 20, ExecutorConstructs::executeOrRun),
                Construct.of(
                        "execute on a priority queue",
                        20,
                        hop -> hop.pools().ordered.execute(hop.line())),
                Construct.of(
                        "execute on an executor made by hand",
                        20,
                        hop -> hop.pools().handMade.execute(hop.line())),
                Construct.of(
                        "execute, throws into the uncaught-exception handler",
                        2,
                        hop -> hop.pools().fixed.execute(hop.line().failing(new OnPurpose(hop.lastLine())))),
                Construct.of(
                        "completion service",
                        20,
                        hop -> new ExecutorCompletionService<String>(hop.pools().service(hop))
                                .submit(callable(hop.failingLine()))),
                Construct.of(
                        "future task, run by another request",
                        30,
                        hop -> hop.elsewhere(new FutureTask<>(callable(hop.failingLine())))),
                Construct.of("future task, executed by another request", 20, ExecutorConstructs::executeElsewhere));
    }

    private static List<Construct> awaited() {
        return List.of(
                Construct.waiting("invokeAll", 6, hop -> hop.pools().leaf.invokeAll(callables(hop))),
                Construct.waiting(
                        "invokeAll with a timeout",
                        6,
                        hop -> hop.pools().leaf.invokeAll(callables(hop), 1, TimeUnit.HOURS)),
                Construct.waiting("invokeAny", 6, ExecutorConstructs::invokeAny));
    }

    private static List<Construct> ended() {
        return List.of(
                Construct.of("submit, cancelled", 20, hop -> cancel(hop, false)),
                Construct.of("submit, cancelled with an interrupt", 10, hop -> cancel(hop, true)),
                Construct.of("schedule, cancelled and purged", 10, ExecutorConstructs::cancelScheduled),
                Construct.of("execute, removed", 10, ExecutorConstructs::remove),
                Construct.of("pool of the request's own", 1, ExecutorConstructs::ownPool),
                Construct.of("pool of the request's own, shut down now", 1, ExecutorConstructs::shutDownNow),
                Construct.of("single-thread executor of the request's own", 1, ExecutorConstructs::ownSingleThread));
    }

    static Callable<String> callable(Line line) {
        return () -> {
            line.run();
            return "value";
        };
    }

    private static List<Callable<String>> callables(Hop hop) {
        return Stream.generate(() -> callable(hop.failingLine())).limit(TASKS).toList();
    }

    private static void executeOrRun(Hop hop) {
        Line line = hop.line();
        try {
            hop.pools().refusing.execute(line);
        } catch (RejectedExecutionException e) {
            line.run();
        }
    }

    private static void executeElsewhere(Hop hop) {
        FutureTask<String> task = new FutureTask<>(callable(hop.failingLine()));
        ExecutorService pool = hop.pools().service(hop);
        hop.elsewhere(() -> pool.execute(task));
    }

    private static void invokeAny(Hop hop) throws InterruptedException, ExecutionException {
        List<Line> lines = Stream.generate(hop::lastLine).limit(TASKS).toList();
        hop.pools()
                .leaf
                .invokeAny(lines.stream().map(ExecutorConstructs::callable).toList());
        lines.forEach(Line::drop);
    }

    private static void cancel(Hop hop, boolean interrupting) {
        Line line = hop.lastLine();
        Future<String> future = hop.pools().service(hop).submit(callable(line));
        hop.elsewhere(() -> {
            if (future.cancel(interrupting)) {
                line.drop();
            }
        });
    }

    private static void cancelScheduled(Hop hop) {
        Timed timed = new Timed();
        Line line = hop.lastLine().timed(timed);
        Future<?> future = hop.pools().scheduler.schedule((Runnable) line, 1 + hop.draw(2), TimeUnit.MILLISECONDS);
        timed.registered();
        if (future.cancel(false)) {
            line.drop();
        }
        if (hop.draw(8) == 0) {
            hop.pools().scheduler.purge();
        }
    }

    private static void remove(Hop hop) {
        Line line = hop.lastLine();
        hop.pools().fixed.execute(line);
        if (hop.pools().fixed.remove(line)) {
            line.drop();
        }
    }

    /** A pool whose thread is born inside the request, and that is used by others too. */
    private static void ownPool(Hop hop) {
        ThreadPoolExecutor pool = Pools.ownPool();
        pool.execute(hop.line());
        pool.submit((Runnable) hop.line());
        Snapshot.empty().run(() -> pool.execute(hop.outside().line()));
        pool.execute(hop.line());
        pool.shutdown();
    }

    /** What had not begun is run by hand, here. */
    private static void shutDownNow(Hop hop) {
        ThreadPoolExecutor pool = Pools.ownPool();
        for (int i = 0; i < TASKS; i++) {
            pool.execute(hop.lastLine());
            pool.submit((Runnable) hop.lastLine());
        }
        pool.shutdownNow().forEach(Runnable::run);
    }

    private static void ownSingleThread(Hop hop) {
        ExecutorService pool = Executors.newSingleThreadExecutor(Pools::daemon);
        pool.execute(hop.line());
        pool.submit(callable(hop.line()));
        hop.elsewhere(pool::shutdown);
    }
}
