package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever brought the store can go, although the threads that used it stay. */
class ClassLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void theLoaderOfAnApplicationIsCollectableAlthoughTheThreadsThatItUsedLiveOn() throws Exception {
        // soft references are cleared at once, as they are in time where memory runs short
        ForkedJvm jvm = ForkedJvm.run(
                directory,
                Server.class,
                List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-Xmx64m"),
                ForkedJvm.location(AsyncLocal.class).toString(),
                ForkedJvm.location(Application.class).toString());
        assertThat(jvm.out() + jvm.err()).isEqualTo("collected" + System.lineSeparator());
        assertThat(jvm.exitCode()).isZero();
    }

    /** The host: lends its threads to an application in a loader of its own, and lets go of the application. */
    static final class Server {
        private static final int ATTEMPTS = 400;

        private Server() {}

        public static void main(String[] arguments) throws Exception {
            ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(2);
            pool.prestartAllCoreThreads(); // a thread that the application started would remember its loader by itself
            WeakReference<ClassLoader> loader = runApplication(pool, arguments);
            for (int attempt = 0; attempt < ATTEMPTS && !loader.refersTo(null); attempt++) {
                System.gc();
                // the threads are alive, and busy with other things than the application
                if (pool.submit(() -> 1).get()
                                + pool.schedule(() -> 1, 5, TimeUnit.MILLISECONDS)
                                        .get()
                        != 2) {
                    throw new AssertionError("the pool is broken");
                }
            }
            System.out.println(loader.refersTo(null) ? "collected" : "still there");
            pool.shutdownNow();
        }

        private static WeakReference<ClassLoader> runApplication(ScheduledExecutorService pool, String... locations)
                throws Exception {
            URL[] urls = new URL[locations.length];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = new File(locations[i]).toURI().toURL();
            }
            try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
                Class<?> application = loader.loadClass(Application.class.getName());
                if (application.getClassLoader() != loader) {
                    throw new AssertionError("the application must have its own core");
                }
                application.getMethod("use", ScheduledExecutorService.class).invoke(null, pool);
                return new WeakReference<>(loader);
            }
        }
    }

    /** The application: uses everything that the store has on threads that are not its own. */
    public static final class Application {
        private static final AsyncLocal<Object> LOCAL = AsyncLocal.named("of the application");

        private Application() {}

        /**
         * Uses the store.
         *
         * @param pool threads of the host
         * @throws Exception if something is wrong
         */
        public static void use(ScheduledExecutorService pool) throws Exception {
            ScheduledExecutorService wrapped = ContextExecutors.wrap(pool);
            useAll(wrapped);
            try (AsyncHooks.Registration hook = AsyncHooks.register(new AsyncHook() {
                @Override
                public boolean destroyOnGc() {
                    return true;
                }
            })) {
                useAll(wrapped);
            }
            useOwnThreads();
        }

        private static void useAll(ScheduledExecutorService pool) throws Exception {
            CountDownLatch bothThreads = new CountDownLatch(2);
            try (Scope local = LOCAL.bind(new Object());
                    Scope request = RequestContext.bind(RequestId.next())) {
                for (int i = 0; i < 2; i++) {
                    pool.execute(() -> {
                        work();
                        bothThreads.countDown();
                        awaitBoth(bothThreads);
                    });
                }
                bothThreads.await();
                failing(pool);
                ContextFuture.supplyAsync(RequestContext::currentId, pool)
                        .thenAcceptAsync(id -> LOCAL.enter("entered"), pool)
                        .join();
                CountDownLatch run = new CountDownLatch(2);
                ScheduledFuture<?> periodic = pool.scheduleAtFixedRate(run::countDown, 0, 1, TimeUnit.MILLISECONDS);
                run.await();
                periodic.cancel(false);
            }
        }

        private static void awaitBoth(CountDownLatch bothThreads) {
            try {
                bothThreads.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static void work() {
            RequestIdGenerators.uuidV7().next();
            RequestIdGenerators.traceId().next();
            RequestId.next();
            AsyncHooks.executionAsyncResource();
            LOCAL.run(new Application(), () -> LOCAL.enter("entered"));
            LOCAL.bind(new Application()).close();
        }

        private static void failing(ExecutorService pool) throws InterruptedException {
            try {
                pool.submit(() -> {
                            throw new IOException("of the application");
                        })
                        .get();
                throw new AssertionError("must have failed");
            } catch (ExecutionException expected) {
                // the thread keeps the context of the failure for its uncaught-exception handler
            }
        }

        /** Threads of a wrapped factory that end with the application, after a task that threw. */
        private static void useOwnThreads() throws InterruptedException {
            ExecutorService own = Executors.newSingleThreadExecutor(ContextExecutors.wrap((ThreadFactory) Thread::new));
            failing(ContextExecutors.wrap(own));
            own.shutdown();
            own.awaitTermination(10, TimeUnit.SECONDS);
        }
    }
}
