package io.reqid.agent.tests.chaos;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Threads of the request's own, and virtual threads where the JVM has them. */
@SuppressWarnings("FutureReturnValueIgnored") // every line is awaited by its request
final class ThreadConstructs {
    private static final int VIRTUAL_SINCE = 21;

    private ThreadConstructs() {}

    /** A worker that waits for a thread stands still without its pool's knowledge, and the thread may need the pool. */
    private static boolean mayWaitForThreads() {
        return !LeafThread.isCurrent() && !ForkJoinTask.inForkJoinPool();
    }

    static Stream<Construct> all() {
        Stream<Construct> virtual =
                Runtime.version().feature() < VIRTUAL_SINCE ? Stream.of() : Virtual.constructs().stream();
        return Stream.concat(platform().stream(), virtual);
    }

    private static List<Construct> platform() {
        return List.of(
                Construct.of("new Thread", 3, hop -> start(new Thread(hop.line()))),
                Construct.of("subclass of Thread", 2, hop -> start(new Printing(hop.line()))),
                Construct.of(
                        "new Thread without inheritance",
                        2,
                        hop -> start(new Thread(null, hop.line(), "thread", 0, false))),
                Construct.of(
                        "new Thread, throws into the uncaught-exception handler",
                        1,
                        hop -> start(new Thread(hop.line().failing(new OnPurpose(hop.lastLine()))))));
    }

    private static void start(Thread thread) {
        thread.setDaemon(true);
        thread.start();
    }

    private static final class Printing extends Thread {
        private final Line line;

        Printing(Line line) {
            this.line = line;
        }

        @Override
        public void run() {
            line.run();
        }
    }

    /** By reflection: these tests are compiled for an older JDK. */
    private static final class Virtual {
        private static final MethodHandle START = handle(Thread.class, "startVirtualThread", Thread.class);
        private static final ThreadFactory INHERITING = factory("ofVirtual", true);
        private static final ThreadFactory APART = factory("ofVirtual", false);
        private static final ThreadFactory PLATFORM_APART = factory("ofPlatform", false);

        private Virtual() {}

        static List<Construct> constructs() {
            ExecutorService perTask = perTask();
            return List.of(
                    Construct.of("startVirtualThread", 20, hop -> start(hop.line())),
                    Construct.of(
                            "virtual thread of a builder",
                            20,
                            hop -> INHERITING.newThread(hop.line()).start()),
                    Construct.of(
                            "virtual thread without inheritance",
                            20,
                            hop -> APART.newThread(hop.line()).start()),
                    Construct.of(
                            "platform thread without inheritance",
                            1,
                            hop -> PLATFORM_APART.newThread(hop.line()).start()),
                    Construct.of("virtual thread that parks", 20, hop -> start(parking(hop))),
                    Construct.of("virtual thread per task: execute", 20, hop -> perTask.execute(hop.line())),
                    Construct.of(
                            "virtual thread per task: submit", 20, hop -> perTask.submit((Runnable) hop.failingLine())),
                    Construct.where(
                            ThreadConstructs::mayWaitForThreads,
                            "virtual thread per task: invokeAll",
                            5,
                            hop -> perTask.invokeAll(List.of(
                                    ExecutorConstructs.callable(hop.line()),
                                    ExecutorConstructs.callable(hop.failingLine())))));
        }

        /** Sees the same before it parks and after, on whatever carrier it goes on. */
        private static Runnable parking(Hop hop) {
            Line line = hop.line();
            return () -> {
                hop.ledger().again(hop.step(), hop.expected(), " before it parks");
                LockSupport.parkNanos(50_000);
                hop.ledger().again(hop.step(), hop.expected(), " after it parked");
                line.run();
            };
        }

        private static void start(Runnable task) throws Exception {
            try {
                Object thread = START.invoke(task);
                if (thread == null) {
                    throw new IllegalStateException("no thread");
                }
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        private static ExecutorService perTask() {
            try {
                Method made = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
                return (ExecutorService) made.invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static MethodHandle handle(Class<?> owner, String name, Class<?> result) {
            try {
                return MethodHandles.lookup().findStatic(owner, name, MethodType.methodType(result, Runnable.class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static ThreadFactory factory(String kind, boolean inheriting) {
            try {
                Class<?> type = Class.forName("java.lang.Thread$Builder");
                Object builder = Thread.class.getMethod(kind).invoke(null);
                type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(builder, inheriting);
                return (ThreadFactory) type.getMethod("factory").invoke(builder);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
