package io.reqid;

import static io.reqid.WorkerPool.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContextFutureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Queue<Runnable> queue = new ArrayDeque<>();

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
    }

    /** Registers a stage as "registrant", completes the future as "completer"; returns what the stage saw. */
    private static CompletableFuture<String> seenByStageOf(CompletionStage<?> stage, Runnable completion) {
        CompletionStage<String> seen = REQUEST.<CompletionStage<String>, RuntimeException>call(
                "registrant", () -> stage.handle((value, failure) -> WorkerPool.seen()));
        REQUEST.run("completer", completion);
        return seen.toCompletableFuture();
    }

    private static void assertCarries(CompletionStage<?> stage, Runnable completion) {
        assertThat(stage).isInstanceOf(ContextFuture.class);
        assertThat(seenByStageOf(stage, completion)).succeedsWithin(PATIENCE).isEqualTo("registrant");
    }

    @Test
    void copiesAndStagesOfAContextFutureAreContextFutures() {
        ContextFuture<String> future = new ContextFuture<>();
        assertCarries(future.copy(), () -> future.complete("value"));
        ContextFuture<String> other = new ContextFuture<>();
        assertCarries(other.minimalCompletionStage(), () -> other.complete("value"));
        ContextFuture<Object> dependent = new ContextFuture<>().newIncompleteFuture();
        assertCarries(dependent, () -> dependent.complete("value"));
        assertCarries(new ContextFuture<>().orTimeout(1, TimeUnit.MILLISECONDS), () -> {});
        assertCarries(new ContextFuture<>().completeOnTimeout("late", 1, TimeUnit.MILLISECONDS), () -> {});
        assertThat(future.toCompletableFuture()).isSameAs(future);
    }

    @Test
    void aMinimalStageCannotCompleteTheFutureThatItCameFrom() {
        ContextFuture<String> future = new ContextFuture<>();
        assertThat(future.minimalCompletionStage().toCompletableFuture().complete("from outside"))
                .isTrue();
        assertThat(future).isNotDone();
    }

    @Test
    void whatIsMadeOfPlainFuturesIsAContextFuture() {
        CompletableFuture<String> plain = new CompletableFuture<>();
        assertCarries(ContextFuture.of(plain), () -> plain.complete("value"));
        CompletableFuture<String> first = new CompletableFuture<>();
        assertCarries(
                ContextFuture.allOf(first, new ContextFuture<>().completeOnTimeout(1, 0, TimeUnit.SECONDS)),
                () -> first.complete("value"));
        CompletableFuture<String> second = new CompletableFuture<>();
        assertCarries(ContextFuture.anyOf(second, new CompletableFuture<>()), () -> second.complete("value"));
        assertCarries(ContextFuture.completedFuture("value"), () -> {});
        assertCarries(ContextFuture.failedFuture(new IOException("failed")), () -> {});
        assertCarries(ContextFuture.completedStage("value"), () -> {});
        assertCarries(ContextFuture.failedStage(new IOException("failed")), () -> {});
        assertCarries(ContextFuture.supplyAsync(() -> "value"), () -> {});
        assertCarries(ContextFuture.runAsync(() -> {}), () -> {});
    }

    @Test
    void aContextFutureIsTakenAsItIs() {
        ContextFuture<String> future = new ContextFuture<>();
        assertThat(ContextFuture.of(future)).isSameAs(future);
    }

    static Stream<Method> staticFactories() {
        return Arrays.stream(CompletableFuture.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("staticFactories")
    void everyStaticFactoryOfThisJdkIsHidden(Method factory) throws Exception {
        // called through our class, an inherited one would quietly give a plain future
        assertThat(ContextFuture.class
                        .getMethod(factory.getName(), factory.getParameterTypes())
                        .getDeclaringClass())
                .isEqualTo(ContextFuture.class);
    }

    @Test
    void resultsAndFailuresComeThrough() {
        assertThat(ContextFuture.completedFuture("a").thenCombine(ContextFuture.completedFuture("b"), String::concat))
                .isCompletedWithValue("ab");
        IOException failure = new IOException("disk");
        CompletableFuture<String> plain = new CompletableFuture<>();
        ContextFuture<String> following = ContextFuture.of(plain);
        plain.completeExceptionally(failure);
        assertThat(following).failsWithin(PATIENCE).withThrowableThat().withCause(failure);
        assertThat(ContextFuture.failedFuture(failure).handle((value, thrown) -> thrown))
                .isCompletedWithValue(failure);
        assertThat(new ContextFuture<>().orTimeout(1, TimeUnit.MILLISECONDS))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void aCancelledStageIsCancelledAlsoForThoseThatFollowIt() {
        CompletableFuture<String> plain = new CompletableFuture<>();
        ContextFuture<String> following = ContextFuture.of(plain);
        assertThat(plain.cancel(false)).isTrue();
        assertThat(following.isCancelled()).isTrue();
        assertThatThrownBy(following::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void whatAFunctionThrowsFailsTheStageAndNothingElse() {
        IllegalStateException failure = new IllegalStateException("in the function");
        ContextFuture<String> future = new ContextFuture<>();
        ContextFuture<Object> stage = future.thenApply(value -> {
            throw failure;
        });
        REQUEST.run("completer", () -> {
            assertThat(future.complete("value")).isTrue();
            assertThat(REQUEST.get()).isEqualTo("completer");
        });
        assertThat(future).isCompletedWithValue("value");
        assertThat(stage).failsWithin(PATIENCE).withThrowableThat().withCause(failure);
    }

    @Test
    void aRejectionReachesWhoeverAsked() {
        RejectedExecutionException rejection = new RejectedExecutionException("full");
        Executor refusing = task -> {
            throw rejection;
        };
        assertThatThrownBy(() -> ContextFuture.supplyAsync(() -> "never", refusing))
                .isSameAs(rejection);
        assertThatThrownBy(() -> ContextFuture.runAsync(() -> {}, ContextExecutors.wrap(refusing)))
                .isSameAs(rejection);
    }

    @Test
    void nullsAreRefusedAtOnce() {
        assertThatThrownBy(() -> ContextFuture.supplyAsync(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ContextFuture.supplyAsync(null, queue::add)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ContextFuture.supplyAsync(() -> "a", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ContextFuture.runAsync(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ContextFuture.failedFuture(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ContextFuture.of(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aStageOfAPlainFutureThatFiresOnAWrappedExecutorSeesNothingRatherThanTheContextOfTheCompleter() {
        CompletableFuture<String> plain = new CompletableFuture<>();
        CompletableFuture<String> seen = REQUEST.<CompletableFuture<String>, RuntimeException>call(
                "registrant",
                () -> plain.thenApplyAsync(value -> WorkerPool.seen(), ContextExecutors.wrap((Executor) queue::add)));
        REQUEST.run("completer", () -> plain.complete("value"));
        REQUEST.run("worker", () -> queue.remove().run());
        assertThat(seen).isCompletedWithValue(WorkerPool.NOTHING);
    }
}
