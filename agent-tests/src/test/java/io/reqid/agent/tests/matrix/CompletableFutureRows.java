package io.reqid.agent.tests.matrix;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What {@code CompletableFuture} starts by itself, and stages of its special kinds. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class CompletableFutureRows {
    private static final long MILLIS = 2;

    private CompletableFutureRows() {}

    static List<Row> rows() {
        return List.of(
                Row.returning(
                        "supplyAsync", Object::new, (none, work) -> CompletableFuture.supplyAsync(Work.supplier(work))),
                Row.returning(
                        "supplyAsync(executor)",
                        CompletableFutureRows::pool,
                        (pool, work) -> CompletableFuture.supplyAsync(Work.supplier(work), pool)),
                Row.returning("runAsync", Object::new, (none, work) -> CompletableFuture.runAsync(work)),
                Row.returning(
                        "runAsync(executor)",
                        CompletableFutureRows::pool,
                        (pool, work) -> CompletableFuture.runAsync(work, pool)),
                Row.returning(
                        "completeAsync",
                        Object::new,
                        (none, work) -> new CompletableFuture<Integer>().completeAsync(Work.supplier(work))),
                Row.returning(
                        "completeAsync(executor)",
                        CompletableFutureRows::pool,
                        (pool, work) -> new CompletableFuture<Integer>().completeAsync(Work.supplier(work), pool)),
                Row.returning(
                        "orTimeout, stage",
                        Object::new,
                        (none, work) -> new CompletableFuture<Integer>()
                                .orTimeout(MILLIS, TimeUnit.MILLISECONDS)
                                .exceptionally(t -> Work.done(work))),
                Row.returning(
                        "completeOnTimeout, stage",
                        Object::new,
                        (none, work) -> new CompletableFuture<Integer>()
                                .completeOnTimeout(1, MILLIS, TimeUnit.MILLISECONDS)
                                .thenRun(work)),
                Row.doing(
                        "delayedExecutor",
                        Object::new,
                        (none, work) -> delayed().execute(work)),
                Row.doing(
                        "delayedExecutor(executor)",
                        CompletableFutureRows::pool,
                        (pool, work) -> delayed(pool).execute(work)),
                Row.returning(
                        "supplyAsync(delayedExecutor)",
                        Object::new,
                        (none, work) -> CompletableFuture.supplyAsync(Work.supplier(work), delayed())),
                made(
                        "allOf, stage",
                        (future, work) ->
                                CompletableFuture.allOf(future, done()).thenRun(work)),
                made(
                        "anyOf, stage",
                        (future, work) -> CompletableFuture.anyOf(future, new CompletableFuture<>())
                                .thenRun(work)),
                made(
                        "executor that is asked to run a stage",
                        (future, work) -> future.thenApplyAsync(x -> x, task -> {
                            work.run();
                            task.run();
                        })),
                made(
                        "executor that is asked to run a handler",
                        (future, work) -> future.handleAsync((x, t) -> x, task -> {
                            work.run();
                            task.run();
                        })),
                made("copy, stage", (future, work) -> future.copy().thenRun(work)),
                made(
                        "minimalCompletionStage, stage",
                        (future, work) -> future.minimalCompletionStage().thenRun(work)),
                made(
                        "stage of a stage",
                        (future, work) ->
                                future.thenApply(x -> x).thenApplyAsync(x -> x).thenRun(work)),
                made(
                        "stage inside thenCompose",
                        (future, work) -> done().thenCompose(x -> future.thenApply(y -> Work.done(work)))),
                made(
                        "stage registered in a stage",
                        (future, work) -> future.thenCompose(x -> done().thenApplyAsync(y -> Work.done(work)))),
                made(
                        "supplyAsync in a stage",
                        (future, work) -> future.thenCompose(x -> CompletableFuture.supplyAsync(Work.supplier(work)))));
    }

    private static ExecutorService pool() {
        return Executors.newFixedThreadPool(1);
    }

    private static Executor delayed() {
        return CompletableFuture.delayedExecutor(MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Executor delayed(Executor executor) {
        return CompletableFuture.delayedExecutor(MILLIS, TimeUnit.MILLISECONDS, executor);
    }

    private static CompletableFuture<Integer> done() {
        return CompletableFuture.completedFuture(1);
    }

    /** Registers work on a future. */
    private interface Stage {
        Object register(CompletableFuture<Integer> future, Runnable work);
    }

    private static Row made(String name, Stage stage) {
        return Row.firing(name, Object::new, (none, work) -> {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            Object ignored = stage.register(future, work);
            return () -> future.complete(1);
        });
    }
}
