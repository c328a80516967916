package io.reqid.agent.tests.matrix;

import static io.reqid.agent.tests.matrix.Contract.expect;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The results and handles of work that is over: they must not keep its request in memory. */
final class HeldResults {
    private static final long HOURS = 10;
    private static final int USED = 20_000;

    private HeldResults() {}

    /** Hands work over inside a request, waits for its end and returns what the application may keep. */
    private interface Handle {
        Object get() throws Exception;
    }

    static List<Contract> probes() {
        return List.of(
                held("future of submit", HeldResults::submitted),
                held("future of a cancelled task", HeldResults::cancelled),
                held("future of a cancelled scheduled task, in the queue", HeldResults::cancelledInQueue),
                held("FutureTask that was run", HeldResults::futureTask),
                held("supplyAsync", HeldResults::supplied),
                held("stage", HeldResults::stage),
                held("stage, and the future it depends on", HeldResults::dependency),
                held(
                        "fork/join task",
                        () -> ForkJoinPool.commonPool()
                                .submit(ForkJoinTask.adapt(() -> 1))
                                .fork()),
                held("fork/join task that was joined", HeldResults::joined),
                held("timer task that ran", HeldResults::timerTask),
                held("timer task that was cancelled", HeldResults::cancelledTimerTask),
                held("thread that ended", HeldResults::thread),
                held("pool that discarded its oldest task", HeldResults::discarded),
                held("pool whose queue was cleared", HeldResults::cleared),
                held("pool that removed a task", HeldResults::removed),
                held("pool that rejected a task", HeldResults::rejected),
                held("pool that was drained", HeldResults::drained),
                held("channel group that was made inside the request", HeldResults::channelGroup));
    }

    private static Contract held(String name, Handle handle) {
        return new Contract("held: " + name, () -> check(handle));
    }

    private static void check(Handle handle) throws Exception {
        Object[] held = new Object[1];
        WeakReference<RequestContext> request = RequestContext.CURRENT.callUnbound(() -> hold(handle, held));
        try {
            expect(Garbage.isCollected(request), "the request is kept in memory");
        } finally {
            Reference.reachabilityFence(held);
        }
    }

    private static WeakReference<RequestContext> hold(Handle handle, Object[] held) throws Exception {
        RequestContext request = RequestContext.begin(new RequestId("held"));
        held[0] = RequestContext.CURRENT.call(request, handle::get);
        request.end();
        return new WeakReference<>(request);
    }

    private static Object channelGroup() throws Exception {
        AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(1, Thread::new);
        var acceptor = AsynchronousServerSocketChannel.open(group)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var accepted = acceptor.accept();
        try (var channel = AsynchronousSocketChannel.open(group)) {
            channel.connect(acceptor.getLocalAddress()).get();
            accepted.get().close();
        }
        return List.of(group, acceptor);
    }

    private static Object submitted() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        var future = pool.submit(() -> 1);
        future.get();
        return List.of(pool, future);
    }

    private static Object cancelled() throws Exception {
        BusyPool pool = new BusyPool(new LinkedBlockingQueue<>());
        var future = pool.submit(() -> 1);
        future.cancel(false);
        pool.drain();
        return List.of(pool, future);
    }

    private static Object cancelledInQueue() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        var future = pool.schedule(() -> 1, HOURS, TimeUnit.HOURS);
        future.cancel(false);
        return List.of(pool, future);
    }

    private static Object futureTask() {
        FutureTask<Integer> task = new FutureTask<>(() -> 1);
        task.run();
        return List.of(task);
    }

    private static Object supplied() {
        CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> 1);
        future.join();
        return List.of(future);
    }

    private static Object stage() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        CompletableFuture<Integer> stage = future.thenApply(x -> x);
        future.complete(1);
        return List.of(stage);
    }

    private static Object dependency() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        CompletableFuture<Void> stage = future.thenApplyAsync(x -> x).thenRun(() -> {});
        future.complete(1);
        stage.join();
        return List.of(future, stage);
    }

    private static Object joined() {
        ForkJoinTask<Integer> task = ForkJoinTask.adapt(() -> 1).fork();
        task.join();
        return List.of(task);
    }

    private static Object timerTask() throws Exception {
        Timer timer = new Timer(true);
        Probe probe = new Probe();
        TimerTask task = timerTask(probe);
        timer.schedule(task, 0);
        expect(probe.await(1, 5_000), "the task does not run");
        return List.of(timer, task);
    }

    private static TimerTask timerTask(Runnable work) {
        return new TimerTask() {
            @Override
            public void run() {
                work.run();
            }
        };
    }

    private static Object cancelledTimerTask() {
        Timer timer = new Timer(true);
        TimerTask task = timerTask(() -> {});
        timer.schedule(task, TimeUnit.HOURS.toMillis(HOURS));
        task.cancel();
        return List.of(timer, task);
    }

    private static Object thread() throws InterruptedException {
        Thread thread = new Thread(() -> {});
        thread.start();
        thread.join();
        return thread;
    }

    private static Object discarded() throws InterruptedException {
        BusyPool pool = outside(() -> new BusyPool(new LinkedBlockingQueue<>(1)));
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy());
        pool.execute(() -> {});
        RequestContext.CURRENT.runUnbound(() -> pool.execute(() -> {}));
        return pool;
    }

    private static Object cleared() throws InterruptedException, ReflectiveOperationException {
        BusyPool pool = outside(() -> new BusyPool(new LinkedBlockingQueue<>()));
        pool.execute(() -> {});
        pool.getQueue().clear();
        // the pool cannot know at once what became of the task, but must find out while it is used
        Object minute = underWay(0L);
        RequestContext.CURRENT.runUnbound(
                () -> IntStream.range(0, USED).forEach(i -> pool.execute(new Ranked(i, () -> {}))));
        underWay(minute);
        return pool;
    }

    /** Sets for how long the agent takes a command that is in no queue to be on its way; returns what that was. */
    private static Object underWay(Object nanos) throws ReflectiveOperationException {
        Field field = Class.forName("io.reqid.WaitingContexts", true, null).getDeclaredField("underWayNanos");
        field.setAccessible(true);
        Object before = field.get(null);
        field.set(null, nanos);
        return before;
    }

    private static Object removed() throws InterruptedException {
        BusyPool pool = outside(() -> new BusyPool(new LinkedBlockingQueue<>()));
        Runnable task = () -> {};
        pool.execute(task);
        expect(pool.remove(task), "remove returns false");
        return List.of(pool, task);
    }

    private static Object rejected() throws InterruptedException {
        BusyPool pool = outside(() -> new BusyPool(new LinkedBlockingQueue<>(1)));
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        RequestContext.CURRENT.runUnbound(() -> pool.execute(() -> {}));
        pool.execute(() -> {});
        return pool;
    }

    private static Object drained() throws InterruptedException {
        BusyPool pool = outside(() -> new BusyPool(new LinkedBlockingQueue<>()));
        pool.execute(() -> {});
        return List.of(pool, pool.shutdownNow());
    }

    /** {@return a busy pool whose busy thread is not the request's} */
    private static BusyPool outside(PoolMaker maker) throws InterruptedException {
        return RequestContext.CURRENT.callUnbound(maker::make);
    }

    /** Makes a pool. */
    private interface PoolMaker {
        BusyPool make() throws InterruptedException;
    }
}
