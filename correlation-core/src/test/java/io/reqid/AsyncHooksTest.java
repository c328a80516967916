package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the async graph: ids, triggers, and how hooks are called. */
class AsyncHooksTest {
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final Executor wrapped = ContextExecutors.wrap((Executor) queue::add);
    private final List<AsyncHooks.Registration> registrations = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void nobodyFollowsTheGraphAnyMore() {
        registrations.forEach(AsyncHooks.Registration::close);
        assertThat(AsyncGraph.isFollowed()).isFalse();
        assertThat(Cell.emission(Cell.current())).isNull();
        assertThat(Cell.resource(Cell.current())).isNull();
        assertThat(Snapshot.capture()).isSameAs(Snapshot.empty());
    }

    private <H extends AsyncHook> H registered(H hook) {
        registrations.add(AsyncHooks.register(hook));
        return hook;
    }

    private void runAll() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    private static long[] counters() {
        AsyncHooks.executionAsyncId(); // draws the id of this thread
        return Cell.counters(Cell.current()).clone();
    }

    @Test
    void offNothingIsDrawnAndNoObjectIsMade() throws Exception {
        long[] before = counters();
        ContextFuture<String> future = new ContextFuture<>();
        AsyncLocal.named("local").run("value", () -> {
            wrapped.execute(() -> {});
            ContextFuture<?> stage = future.thenRun(() -> {});
            assertThat(stage).isNotDone();
            Snapshot.capture().wrap((Runnable) () -> {}).run();
        });
        ContextRunnable task = (ContextRunnable) queue.peek();
        assertThat(task.resource()).isNull();
        assertThat(future.complete("value")).isTrue();
        runAll();
        assertThat(counters()).containsExactly(before);
        registrations.add(AsyncHooks.trackIds());
        wrapped.execute(() -> {});
        assertThat(counters()).as("the check can fail").isNotEqualTo(before);
    }

