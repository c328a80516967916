package io.reqid.agent.tests.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Every method of {@code CompletionStage} that takes a function, by every way in which its future may complete. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class StageRows {
    private static final CompletableFuture<Integer> NEVER = new CompletableFuture<>();

    private StageRows() {}

    /** Registers work as a stage. */
    private interface Stage {
        CompletionStage<?> register(CompletableFuture<Integer> future, Runnable work, Executor executor);
    }

    /** A method, its asynchronous form, and that with an executor. */
    private record Kind(String name, Stage sync, Stage async, Stage on) {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        valueKinds().forEach(kind -> rows.addAll(rows(kind, false)));
        pairKinds().forEach(kind -> rows.addAll(rows(kind, false)));
        failureKinds().forEach(kind -> rows.addAll(rows(kind, true)));
        return rows;
    }

    private static List<Row> rows(Kind kind, boolean failing) {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows(kind.name(), kind.sync(), failing));
        rows.addAll(rows(kind.name() + "Async", kind.async(), failing));
        rows.addAll(rows(kind.name() + "Async(executor)", kind.on(), failing));
        return rows;
    }

    private static List<Row> rows(String name, Stage stage, boolean failing) {
        return List.of(
                Row.firing(name + ", completed by another", StageRows::pool, (pool, work) -> {
                    CompletableFuture<Integer> future = new CompletableFuture<>();
                    stage.register(future, work, pool);
                    return () -> complete(future, failing);
                }),
                Row.firing(name + ", completed by the same", StageRows::pool, (pool, work) -> {
                            CompletableFuture<Integer> future = new CompletableFuture<>();
                            stage.register(future, work, pool);
                            return () -> complete(future, failing);
                        })
                        .firedInPlace(),
                Row.returning(name + ", complete already", StageRows::pool, (pool, work) -> {
                    CompletableFuture<Integer> future = new CompletableFuture<>();
                    complete(future, failing);
                    return stage.register(future, work, pool);
                }));
    }

    private static ExecutorService pool() {
        return Executors.newFixedThreadPool(1);
    }

    private static void complete(CompletableFuture<Integer> future, boolean failing) {
        if (failing) {
            future.completeExceptionally(new IllegalStateException("fails by intent"));
        } else {
            future.complete(1);
        }
    }

    private static List<Kind> valueKinds() {
        return List.of(
                new Kind(
                        "thenApply",
                        (f, w, e) -> f.thenApply(x -> Work.done(w)),
                        (f, w, e) -> f.thenApplyAsync(x -> Work.done(w)),
                        (f, w, e) -> f.thenApplyAsync(x -> Work.done(w), e)),
                new Kind(
                        "thenAccept",
                        (f, w, e) -> f.thenAccept(x -> w.run()),
                        (f, w, e) -> f.thenAcceptAsync(x -> w.run()),
                        (f, w, e) -> f.thenAcceptAsync(x -> w.run(), e)),
                new Kind(
                        "thenRun",
                        (f, w, e) -> f.thenRun(w),
                        (f, w, e) -> f.thenRunAsync(w),
                        (f, w, e) -> f.thenRunAsync(w, e)),
                new Kind(
                        "thenCompose",
                        (f, w, e) -> f.thenCompose(x -> composed(w)),
                        (f, w, e) -> f.thenComposeAsync(x -> composed(w)),
                        (f, w, e) -> f.thenComposeAsync(x -> composed(w), e)),
                new Kind(
                        "handle",
                        (f, w, e) -> f.handle((x, t) -> Work.done(w)),
                        (f, w, e) -> f.handleAsync((x, t) -> Work.done(w)),
                        (f, w, e) -> f.handleAsync((x, t) -> Work.done(w), e)),
                new Kind(
                        "whenComplete",
                        (f, w, e) -> f.whenComplete((x, t) -> w.run()),
                        (f, w, e) -> f.whenCompleteAsync((x, t) -> w.run()),
                        (f, w, e) -> f.whenCompleteAsync((x, t) -> w.run(), e)));
    }

    private static CompletableFuture<Integer> composed(Runnable work) {
        return CompletableFuture.completedFuture(Work.done(work));
    }

    private static List<Kind> pairKinds() {
        CompletableFuture<Integer> done = CompletableFuture.completedFuture(1);
        return List.of(
                new Kind(
                        "thenCombine",
                        (f, w, e) -> f.thenCombine(done, (x, y) -> Work.done(w)),
                        (f, w, e) -> f.thenCombineAsync(done, (x, y) -> Work.done(w)),
                        (f, w, e) -> f.thenCombineAsync(done, (x, y) -> Work.done(w), e)),
                new Kind(
                        "thenCombine, second of two",
                        (f, w, e) -> done.thenCombine(f, (x, y) -> Work.done(w)),
                        (f, w, e) -> done.thenCombineAsync(f, (x, y) -> Work.done(w)),
                        (f, w, e) -> done.thenCombineAsync(f, (x, y) -> Work.done(w), e)),
                new Kind(
                        "thenAcceptBoth",
                        (f, w, e) -> f.thenAcceptBoth(done, (x, y) -> w.run()),
                        (f, w, e) -> f.thenAcceptBothAsync(done, (x, y) -> w.run()),
                        (f, w, e) -> f.thenAcceptBothAsync(done, (x, y) -> w.run(), e)),
                new Kind(
                        "runAfterBoth",
                        (f, w, e) -> f.runAfterBoth(done, w),
                        (f, w, e) -> f.runAfterBothAsync(done, w),
                        (f, w, e) -> f.runAfterBothAsync(done, w, e)),
                new Kind(
                        "applyToEither",
                        (f, w, e) -> f.applyToEither(NEVER, x -> Work.done(w)),
                        (f, w, e) -> f.applyToEitherAsync(NEVER, x -> Work.done(w)),
                        (f, w, e) -> f.applyToEitherAsync(NEVER, x -> Work.done(w), e)),
                new Kind(
                        "acceptEither",
                        (f, w, e) -> f.acceptEither(NEVER, x -> w.run()),
                        (f, w, e) -> f.acceptEitherAsync(NEVER, x -> w.run()),
                        (f, w, e) -> f.acceptEitherAsync(NEVER, x -> w.run(), e)),
                new Kind(
                        "runAfterEither",
                        (f, w, e) -> f.runAfterEither(NEVER, w),
                        (f, w, e) -> f.runAfterEitherAsync(NEVER, w),
                        (f, w, e) -> f.runAfterEitherAsync(NEVER, w, e)));
    }

    private static List<Kind> failureKinds() {
        return List.of(
                new Kind(
                        "exceptionally",
                        (f, w, e) -> f.exceptionally(t -> Work.done(w)),
                        (f, w, e) -> f.exceptionallyAsync(t -> Work.done(w)),
                        (f, w, e) -> f.exceptionallyAsync(t -> Work.done(w), e)),
                new Kind(
                        "exceptionallyCompose",
                        (f, w, e) -> f.exceptionallyCompose(t -> composed(w)),
                        (f, w, e) -> f.exceptionallyComposeAsync(t -> composed(w)),
                        (f, w, e) -> f.exceptionallyComposeAsync(t -> composed(w), e)));
    }
}
