package io.reqid.agent.tests.chaos;

import io.reqid.ContextFuture;
import io.reqid.Snapshot;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Futures that are completed by themselves, by other requests, by pools, too late, or never. */
@SuppressWarnings("FutureReturnValueIgnored") // every line is awaited by its request
final class FutureConstructs {
    private static final int STAGE_WEIGHT = 6;

    private FutureConstructs() {}

    static Stream<Construct> all() {
        Stream<Construct> values = FutureStages.afterAValue().entrySet().stream()
                .map(stage -> Construct.of(stage.getKey(), STAGE_WEIGHT, hop -> onAValue(hop, stage.getValue())));
        Stream<Construct> failures = FutureStages.afterAFailure().entrySet().stream()
                .map(stage -> Construct.of(
                        stage.getKey() + " after a failure", STAGE_WEIGHT, hop -> onAFailure(hop, stage.getValue())));
        return Stream.of(values, failures, sources().stream(), timed().stream()).flatMap(stream -> stream);
    }

    private static void onAValue(Hop hop, FutureStages.Stage stage) {
        CompletableFuture<String> future = new CompletableFuture<>();
        Runnable completion = () -> future.complete("value");
        complete(hop, stage, future, completion);
    }

    private static void onAFailure(Hop hop, FutureStages.Stage stage) {
        CompletableFuture<String> future = new CompletableFuture<>();
        boolean cancelled = hop.draw(4) == 0;
        Runnable completion = () -> future.completeExceptionally(cancelled ? cancellation() : new OnPurpose(null));
        complete(hop, stage, future, completion);
    }

    private static Throwable cancellation() {
        return new CancellationException("on purpose");
    }

    /** Registers the stage before or after the future is complete, whoever completes it. */
    private static void complete(
            Hop hop, FutureStages.Stage stage, CompletableFuture<String> future, Runnable completion) {
        int way = hop.draw(6);
        Executor executor = hop.draw(8) == 0 ? task -> hop.pool().execute(task) : hop.pool();
        if (way == 0) {
            completion.run();
        }
        stage.on(future, hop.failingLine(), executor);
        if (way == 1) {
            hop.pool().execute(completion);
        } else if (way > 1) {
            hop.elsewhere(completion);
        }
    }

    private static List<Construct> sources() {
        return List.of(
                Construct.of("runAsync", 12, hop -> CompletableFuture.runAsync(hop.failingLine())),
                Construct.of(
                        "runAsync on a pool", 12, hop -> CompletableFuture.runAsync(hop.failingLine(), hop.pool())),
                Construct.of("supplyAsync", 12, hop -> CompletableFuture.supplyAsync(supplier(hop))),
                Construct.of(
                        "supplyAsync on a pool", 12, hop -> CompletableFuture.supplyAsync(supplier(hop), hop.pool())),
                Construct.of(
                        "completeAsync",
                        12,
                        hop -> new CompletableFuture<String>().completeAsync(supplier(hop), hop.pool())),
                Construct.of("supplyAsync, then two stages", 12, FutureConstructs::supplyAndTwoStages),
                Construct.of(
                        "stage of a stage that another request registers", 12, FutureConstructs::registerElsewhere),
                Construct.of("ContextFuture stage", 12, FutureConstructs::contextFuture));
    }

    private static Supplier<String> supplier(Hop hop) {
        Line line = hop.failingLine();
        return () -> {
            line.run();
            return "value";
        };
    }

    private static void supplyAndTwoStages(Hop hop) {
        Line first = hop.line();
        Line second = hop.line();
        CompletableFuture.supplyAsync(supplier(hop), hop.pool())
                .whenComplete((value, failure) -> first.run())
                .whenCompleteAsync((value, failure) -> second.run(), hop.pool());
    }

    /** A future of this request on which another one, or none, registers a stage too: each stage sees its own. */
    private static void registerElsewhere(Hop hop) {
        CompletableFuture<String> future = new CompletableFuture<>();
        Line mine = hop.line();
        future.thenRun(mine);
        Line outside = hop.outside().line();
        Snapshot.empty().run(() -> future.thenRun(outside));
        hop.elsewhere(() -> {
            future.thenRun(() -> {});
            future.complete("value");
        });
    }

    private static void contextFuture(Hop hop) {
        ContextFuture<String> future = new ContextFuture<>();
        future.thenRunAsync(hop.failingLine(), hop.pool());
        future.thenRun(hop.failingLine());
        hop.elsewhere(() -> future.complete("value"));
    }

    private static List<Construct> timed() {
        return List.of(
                Construct.of("orTimeout, exceptionally", 6, FutureConstructs::orTimeout),
                Construct.of(
                        "completeOnTimeout, thenRun",
                        6,
                        hop -> new CompletableFuture<String>()
                                .completeOnTimeout("late", hop.delayMicros(), TimeUnit.MICROSECONDS)
                                .thenRun(hop.failingLine())),
                Construct.of(
                        "delayedExecutor",
                        6,
                        hop -> hop.laterWithoutFailing(line -> CompletableFuture.delayedExecutor(
                                        hop.delayMicros(), TimeUnit.MICROSECONDS, hop.pool())
                                .execute(line))),
                Construct.of(
                        "runAsync on a delayedExecutor",
                        6,
                        hop -> CompletableFuture.runAsync(
                                hop.failingLine(),
                                CompletableFuture.delayedExecutor(hop.delayMicros(), TimeUnit.MICROSECONDS))));
    }

    private static void orTimeout(Hop hop) {
        Line line = hop.failingLine();
        new CompletableFuture<String>()
                .orTimeout(hop.delayMicros(), TimeUnit.MICROSECONDS)
                .exceptionally(failure -> {
                    line.run();
                    return "late";
                });
    }
}
