package io.reqid.benchmarks.node;

import io.reqid.AsyncLocal;
import io.reqid.ContextExecutors;
import io.reqid.Snapshot;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the programs in {@code programs.js} do, with the store. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NodeBenchmark {
    private static final AsyncLocal<String> LOCAL = AsyncLocal.named("benchmark");
    private static final int HOPS = 10_000;

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Executor carrying = ContextExecutors.wrap((Executor) thread);
    private final Semaphore done = new Semaphore(0);
    private final Runnable task = this::count;
    private final Runnable readInside = this::readInside;
    private final Runnable hop = this::hop;

    private @Nullable Runnable queued;
    private @Nullable Snapshot snapshot;
    private int sink;
    private int left;

    /** Ends with the JVM. */
    @Setup
    @SuppressWarnings("MustBeClosedChecker")
    public void bind() {
        LOCAL.bind("outer");
    }

    @TearDown
    public void stop() {
        thread.shutdownNow();
    }

    private void count() {
        sink++;
    }

    private void readInside() {
        sink += Objects.requireNonNull(LOCAL.get()).length();
    }

    /** {@code getStore}. */
    @Benchmark
    public int read() {
        return Objects.requireNonNull(LOCAL.get()).length();
    }

    /** {@code run}. */
    @Benchmark
    public int run() {
        LOCAL.run("inner", readInside);
        return sink;
    }

    /** {@code AsyncLocalStorage.bind} and a call. */
    @Benchmark
    public int bindAndCall() {
        queued = Snapshot.capture().wrap(task);
        queued.run();
        return sink;
    }

    /** {@code AsyncLocalStorage.snapshot} and a call. */
    @Benchmark
    public int snapshotAndCall() {
        snapshot = Snapshot.capture();
        snapshot.run(task);
        return sink;
    }

    /** {@code await}: the rest goes through the queue of a loop on the same thread. */
    @Benchmark
    public int continuation() {
        loop.add(Snapshot.capture().wrap(readInside));
        loop.remove().run();
        return sink;
    }

    /** {@code setImmediate}: each task hands over the next one. */
    @Benchmark
    @OperationsPerInvocation(HOPS)
    public int executorHop() throws InterruptedException {
        left = HOPS;
        carrying.execute(hop);
        done.acquire();
        return sink;
    }

    private void hop() {
        readInside();
        if (--left > 0) {
            carrying.execute(hop);
        } else {
            done.release();
        }
    }
}
