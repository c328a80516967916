package io.reqid;

import static io.reqid.WorkerPool.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For how long a thread keeps the context that its task failed under. */
class FailedTaskTest {
    private static final int COLLECTIONS = 200;

    @TempDir
    private Path directory;

    @Test
    void theHandlerSeesTheContextHoweverShortMemoryHasBecomeOnTheWay() throws Exception {
        ForkedJvm jvm =
                ForkedJvm.run(directory, ShortOfMemory.class, List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-Xmx32m"));
        assertThat(jvm.out() + jvm.err()).isEqualTo("failed under a" + System.lineSeparator());
        assertThat(jvm.exitCode()).isZero();
    }

    @Test
    void contextOfAFailureThatTheExecutorKeptToItselfGoesWithTheNextTask() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor(ContextExecutors.wrap((ThreadFactory) Thread::new));
        AsyncLocal<Object> local = AsyncLocal.named("kept by a failure");
        WeakReference<Object> value = failUnder(local, pool);
        for (int i = 0; i < COLLECTIONS && !value.refersTo(null); i++) {
            System.gc();
            pool.submit(Snapshot.empty().wrap(() -> {})).get();
        }
        pool.shutdown();
        assertThat(value.refersTo(null)).as("collected").isTrue();
    }

    private static WeakReference<Object> failUnder(AsyncLocal<Object> local, ExecutorService pool) throws Exception {
        Object value = new Object();
        Runnable failing = Snapshot.empty()
                .call(() -> local.call(
                        value,
                        () -> Snapshot.capture().wrap((Runnable) () -> {
                            throw new IllegalStateException("swallowed");
                        })));
        pool.submit(() -> {
                    try {
                        failing.run();
                    } catch (IllegalStateException expected) {
                        // as an executor does that has nobody to tell
                    }
                })
                .get();
        return new WeakReference<>(value);
    }

    /** Runs the collector between the failure and its handler until soft references are gone. */
    static final class ShortOfMemory {
        private ShortOfMemory() {}

        public static void main(String[] arguments) {
            ThreadFactory handled = body -> {
                Thread thread = new Thread(body);
                thread.setUncaughtExceptionHandler(
                        (failed, failure) -> System.out.println("failed under " + WorkerPool.seen()));
                return thread;
            };
            ThreadPoolExecutor pool =
                    new ThreadPoolExecutor(
                            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ContextExecutors.wrap(handled)) {
                        @Override
                        protected void afterExecute(Runnable task, @Nullable Throwable failure) {
                            clearSoftReferences();
                            REQUEST.run("of whoever looks on", () -> {}); // cleaning up is no next task
                        }
                    };
            REQUEST.run(
                    "a",
                    () -> ContextExecutors.wrap((ExecutorService) pool).execute(() -> {
                        throw new IllegalStateException("expected");
                    }));
            pool.shutdown();
        }

        /** Collects until a reference is gone that was made after the failure, and hence is used no less recently. */
        private static void clearSoftReferences() {
            SoftReference<Object> younger = new SoftReference<>(new Object());
            while (!younger.refersTo(null)) {
                System.gc();
            }
        }
    }
}
