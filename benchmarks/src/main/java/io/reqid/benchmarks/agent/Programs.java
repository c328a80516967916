package io.reqid.benchmarks.agent;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The programs that are compared: each warms up, times itself, and prints what it found as {@code key=value}, a line each.
 *
 * <p>Arguments: the program, the contender, with ({@code context}) or without a context, and how many operations.
 */
public final class Programs {
    private static final int ROUNDS = 5;
    private static final int BATCH = 4096;
    private static final int IN_FLIGHT = 256;
    private static final int VIRTUAL_SINCE = 21;

    private static long sink;

    private Programs() {}

    /** What one program does so many times. */
    private interface Body {
        void run(int operations) throws Exception;
    }

    public static void main(String[] arguments) throws Throwable {
        String program = arguments[0];
        if (program.equals("hello")) {
            hello();
            return;
        }
        int operations = Integer.parseInt(arguments[3]);
        Body body = bodies().get(program);
        if (body == null) {
            throw new IllegalArgumentException("this JDK has no program " + program);
        }
        Runnable measured = () -> measure(body, operations);
        if (arguments[2].equals("context")) {
            Contexts.run(arguments[1], measured);
        } else {
            measured.run();
        }
    }

    private static void hello() {
        long cpu = cpuNanos();
        System.out.println("cpu_ms=" + cpu / 1e6);
        System.out.println("wall_ms="
                + (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime()));
        System.out.println(
                "classes=" + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        System.gc();
        System.out.println("heap_kb="
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
    }

    private static Map<String, Body> bodies() {
        Map<String, Body> bodies = new TreeMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(1, Programs::daemon);
        bodies.put("execute", operations -> roundTrips(pool, operations));
        bodies.put("hop", operations -> hops(pool, operations));
        bodies.put("future-chain", Programs::chains);
        bodies.put("fork-join", Programs::forks);
        bodies.put("parallel-stream", Programs::streams);
        if (Runtime.version().feature() >= VIRTUAL_SINCE) {
            bodies.put("virtual-thread", Programs::virtualThreads);
        }
        return bodies;
    }

    private static Thread daemon(Runnable loop) {
        Thread thread = new Thread(loop, "pool");
        thread.setDaemon(true);
        return thread;
    }

    /** Rounds until the compiler is done; the last one counts. */
    private static void measure(Body body, int operations) {
        try {
            for (int round = 1; round < ROUNDS; round++) {
                body.run(operations);
            }
            long wall = System.nanoTime();
            long cpu = cpuNanos();
            long bytes = allocatedBytes();
            body.run(operations);
            print("cpu_ns", cpuNanos() - cpu, operations);
            print("wall_ns", System.nanoTime() - wall, operations);
            print("bytes", allocatedBytes() - bytes, operations);
            System.out.println("computed " + sink); // or the compiler would be free to compute nothing
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(String key, long sum, int operations) {
        System.out.println(key + "=" + (double) sum / operations);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** {@return what all live threads have allocated; of threads that end in between nothing is known} */
    private static long allocatedBytes() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** One task at a time, each awaited. */
    private static void roundTrips(ExecutorService pool, int operations) throws InterruptedException {
        Semaphore done = new Semaphore(0);
        for (int i = 0; i < operations; i++) {
            pool.execute(done::release);
            done.acquire();
        }
    }

    /** Many tasks are queued, then many run: what handing over costs where no two threads wait for each other. */
    private static void hops(ExecutorService pool, int operations) throws InterruptedException {
        Semaphore queued = new Semaphore(0);
        Semaphore ran = new Semaphore(0);
        Runnable task = () -> sink++;
        for (int left = operations; left > 0; left -= BATCH) {
            pool.execute(queued::acquireUninterruptibly);
            for (int i = Math.min(left, BATCH); i > 0; i--) {
                pool.execute(task);
            }
            pool.execute(ran::release);
            queued.release();
            ran.acquire();
        }
    }

    private static void chains(int operations) {
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            CompletableFuture<Integer> last = first.thenApply(x -> x + 1)
                    .thenApply(x -> x + 1)
                    .thenApply(x -> x + 1)
                    .thenApply(x -> x + 1)
                    .thenApply(x -> x + 1);
            first.complete(i);
            sum += last.join();
        }
        sink += sum;
    }

    private static void forks(int operations) {
        ForkJoinPool.commonPool().invoke(new Halves(operations));
    }

    private static final class Halves extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final int tasks;

        Halves(int tasks) {
            this.tasks = tasks;
        }

        @Override
        protected void compute() {
            if (tasks > 1) {
                ForkJoinTask<Void> forked = new Halves(tasks / 2).fork();
                new Halves(tasks - tasks / 2 - 1).compute();
                forked.join();
            }
        }
    }

    /** An operation is a thousand elements. */
    private static void streams(int operations) {
        sink += LongStream.range(0, 1_000L * operations)
                .parallel()
                .map(x -> x * x ^ (x >>> 3))
                .sum();
    }

    private static void virtualThreads(int operations) throws Exception {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        CountDownLatch ended = new CountDownLatch(operations);
        Semaphore places = new Semaphore(IN_FLIGHT);
        Runnable task = () -> {
            places.release();
            ended.countDown();
        };
        for (int i = 0; i < operations; i++) {
            places.acquire();
            @Nullable Object thread = start.invoke(null, task);
            sink += System.identityHashCode(thread) & 1;
        }
        ended.await();
    }
}
