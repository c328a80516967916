package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to hand work over keeps to {@link HandOverContract}, while the async graph is followed and while it is not. */
@ParameterizedClass(name = "async graph followed: {0}")
@ValueSource(booleans = {false, true})
@SuppressWarnings({
    "FutureReturnValueIgnored",
    "ReturnValueIgnored", // the contract looks at what the task sees
    "UnnecessaryMethodReference" // it hides what kind of executor it is
})
class HandOverTest {
    @Parameter
    private boolean followed;

    private AsyncHooks.Registration registration;

    @BeforeEach
    void follow() {
        registration = followed ? AsyncHooks.trackIds() : () -> {};
        assertThat(AsyncGraph.isFollowed()).isEqualTo(followed);
    }

    @AfterEach
    void unfollow() {
        registration.close();
    }

    private static <V> Callable<V> callable(Runnable task) {
        return () -> {
            task.run();
            return null;
        };
    }

    /** Runs what waits for its tasks: a failure of the task comes out of it, which is not what is tested. */
    private static void ignoringFailure(Callable<?> waiting) throws Exception {
        try {
            waiting.call();
        } catch (ExecutionException expected) {
            assertThat(expected).hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class ExecutorExecute extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            Executor executor = pool::execute;
            ContextExecutors.wrap(executor).execute(task);
        }
    }

