package io.reqid.agent.tests;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;

/** An agent that is there first, and loads what ours would like to see loaded. */
final class EarlyForkJoin {
    private EarlyForkJoin() {}

    public static void premain(String options) {
        ForkJoinTask.adapt(() -> {}).invoke();
        new FutureTask<>(() -> null).run();
        CompletableFuture.completedFuture(1).thenApply(x -> x).join();
    }
}
