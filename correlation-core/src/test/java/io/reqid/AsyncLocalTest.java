package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The semantic rules 1 to 5 of the store. */
class AsyncLocalTest {
    private static final AsyncLocal<String> COLOUR = AsyncLocal.named("colour");
    private static final AsyncLocal<String> SIZE = AsyncLocal.named("size", "medium");

    /** One way to run a body under another context. */
    private interface Way {
        void run(ThrowingSupplier<String, Exception> body) throws Exception;
    }

    static Stream<Named<Way>> ways() {
        Snapshot snapshot = COLOUR.call("inner", Snapshot::capture);
        return Stream.of(
                Named.of("run", body -> COLOUR.run("inner", Sneaky.runnable(body))),
                Named.of("call", body -> COLOUR.call("inner", body)),
                Named.of("bind", body -> {
                    try (Scope scope = COLOUR.bind("inner")) {
                        body.get();
                    }
                }),
                Named.of("runUnbound", body -> COLOUR.runUnbound(Sneaky.runnable(body))),
                Named.of("callUnbound", body -> COLOUR.callUnbound(body)),
                Named.of("Snapshot.run", body -> snapshot.run(Sneaky.runnable(body))),
                Named.of("Snapshot.execute", body -> snapshot.execute(Sneaky.runnable(body))),
                Named.of("Snapshot.call", body -> snapshot.call(body)),
                Named.of("Snapshot.bind", body -> {
                    try (Scope scope = snapshot.bind()) {
                        body.get();
                    }
                }),
                Named.of(
                        "Snapshot.wrap runnable",
                        body -> snapshot.wrap(Sneaky.runnable(body)).run()),
                Named.of(
                        "Snapshot.wrap callable",
                        body -> snapshot.wrap(body::get).call()),
                Named.of("Snapshot.empty().run", body -> Snapshot.empty().run(Sneaky.runnable(body))),
                Named.of(
                        "AsyncResource.runInAsyncScope",
                        body -> new AsyncResource("test").runInAsyncScope(Sneaky.runnable(body))),
                Named.of("AsyncResource.callInAsyncScope", body -> new AsyncResource("test").callInAsyncScope(body)));
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("a"), new IOException("b"), new StackOverflowError("c"));
    }

    @AfterEach
    void nothingIsLeftOnTheThread() {
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
        assertThat(Cell.depth(Cell.current())).isZero();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void exactlyTheOuterFrameIsBackAfterAReturn(Way way) throws Exception {
        try (Scope outer = COLOUR.bind("outer")) {
            Snapshot before = Snapshot.capture();
            way.run(() -> "done");
            assertThat(Snapshot.capture()).isSameAs(before);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theSameThrowableComesOutAndTheOuterFrameIsBack(Way way) {
        try (Scope outer = COLOUR.bind("outer")) {
            Snapshot before = Snapshot.capture();
            failures().forEach(failure -> {
                Throwable thrown = catchThrowable(() -> way.run(() -> {
                    Sneaky.runnable(() -> {
                                throw failure;
                            })
                            .run();
                    return "never";
                }));
                assertThat(thrown).isSameAs(failure);
                assertThat(Snapshot.capture()).isSameAs(before);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsEnteredInsideOfAnyLocalDoesNotSurvive(Way way) throws Exception {
        try (Scope outer = COLOUR.bind("outer")) {
            Snapshot before = Snapshot.capture();
            way.run(() -> {
                COLOUR.enter("entered");
                SIZE.enter("large");
                return assertThat(COLOUR.get() + SIZE.get())
                        .isEqualTo("enteredlarge")
                        .toString();
            });
            assertThat(Snapshot.capture()).isSameAs(before);
        }
    }

    @Test
    void aCheckedExceptionIsNotWrapped() {
        assertThatThrownBy(() -> COLOUR.call("red", () -> {
                    throw new IOException("disk");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasNoCause();
    }

    @Test
    void callReturnsTheResultOfItsBody() {
        assertThat(COLOUR.<String, RuntimeException>call("red", COLOUR::get)).isEqualTo("red");
        assertThat(COLOUR.<Object, RuntimeException>call("red", () -> null)).isNull();
    }

    @Test
    void anEnterInsideARunDoesNotSurviveItAlsoWhenTheInnerValueEqualsTheOuterOne() {
        COLOUR.run("red", () -> {
            COLOUR.run("red", () -> {
                COLOUR.enter("blue");
                SIZE.enter("large");
            });
            assertThat(COLOUR.get()).isEqualTo("red");
            assertThat(SIZE.get()).isEqualTo("medium");
        });
    }

    @Test
    void anEnterInsideARunUnboundDoesNotLeak() {
        COLOUR.run("red", () -> {
            COLOUR.runUnbound(() -> COLOUR.enter("blue"));
            assertThat(COLOUR.get()).isEqualTo("red");
        });
    }

    @Test
    void anEnterLastsUntilItsOwnScopeClosesAndNoLonger() {
        try (Scope outer = COLOUR.bind("red")) {
            try (Scope inner = SIZE.bind("large")) {
                COLOUR.enter("blue");
                assertThat(COLOUR.get()).isEqualTo("blue");
            }
            assertThat(COLOUR.get()).isEqualTo("red");
            COLOUR.enter("green");
            assertThat(COLOUR.get()).isEqualTo("green");
        }
        assertThat(COLOUR.isBound()).isFalse();
    }

    @Test
    void enterIsRefusedWhereNothingWouldEndIt() {
        assertThatThrownBy(() -> COLOUR.enter("crimson"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("colour")
                .hasMessageNotContaining("crimson");
        assertThat(COLOUR.tryEnter("red")).isFalse();
        assertThat(COLOUR.isBound()).isFalse();
        COLOUR.run("red", () -> assertThat(COLOUR.tryEnter("blue")).isTrue());
    }

    @Test
    void getOutsideAnyContextIsTheDefaultOrNull() {
        assertThat(COLOUR.get()).isNull();
        assertThat(SIZE.get()).isEqualTo("medium");
        SIZE.run("large", () -> assertThat(COLOUR.get()).isNull());
        COLOUR.run("red", () -> assertThat(SIZE.get()).isEqualTo("medium"));
    }

    @Test
    void requireNamesTheLocalThatIsUnboundOrBoundToNull() {
        assertThatThrownBy(COLOUR::require)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("async local 'colour' is unbound");
        COLOUR.run(
                null,
                () -> assertThatThrownBy(COLOUR::require)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("async local 'colour' is bound to null"));
        assertThat(SIZE.require()).isEqualTo("medium");
        COLOUR.run("red", () -> assertThat(COLOUR.require()).isEqualTo("red"));
    }

    @Test
    void boundToNullIsNotUnbound() {
        SIZE.run(null, () -> {
            assertThat(SIZE.get()).isNull();
            assertThat(SIZE.isBound()).isTrue();
            SIZE.runUnbound(() -> {
                assertThat(SIZE.get()).isEqualTo("medium");
                assertThat(SIZE.isBound()).isFalse();
            });
            assertThat(SIZE.isBound()).isTrue();
        });
        assertThat(SIZE.isBound()).isFalse();
    }

    @Test
    @SuppressWarnings("StringOperationCanBeSimplified") // an equal value that is not the same one is the point
    void valuesAreComparedByIdentity() {
        String first = new String("red");
        String second = new String("red");
        COLOUR.run(first, () -> {
            Snapshot outer = Snapshot.capture();
            COLOUR.run(second, () -> assertThat(COLOUR.get()).isSameAs(second));
            COLOUR.run(first, () -> assertThat(Snapshot.capture()).isSameAs(outer));
        });
    }

    @Test
    void aNullBodyIsRefusedAtOnce() {
        assertThatThrownBy(() -> COLOUR.run("red", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> COLOUR.call("red", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> COLOUR.runUnbound(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> COLOUR.callUnbound(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> AsyncLocal.named(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aValueThatWasReboundIsCollectable() {
        AsyncLocal<Object> local = AsyncLocal.named("big");
        Object first = new Object();
        WeakReference<Object> reference = new WeakReference<>(first);
        try (Scope outer = COLOUR.bind("red")) {
            local.enter(first);
            first = null;
            local.enter("second");
            Garbage.awaitCollectionOf(reference);
            assertThat(local.get()).isEqualTo("second");
        }
    }

    @Test
    void aValueWhoseScopeHasEndedIsCollectableAlthoughTheLocalAndTheScopeLive() {
        AsyncLocal<Object> local = AsyncLocal.named("big");
        WeakReference<Object> reference = bindAndEnd(local);
        Garbage.awaitCollectionOf(reference);
        assertThat(local.isBound()).isFalse();
    }

    private static WeakReference<Object> bindAndEnd(AsyncLocal<Object> local) {
        Object value = new Object();
        local.run(value, () -> SIZE.run("large", () -> assertThat(local.get()).isSameAs(value)));
        try (Scope scope = local.bind(value)) {
            assertThat(local.get()).isSameAs(value);
        }
        return new WeakReference<>(value);
    }

    @Test
    void anUnboundValueIsNotKeptByWhatIsBoundBesideIt() {
        AsyncLocal<Object> local = AsyncLocal.named("big");
        Snapshot without = withAndWithout(local, 20);
        assertThat(local.in(without.frame())).isNull();
        assertThat(without.toString()).isEqualTo("Snapshot[20 bound]");
    }

    private static Snapshot withAndWithout(AsyncLocal<Object> local, int others) {
        List<Scope> scopes = new ArrayList<>();
        scopes.add(local.bind(new Object()));
        WeakReference<Object> reference = new WeakReference<>(local.get());
        for (int i = 0; i < others; i++) {
            scopes.add(AsyncLocal.<Integer>named("other" + i).bind(i));
        }
        Snapshot without = local.callUnbound(Snapshot::capture);
        Collections.reverse(scopes);
        scopes.forEach(Scope::close);
        scopes.clear();
        Garbage.awaitCollectionOf(reference);
        return without;
    }

    @Test
    void aThousandNestedRunsWork() {
        assertThat(nested(0, 1_000)).isEqualTo(1_000);
        assertThat(COLOUR.isBound()).isFalse();
    }

    private static int nested(int depth, int limit) {
        if (depth == limit) {
            return depth;
        }
        return COLOUR.<Integer, RuntimeException>call("level " + depth, () -> {
            int reached = nested(depth + 1, limit);
            assertThat(COLOUR.get()).isEqualTo("level " + depth);
            return reached;
        });
    }

    @Test
    void aThousandNestedScopesWork() {
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            scopes.add(COLOUR.bind("level " + i));
        }
        for (int i = 999; i >= 0; i--) {
            assertThat(COLOUR.get()).isEqualTo("level " + i);
            scopes.get(i).close();
        }
    }

    @Test
    void aFrameOfAnySizeIsAMap() {
        long seed = System.nanoTime();
        System.out.println("AsyncLocalTest.aFrameOfAnySizeIsAMap seed=" + seed);
        Random random = new Random(seed);
        List<AsyncLocal<Object>> locals = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            locals.add(AsyncLocal.named("local" + i));
        }
        IdentityHashMap<AsyncLocal<Object>, Object> model = new IdentityHashMap<>();
        Snapshot frame = null;
        for (int step = 0; step < 20_000; step++) {
            AsyncLocal<Object> local = locals.get(random.nextInt(1 + step % locals.size()));
            if (random.nextInt(5) < 2) {
                frame = Snapshot.without(frame, local);
                model.remove(local);
            } else {
                Object value = random.nextInt(10) == 0 ? null : new Object();
                frame = Snapshot.with(frame, local, value);
                model.put(local, value);
            }
            AsyncLocal<Object> probe = locals.get(random.nextInt(locals.size()));
            Object found = frame == null ? Snapshot.UNBOUND : frame.find(probe);
            assertThat(found).isSameAs(model.containsKey(probe) ? model.get(probe) : Snapshot.UNBOUND);
            if (step % 500 == 0) {
                Snapshot current = frame;
                locals.forEach(each -> assertThat(each.in(current)).isSameAs(model.get(each)));
                assertThat(Snapshot.orEmpty(frame).toString()).isEqualTo("Snapshot[" + model.size() + " bound]");
            }
        }
    }

    @Test
    void aHopCarriesOneFrameHoweverManyLocalsAreBound() {
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            scopes.add(AsyncLocal.<Integer>named("local" + i).bind(i));
        }
        Snapshot bound = Snapshot.capture();
        assertThat(Snapshot.capture()).isSameAs(bound);
        Snapshot[] seen = new Snapshot[1];
        Runnable hop = bound.wrap(() -> {
            seen[0] = Snapshot.capture();
        });
        Snapshot.empty().run(hop);
        assertThat(seen).containsExactly(bound);
        Collections.reverse(scopes);
        scopes.forEach(Scope::close);
    }

    @Test
    void namesAndNeverValuesAreWhatMessagesTell() {
        COLOUR.run("secret", () -> {
            assertThat(COLOUR.toString()).isEqualTo("AsyncLocal[colour]");
            assertThat(COLOUR.name()).isEqualTo("colour");
            assertThat(Snapshot.capture().toString()).isEqualTo("Snapshot[1 bound]");
        });
    }
}
