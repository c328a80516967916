package io.reqid;

import static io.reqid.WorkerPool.NOTHING;
import static io.reqid.WorkerPool.OWN;
import static io.reqid.WorkerPool.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 8, for every method of this JDK's futures that takes a function, whatever the JDK. */
@ParameterizedClass(name = "async graph followed: {0}")
@ValueSource(booleans = {false, true})
class ContextFutureStagesTest {
    @Parameter
    private boolean followed;

    private final BlockingQueue<String> seen = WorkerPool.queue();
    private final WorkerPool pool = new WorkerPool(WorkerPool.queue());
    private AsyncHooks.Registration registration;

    @BeforeEach
    void follow() {
        registration = followed ? AsyncHooks.trackIds() : () -> {};
    }

    @AfterEach
    void nothingIsLeft() {
        registration.close();
        pool.shutdownNow();
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
        assertThat(seen).isEmpty();
    }

    static Stream<Named<Method>> methods() {
        return FutureMethods.takingFunctions().stream().map(method -> Named.of(signature(method), method));
    }

    private static String signature(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Stream.of(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }

    static Stream<Arguments> methodsAndExecutors() {
        return methods().flatMap(method -> Stream.of(false, true).map(wrapped -> Arguments.of(method, wrapped)));
    }

    private Executor executor(boolean wrapped) {
        return wrapped ? ContextExecutors.wrap(pool) : pool;
    }

    private void record() {
        seen.add(WorkerPool.seen());
    }

    private static Consumer<CompletableFuture<Object>> completionFor(Method method) {
        return FutureMethods.isForFailures(method)
                ? future -> future.completeExceptionally(new IllegalStateException("failed"))
                : future -> future.complete("value");
    }

    /** Registers a stage as "registrant" (or as nobody, if null) with the future in the state that {@code before} leaves. */
    private Object register(Method method, ContextFuture<Object> future, String registrant, boolean wrapped)
            throws Exception {
        ThrowingSupplier<Object, Exception> registering =
                () -> FutureMethods.call(method, future, this::record, executor(wrapped));
        return registrant == null ? registering.get() : REQUEST.call(registrant, registering);
    }

    private static boolean completesItself(Method method) {
        return method.getName().startsWith("completeAsync");
    }

    @Test
    void theMethodsOfThisJdkWereFound() {
        assertThat(FutureMethods.takingFunctions()).hasSizeGreaterThanOrEqualTo(38 + 38);
    }

    @ParameterizedTest
    @MethodSource("methodsAndExecutors")
    void aStageSeesTheContextOfItsRegistrationWhoeverCompletesTheFutureLater(Method method, boolean wrapped)
            throws Exception {
        ContextFuture<Object> future = new ContextFuture<>();
        Object stage = register(method, future, "registrant", wrapped);
        if (!completesItself(method)) {
            assertThat(seen).isEmpty();
            REQUEST.run("completer", () -> completionFor(method).accept(future));
        }
        assertThat(WorkerPool.take(seen)).isEqualTo("registrant");
        assertThat(stage).isInstanceOf(ContextFuture.class);
    }

    @ParameterizedTest
    @MethodSource("methodsAndExecutors")
    void aStageSeesTheContextOfItsRegistrationWhenAWorkerCompletesTheFuture(Method method, boolean wrapped)
            throws Exception {
        ContextFuture<Object> future = new ContextFuture<>();
        assertThat(register(method, future, "registrant", wrapped)).isNotNull();
        BlockingQueue<String> workerHas = WorkerPool.queue();
        pool.execute(() -> {
            if (!completesItself(method)) {
                completionFor(method).accept(future);
            }
            workerHas.add(WorkerPool.seen());
        });
        assertThat(WorkerPool.take(seen)).isEqualTo("registrant");
        assertThat(WorkerPool.take(workerHas)).isEqualTo(OWN);
    }

    @ParameterizedTest
    @MethodSource("methodsAndExecutors")
    void aStageOfACompleteFutureSeesTheContextOfItsRegistration(Method method, boolean wrapped) throws Exception {
        if (completesItself(method)) {
            return; // a future that is complete has nothing left to compute
        }
        ContextFuture<Object> future = new ContextFuture<>();
        REQUEST.run("completer", () -> completionFor(method).accept(future));
        assertThat(register(method, future, "registrant", wrapped)).isInstanceOf(ContextFuture.class);
        assertThat(WorkerPool.take(seen)).isEqualTo("registrant");
    }

    @ParameterizedTest
    @MethodSource("methodsAndExecutors")
    void aStageRegisteredOutsideAnyContextRunsOutsideAnyContext(Method method, boolean wrapped) throws Exception {
        ContextFuture<Object> future = new ContextFuture<>();
        assertThat(register(method, future, null, wrapped)).isNotNull();
        if (!completesItself(method)) {
            REQUEST.run("completer", () -> completionFor(method).accept(future));
        }
        assertThat(WorkerPool.take(seen)).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aFailedFutureRunsTheSameStagesAsAPlainOne(Method method) throws Exception {
        if (completesItself(method)) {
            return;
        }
        ContextFuture<Object> future = ContextFuture.failedFuture(new IllegalStateException("failed"));
        CompletableFuture<?> stage = (CompletableFuture<?>) register(method, future, "registrant", false);
        boolean called = FutureMethods.isForFailures(method) || FutureMethods.isForBoth(method);
        if (called) {
            assertThat(WorkerPool.take(seen)).isEqualTo("registrant");
        }
        if (!called && !method.getName().contains("Either")) {
            assertThat(stage).failsWithin(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aNullFunctionIsRefusedAtRegistrationAsAPlainFutureRefusesIt(Method method) throws Exception {
        Object[] arguments = Stream.of(method.getParameterTypes())
                .map(type -> type == Executor.class
                        ? pool
                        : type == CompletionStage.class ? new CompletableFuture<>() : null)
                .toArray();
        for (CompletableFuture<Object> future : List.of(new CompletableFuture<>(), new ContextFuture<>())) {
            assertThatThrownBy(() -> CompletableFuture.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .invoke(future, arguments))
                    .as(future.getClass().getSimpleName())
                    .hasCauseInstanceOf(NullPointerException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void ourClassOverridesTheMethod(Method method) throws Exception {
        assertThat(ContextFuture.class
                        .getMethod(method.getName(), method.getParameterTypes())
                        .getDeclaringClass())
                .isEqualTo(ContextFuture.class);
    }
}
