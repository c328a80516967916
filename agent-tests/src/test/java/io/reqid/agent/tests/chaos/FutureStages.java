package io.reqid.agent.tests.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Every method of a future that takes a function. */
@SuppressWarnings("FutureReturnValueIgnored") // every line is awaited by its request
final class FutureStages {
    /** Has a line run when a future is complete. */
    interface Stage {
        void on(CompletableFuture<String> future, Line line, Executor executor);
    }

    private FutureStages() {}

    private static CompletableFuture<String> never() {
        return new CompletableFuture<>();
    }

    private static String value(Line line) {
        line.run();
        return "value";
    }

    private static CompletableFuture<String> future(Line line) {
        line.run();
        return CompletableFuture.completedFuture("value");
    }

    private static CompletableFuture<String> done() {
        return CompletableFuture.completedFuture("value");
    }

    /** {@return the stages that run when a future has a value, by name} */
    static Map<String, Stage> afterAValue() {
        Map<String, Stage> stages = new TreeMap<>(afterEitherWay());
        stages.put("thenApply", (f, line, e) -> f.thenApply(v -> value(line)));
        stages.put("thenApplyAsync", (f, line, e) -> f.thenApplyAsync(v -> value(line)));
        stages.put("thenApplyAsync on a pool", (f, line, e) -> f.thenApplyAsync(v -> value(line), e));
        stages.put("thenAccept", (f, line, e) -> f.thenAccept(v -> line.run()));
        stages.put("thenAcceptAsync", (f, line, e) -> f.thenAcceptAsync(v -> line.run()));
        stages.put("thenAcceptAsync on a pool", (f, line, e) -> f.thenAcceptAsync(v -> line.run(), e));
        stages.put("thenRun", (f, line, e) -> f.thenRun(line));
        stages.put("thenRunAsync", (f, line, e) -> f.thenRunAsync(line));
        stages.put("thenRunAsync on a pool", (f, line, e) -> f.thenRunAsync(line, e));
        stages.put("thenCompose", (f, line, e) -> f.thenCompose(v -> future(line)));
        stages.put("thenComposeAsync", (f, line, e) -> f.thenComposeAsync(v -> future(line)));
        stages.put("thenComposeAsync on a pool", (f, line, e) -> f.thenComposeAsync(v -> future(line), e));
        stages.putAll(afterBoth());
        stages.putAll(afterOne());
        stages.putAll(afterDerived());
        return stages;
    }

    private static Map<String, Stage> afterBoth() {
        Map<String, Stage> stages = new TreeMap<>();
        stages.put("thenCombine", (f, line, e) -> f.thenCombine(done(), (a, b) -> value(line)));
        stages.put("thenCombineAsync", (f, line, e) -> done().thenCombineAsync(f, (a, b) -> value(line)));
        stages.put("thenCombineAsync on a pool", (f, line, e) -> f.thenCombineAsync(done(), (a, b) -> value(line), e));
        stages.put("thenAcceptBoth", (f, line, e) -> done().thenAcceptBoth(f, (a, b) -> line.run()));
        stages.put("thenAcceptBothAsync", (f, line, e) -> f.thenAcceptBothAsync(done(), (a, b) -> line.run()));
        stages.put(
                "thenAcceptBothAsync on a pool",
                (f, line, e) -> f.thenAcceptBothAsync(done(), (a, b) -> line.run(), e));
        stages.put("runAfterBoth", (f, line, e) -> f.runAfterBoth(f, line));
        stages.put("runAfterBothAsync", (f, line, e) -> f.runAfterBothAsync(done(), line));
        stages.put("runAfterBothAsync on a pool", (f, line, e) -> done().runAfterBothAsync(f, line, e));
        return stages;
    }

    private static Map<String, Stage> afterOne() {
        Map<String, Stage> stages = new TreeMap<>();
        stages.put("applyToEither", (f, line, e) -> f.applyToEither(never(), v -> value(line)));
        stages.put("applyToEitherAsync", (f, line, e) -> never().applyToEitherAsync(f, v -> value(line)));
        stages.put("applyToEitherAsync on a pool", (f, line, e) -> f.applyToEitherAsync(f, v -> value(line), e));
        stages.put("acceptEither", (f, line, e) -> f.acceptEither(never(), v -> line.run()));
        stages.put("acceptEitherAsync", (f, line, e) -> f.acceptEitherAsync(never(), v -> line.run()));
        stages.put("acceptEitherAsync on a pool", (f, line, e) -> never().acceptEitherAsync(f, v -> line.run(), e));
        stages.put("runAfterEither", (f, line, e) -> f.runAfterEither(f, line));
        stages.put("runAfterEitherAsync", (f, line, e) -> never().runAfterEitherAsync(f, line));
        stages.put("runAfterEitherAsync on a pool", (f, line, e) -> f.runAfterEitherAsync(never(), line, e));
        return stages;
    }

    private static Map<String, Stage> afterDerived() {
        Map<String, Stage> stages = new TreeMap<>();
        stages.put("copy, thenRun", (f, line, e) -> f.copy().thenRun(line));
        stages.put(
                "minimal stage, thenRun",
                (f, line, e) -> f.minimalCompletionStage().thenRun(line));
        stages.put(
                "allOf, thenRun",
                (f, line, e) -> CompletableFuture.allOf(f, done(), f).thenRun(line));
        stages.put(
                "anyOf, thenRun",
                (f, line, e) -> CompletableFuture.anyOf(never(), f).thenRun(line));
        stages.put(
                "chain of five",
                (f, line, e) -> f.thenApply(v -> v)
                        .thenApplyAsync(v -> v, e)
                        .thenCompose(v -> done())
                        .handle((v, x) -> v)
                        .thenAccept(v -> line.run()));
        return stages;
    }

    /** {@return the stages that run whether a future has a value or failed} */
    private static Map<String, Stage> afterEitherWay() {
        Map<String, Stage> stages = new TreeMap<>();
        stages.put("handle", (f, line, e) -> f.handle((v, x) -> value(line)));
        stages.put("handleAsync", (f, line, e) -> f.handleAsync((v, x) -> value(line)));
        stages.put("handleAsync on a pool", (f, line, e) -> f.handleAsync((v, x) -> value(line), e));
        stages.put("whenComplete", (f, line, e) -> f.whenComplete((v, x) -> line.run()));
        stages.put("whenCompleteAsync", (f, line, e) -> f.whenCompleteAsync((v, x) -> line.run()));
        stages.put("whenCompleteAsync on a pool", (f, line, e) -> f.whenCompleteAsync((v, x) -> line.run(), e));
        return stages;
    }

    /** {@return the stages that run when a future has failed, by name} */
    static Map<String, Stage> afterAFailure() {
        Map<String, Stage> stages = new TreeMap<>(afterEitherWay());
        stages.put("exceptionally", (f, line, e) -> f.exceptionally(x -> value(line)));
        stages.put("exceptionallyAsync", (f, line, e) -> f.exceptionallyAsync(x -> value(line)));
        stages.put("exceptionallyAsync on a pool", (f, line, e) -> f.exceptionallyAsync(x -> value(line), e));
        stages.put("exceptionallyCompose", (f, line, e) -> f.exceptionallyCompose(x -> future(line)));
        stages.put("exceptionallyComposeAsync", (f, line, e) -> f.exceptionallyComposeAsync(x -> future(line)));
        stages.put(
                "exceptionallyComposeAsync on a pool",
                (f, line, e) -> f.exceptionallyComposeAsync(x -> future(line), e));
        return stages;
    }
}