    @Test
    void offTheExecutorsOwnFutureIsReturned() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        assertThat(ContextExecutors.wrap(pool).submit(() -> "value")).isNotInstanceOf(FollowedFuture.class);
        pool.shutdown();
    }

    @Test
    void trackingGivesIdsWithoutAnyHook() {
        registrations.add(AsyncHooks.trackIds());
        long root = AsyncHooks.executionAsyncId();
        List<Long> seen = new ArrayList<>();
        wrapped.execute(() -> seen.addAll(List.of(AsyncHooks.executionAsyncId(), AsyncHooks.triggerAsyncId())));
        runAll();
        assertThat(seen).hasSize(2).element(0).isNotEqualTo(root);
        assertThat(seen).element(1).isEqualTo(root);
        assertThat(AsyncHooks.executionAsyncId()).isEqualTo(root);
    }

    @Test
    void trackingEndsWithTheLastOneThatAskedAndClosingTwiceIsOnce() {
        AsyncHooks.Registration first = AsyncHooks.trackIds();
        AsyncHooks.Registration second = AsyncHooks.trackIds();
        first.close();
        first.close();
        assertThat(AsyncGraph.isFollowed()).isTrue();
        second.close();
        assertThat(AsyncGraph.isFollowed()).isFalse();
    }

    @Test
    void aThreadHasARootIdOfItsOwnThatStays() throws Exception {
        long mine = AsyncHooks.executionAsyncId();
        assertThat(mine).isPositive().isEqualTo(AsyncHooks.executionAsyncId());
        assertThat(AsyncHooks.triggerAsyncId()).isZero();
        AsyncResource root = AsyncHooks.executionAsyncResource();
        assertThat(root.asyncId()).isEqualTo(mine);
        assertThat(root.type()).isEqualTo("Thread");
        assertThat(AsyncHooks.executionAsyncResource()).isSameAs(root);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        long other = pool.submit(AsyncHooks::executionAsyncId).get();
        assertThat(other).isNotEqualTo(mine);
        assertThat(pool.submit(AsyncHooks::executionAsyncId).get()).isEqualTo(other);
        pool.shutdown();
    }

    @Test
    void idsAreUniqueInTheProcessAndIncreasePerThread() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<long[]>> drawings = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            drawings.add(pool.submit(() -> {
                long[] ids = new long[10_000];
                for (int i = 0; i < ids.length; i++) {
                    try (AsyncResource resource = new AsyncResource("test")) {
                        ids[i] = resource.asyncId();
                    }
                }
                return ids;
            }));
        }
        List<long[]> drawn = new ArrayList<>();
        for (Future<long[]> drawing : drawings) {
            drawn.add(drawing.get());
        }
        pool.shutdown();
        drawn.forEach(ids -> assertThat(ids).isSorted());
        long distinct = drawn.stream().flatMapToLong(Arrays::stream).distinct().count();
        assertThat(distinct).isEqualTo(40_000);
    }

    @Test
    void triggersAreTheTreeOfWhatCausedWhat() {
        RecordingHook hook = registered(new RecordingHook());
        List<Long> ids = new ArrayList<>();
        ids.add(AsyncHooks.executionAsyncId());
        wrapped.execute(() -> {
            ids.add(AsyncHooks.executionAsyncId());
            wrapped.execute(() -> ids.add(AsyncHooks.executionAsyncId()));
            wrapped.execute(() -> {
                ids.add(AsyncHooks.executionAsyncId());
                assertThat(AsyncHooks.executionAsyncResource().type()).isEqualTo("Executor.execute");
                wrapped.execute(() -> ids.add(AsyncHooks.executionAsyncId()));
            });
        });
        runAll();
        assertThat(ids).hasSize(5).doesNotHaveDuplicates();
        List<RecordingHook.Event> inits = hook.named("init");
        assertThat(inits.stream().map(RecordingHook.Event::asyncId)).containsExactlyElementsOf(ids.subList(1, 5));
        assertThat(inits.stream().map(RecordingHook.Event::triggerAsyncId))
                .containsExactly(ids.get(0), ids.get(1), ids.get(1), ids.get(3));
    }

    @Test
    void aHookThatThrowsIsDisabledAndTheApplicationIsUnaffected() throws Exception {
        // in a JVM of its own: the report is said once a process
        ForkedJvm jvm = ForkedJvm.run(directory, ThrowingHooks.class, List.of());
        assertThat(jvm.exitCode()).as(jvm.err()).isZero();
        assertThat(jvm.out().lines())
                .containsExactly("ran under null", "calls of the hook that threw: 1", "calls of the other: 4");
        assertThat(jvm.err().lines().filter(line -> line.startsWith("reqid: an async hook threw and is disabled")))
                .hasSize(1)
                .first()
                .asString()
                .contains("java.lang.StackOverflowError")
                .doesNotContain("secret");
        assertThat(jvm.err().lines()).allMatch(line -> line.startsWith("reqid: "));
    }

    /** Registers a hook that throws, beside one that does not. */
    static final class ThrowingHooks {
        private ThrowingHooks() {}

        public static void main(String[] arguments) {
            int[] calls = new int[1];
            AsyncHook throwing = new AsyncHook() {
                @Override
                public void init(long asyncId, String type, long triggerAsyncId, AsyncResource resource) {
                    calls[0]++;
                    AsyncLocal.named("left open by the hook").bind("value");
                    throw new StackOverflowError("secret");
                }

                @Override
                public void before(long asyncId) {
                    calls[0]++;
                }
            };
            RecordingHook other = new RecordingHook();
            Queue<Runnable> queue = new ArrayDeque<>();
            try (AsyncHooks.Registration first = AsyncHooks.register(throwing);
                    AsyncHooks.Registration second = AsyncHooks.register(other)) {
                ContextExecutors.wrap((Executor) queue::add)
                        .execute(() -> System.out.println("ran under " + RequestContext.currentId()));
                queue.remove().run();
            }
            System.out.println("calls of the hook that threw: " + calls[0]);
            System.out.println("calls of the other: " + other.events().size());
            System.exit(Snapshot.capture() == Snapshot.empty() && Cell.depth(Cell.current()) == 0 ? 0 : 1);
        }
    }

    @Test
    void changesToTheSetOfHooksTakeEffectAfterTheEmissionUnderWay() {
        RecordingHook late = new RecordingHook();
        RecordingHook last = new RecordingHook();
        AsyncHooks.Registration[] registration = new AsyncHooks.Registration[1];
        registered(new AsyncHook() {
            @Override
            public void init(long asyncId, String type, long triggerAsyncId, AsyncResource resource) {
                registered(late);
                registration[0].close();
            }
        });
        registration[0] = AsyncHooks.register(last);
        wrapped.execute(() -> {});
        assertThat(late.events()).isEmpty();
        assertThat(last.named("init")).hasSize(1);
        runAll();
        assertThat(late.events().stream().map(RecordingHook.Event::name)).containsExactly("before", "after", "destroy");
        assertThat(last.events()).hasSize(1);
    }

    @Test
    void whatAHookCausesEmitsNothing() {
        RecordingHook recording = registered(new RecordingHook());
        List<Runnable> submitted = new ArrayList<>();
        Executor ofTheHook = ContextExecutors.wrap((Executor) submitted::add);
        registered(new AsyncHook() {
            @Override
            public void init(long asyncId, String type, long triggerAsyncId, AsyncResource resource) {
                log();
            }

            @Override
            public void destroy(long asyncId) {
                log();
            }

            private void log() {
                ofTheHook.execute(() -> {});
                ContextFuture<?> future = ContextFuture.completedFuture("value").thenRun(() -> {});
                assertThat(future).isDone();
            }
        });
        wrapped.execute(() -> {});
        runAll();
        assertThat(recording.events().stream().map(RecordingHook.Event::name))
                .containsExactly("init", "before", "after", "destroy");
        assertThat(submitted).hasSize(2);
        List.copyOf(submitted).forEach(Runnable::run);
        assertThat(submitted)
                .as("a hook's own task must not set off the hook again")
                .hasSize(2);
        assertThat(recording.events()).hasSize(4);
    }

    @Test
    void whatAHookRunsInAResourceThatWasThereBeforeEmitsNothing() {
        AsyncResource resource = new AsyncResource("test");
        RecordingHook recording = registered(new RecordingHook());
        registered(new AsyncHook() {
            @Override
            public void init(long asyncId, String type, long triggerAsyncId, AsyncResource made) {
                resource.runInAsyncScope(() -> {});
            }
        });
        wrapped.execute(() -> {});
        assertThat(recording.events().stream().map(RecordingHook.Event::name)).containsExactly("init");
        runAll();
    }

    @Test
    void aDestroyAskedForInsideAHookIsDeliveredAfterTheEmissionUnderWay() {
        AsyncResource resource = new AsyncResource("test");
        List<String> order = new ArrayList<>();
        registered(new AsyncHook() {
            @Override
            public void init(long asyncId, String type, long triggerAsyncId, AsyncResource made) {
                resource.emitDestroy();
                order.add("first init");
            }

            @Override
            public void destroy(long asyncId) {
                order.add("first destroy " + (asyncId == resource.asyncId()));
            }
        });
        registered(new AsyncHook() {
            @Override
            public void init(long asyncId, String type, long triggerAsyncId, AsyncResource made) {
                order.add("second init");
            }

            @Override
            public void destroy(long asyncId) {
                order.add("second destroy " + (asyncId == resource.asyncId()));
            }
        });
        wrapped.execute(() -> {});
        assertThat(order).containsExactly("first init", "second init", "first destroy true", "second destroy true");
    }

    @Test
    void whatAHookLeavesBoundDoesNotReachTheApplication() {
        AsyncLocal<String> local = AsyncLocal.named("of the hook");
        registered(new AsyncHook() {
            @Override
            public void before(long asyncId) {
                local.enter("leaked");
                assertThat(local.bind("leaked too")).isNotNull();
            }
        });
        List<String> seen = new ArrayList<>();
        wrapped.execute(() -> seen.add(local.get()));
        runAll();
        assertThat(seen).containsExactly((String) null);
    }

    @Test
    void aHookIsCalledUnderTheContextOfTheEvent() {
        List<String> seen = new ArrayList<>();
        registered(new AsyncHook() {
            @Override
            public void init(long asyncId, String type, long triggerAsyncId, AsyncResource resource) {
                seen.add("init " + RequestContext.currentId());
            }

            @Override
            public void before(long asyncId) {
                seen.add("before " + RequestContext.currentId() + (asyncId == AsyncHooks.executionAsyncId()));
            }

            @Override
            public void after(long asyncId) {
                seen.add("after " + RequestContext.currentId() + (asyncId == AsyncHooks.executionAsyncId()));
            }
        });
        RequestContext.run(new RequestId("a"), () -> wrapped.execute(() -> {}));
        RequestContext.run(new RequestId("b"), this::runAll);
        assertThat(seen).containsExactly("init a", "before atrue", "after atrue");
    }

    @Test
    void aNullHookIsRefused() {
        assertThatThrownBy(() -> AsyncHooks.register(null)).isInstanceOf(NullPointerException.class);
    }
}