    @Nested
    class ExecutorServiceExecute extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextExecutors.wrap((ExecutorService) pool).execute(task);
        }
    }

    @Nested
    class WrappedTwice extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            Executor inner = ContextExecutors.wrap((Executor) pool::execute);
            Executor hidden = inner::execute;
            ContextExecutors.wrap(ContextExecutors.wrap(hidden)).execute(task);
        }
    }

    @Nested
    class SubmitRunnable extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextExecutors.wrap((ExecutorService) pool).submit(task);
        }
    }

    @Nested
    class SubmitRunnableWithResult extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextExecutors.wrap((ExecutorService) pool).submit(task, "result");
        }
    }

    @Nested
    class SubmitCallable extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextExecutors.wrap((ExecutorService) pool).submit(callable(task));
        }
    }

    @Nested
    class InvokeAll extends HandOverContract {
        @Override
        void handOver(Runnable task) throws Exception {
            ContextExecutors.wrap((ExecutorService) pool).invokeAll(List.of(callable(task)));
        }
    }

    @Nested
    class InvokeAllWithTimeout extends HandOverContract {
        @Override
        void handOver(Runnable task) throws Exception {
            ContextExecutors.wrap((ExecutorService) pool).invokeAll(List.of(callable(task)), 20, TimeUnit.SECONDS);
        }
    }

    @Nested
    class InvokeAny extends HandOverContract {
        @Override
        void handOver(Runnable task) throws Exception {
            ExecutorService wrapped = ContextExecutors.wrap((ExecutorService) pool);
            ignoringFailure(() -> wrapped.invokeAny(List.of(callable(task))));
        }
    }

    @Nested
    class InvokeAnyWithTimeout extends HandOverContract {
        @Override
        void handOver(Runnable task) throws Exception {
            ExecutorService wrapped = ContextExecutors.wrap((ExecutorService) pool);
            ignoringFailure(() -> wrapped.invokeAny(List.of(callable(task)), 20, TimeUnit.SECONDS));
        }
    }

    @Nested
    class ScheduleRunnable extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextExecutors.wrap(pool).schedule(task, 0, TimeUnit.NANOSECONDS);
        }
    }

    @Nested
    class ScheduleCallable extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextExecutors.wrap(pool).schedule(callable(task), 0, TimeUnit.NANOSECONDS);
        }
    }

    @Nested
    class ScheduleAtFixedRate extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextExecutors.wrap(pool).scheduleAtFixedRate(task, 0, 1, TimeUnit.DAYS);
        }
    }

    @Nested
    class ScheduleWithFixedDelay extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextExecutors.wrap(pool, PeriodicContext.INHERIT).scheduleWithFixedDelay(task, 0, 1, TimeUnit.DAYS);
        }
    }

    @Nested
    class SnapshotWrapRunnable extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            pool.execute(Snapshot.capture().wrap(task));
        }
    }

    @Nested
    class SnapshotWrapRunnableOnWrappedPool extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            Runnable wrapped = Snapshot.capture().wrap(task);
            Snapshot.empty().run(() -> ContextExecutors.wrap(pool).execute(wrapped));
        }
    }

    @Nested
    class SnapshotWrapCallable extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            pool.submit(Snapshot.capture().wrap(callable(task)));
        }
    }

    @Nested
    class SnapshotWrapSupplier extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            pool.execute(Snapshot.capture().<Object>wrapSupplier(() -> {
                task.run();
                return "result";
            })::get);
        }
    }

    @Nested
    class SnapshotWrapFunction extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            var wrapped = Snapshot.capture().<Runnable, String>wrapFunction(argument -> {
                argument.run();
                return "result";
            });
            pool.execute(() -> wrapped.apply(task));
        }
    }

    @Nested
    class SnapshotWrapBiFunction extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            var wrapped = Snapshot.capture().<Runnable, Integer, Integer>wrapBiFunction((first, second) -> {
                first.run();
                return second;
            });
            pool.execute(() -> wrapped.apply(task, 1));
        }
    }

    @Nested
    class SnapshotWrapConsumer extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            var wrapped = Snapshot.capture().<Runnable>wrapConsumer(Runnable::run);
            pool.execute(() -> wrapped.accept(task));
        }
    }

    @Nested
    class SnapshotWrapBiConsumer extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            var wrapped = Snapshot.capture().<Runnable, String>wrapBiConsumer((first, second) -> first.run());
            pool.execute(() -> wrapped.accept(task, "second"));
        }
    }

    @Nested
    class SnapshotWrapPredicate extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            var wrapped = Snapshot.capture().<Runnable>wrapPredicate(argument -> {
                argument.run();
                return true;
            });
            pool.execute(() -> wrapped.test(task));
        }
    }

    @Nested
    class SnapshotWrapHandler extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            var wrapped = Snapshot.capture().wrapHandler((thread, failure) -> task.run());
            pool.execute(() -> wrapped.uncaughtException(Thread.currentThread(), new IllegalStateException("b")));
        }
    }

    @Nested
    class SnapshotRun extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            Snapshot snapshot = Snapshot.capture();
            pool.execute(() -> snapshot.run(task));
        }
    }

    @Nested
    class SnapshotBind extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            Snapshot snapshot = Snapshot.capture();
            pool.execute(() -> {
                try (Scope scope = snapshot.bind()) {
                    task.run();
                }
            });
        }
    }

    @Nested
    class ResourceBind extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            pool.execute(new AsyncResource("test").bind(task));
        }
    }

    @Nested
    class ResourceScope extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            AsyncResource resource = new AsyncResource("test");
            pool.execute(() -> resource.runInAsyncScope(task));
        }
    }

    @Nested
    class FutureSupplyAsync extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextFuture.supplyAsync(
                    () -> {
                        task.run();
                        return "result";
                    },
                    pool);
        }
    }

    @Nested
    class FutureRunAsync extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextFuture.runAsync(task, ContextExecutors.wrap(pool));
        }
    }

    @Nested
    class FutureStageCompletedByTheWorker extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextFuture<String> future = new ContextFuture<>();
            future.thenRun(task);
            pool.execute(() -> future.complete("done"));
        }
    }

    @Nested
    class FutureAsyncStage extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextFuture<String> future = new ContextFuture<>();
            future.thenRunAsync(task, pool);
            Snapshot.empty().run(() -> future.complete("done"));
        }
    }

    @Nested
    class FutureAsyncStageOnWrappedPool extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextFuture<String> future = new ContextFuture<>();
            future.thenRunAsync(task, ContextExecutors.wrap(pool));
            Snapshot.empty().run(() -> future.complete("done"));
        }
    }

    @Nested
    class FutureDelayedExecutor extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ContextFuture.delayedExecutor(0, TimeUnit.NANOSECONDS, ContextExecutors.wrap(pool))
                    .execute(task);
        }
    }

    @Nested
    class PlainFutureOnWrappedPool extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            CompletableFuture.runAsync(task, ContextExecutors.wrap(pool));
        }
    }

    @Nested
    class ThreadPerTask extends HandOverContract {
        @Override
        void handOver(Runnable task) {
            ThreadFactory factory = WorkerPool.threadPerTask(afterwards, WorkerPool::daemon);
            Executor executor = body -> factory.newThread(body).start();
            ContextExecutors.wrap(executor).execute(task);
        }
    }

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_21)
    class VirtualThreads extends HandOverContract {
        @Override
        void handOver(Runnable task) throws Exception {
            ThreadFactory factory = WorkerPool.threadPerTask(afterwards, virtualThreads());
            Method perTask = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            ExecutorService executor = (ExecutorService) perTask.invoke(null, factory);
            ContextExecutors.wrap(executor).submit(task);
        }

        private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        }
    }
}
