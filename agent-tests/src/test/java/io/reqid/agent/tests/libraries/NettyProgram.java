package io.reqid.agent.tests.libraries;

import io.netty.util.HashedWheelTimer;
import io.netty.util.ThreadDeathWatcher;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultProgressivePromise;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.GenericProgressiveFutureListener;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.NonStickyEventExecutorGroup;
import io.netty.util.concurrent.ProgressiveFuture;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@SuppressWarnings("FutureReturnValueIgnored") // what a task does is seen by the claims
final class NettyProgram {
    private static final Claims CLAIMS = new Claims();

    private NettyProgram() {}

    public static void main(String[] arguments) throws Exception {
        loopsOfNettysOwn();
        EventExecutor[] made = new EventExecutor[1];
        Claims.as("birth", () -> {
            made[0] = new DefaultEventExecutor();
            made[0].execute(CLAIMS::see);
        });
        EventExecutor loop = made[0];
        CLAIMS.expect("first task of an event loop runs under its submitter's id", "birth");
        executors(loop);
        scheduled(loop);
        listeners(loop);
        removal(loop);
        rejection();
        GlobalEventExecutor global = GlobalEventExecutor.INSTANCE;
        Claims.as("a", () -> global.execute(CLAIMS::see));
        CLAIMS.expect("task of the global executor runs under its submitter's id", "a");
        global.execute(CLAIMS::see);
        CLAIMS.expect("task without a request runs outside any on the global executor", Claims.NONE);
        ordered();
        timer();
        Claims.sayWhetherThreadsKeepIds("thread");
        System.exit(0);
    }

    /** Nothing else may have started them yet. */
    @SuppressWarnings("deprecation") // older code watches threads yet
    private static void loopsOfNettysOwn() throws Exception {
        Claims.as("birth", () -> {
            GlobalEventExecutor.INSTANCE.execute(CLAIMS::see);
            ThreadDeathWatcher.watch(Thread.currentThread(), () -> {});
        });
        CLAIMS.expect("first task of the global executor runs under its submitter's id", "birth");
        GlobalEventExecutor.INSTANCE.schedule(() -> {}, 1, TimeUnit.HOURS); // so that its thread goes on
        Claims.sayWhetherThreadsKeepIds("loop of Netty's own");
        ThreadDeathWatcher.unwatch(Thread.currentThread(), () -> {});
    }

    private static void executors(EventExecutor loop) throws Exception {
        loop.execute(CLAIMS::see);
        CLAIMS.expect("event loop born inside a request keeps nothing of it", Claims.NONE);
        CountDownLatch gate = new CountDownLatch(1);
        loop.execute(() -> await(gate));
        Claims.as("a", () -> loop.execute(CLAIMS::see));
        Claims.as("b", () -> loop.execute(CLAIMS::see));
        loop.execute(CLAIMS::see);
        Claims.as("c", () -> loop.submit((Runnable) CLAIMS::see));
        gate.countDown();
        CLAIMS.expect("queued tasks of crossing requests keep their own ids", "a", "b", Claims.NONE, "c");
        Claims.as(
                "a",
                () -> Claims.say(
                        "submitted callable runs under its submitter's id",
                        "a",
                        loop.submit(Claims::id).get()));
        Claims.as("a", () -> loop.execute(() -> loop.execute(CLAIMS::see)));
        CLAIMS.expect("task that a task submits runs under the same id", "a");
        Claims.as(
                "a",
                () -> loop.submit((Runnable) () -> {
                    throw new IllegalStateException("expected");
                }));
        loop.execute(CLAIMS::see);
        CLAIMS.expect("failed task leaves nothing behind on the loop", Claims.NONE);
    }

    private static void scheduled(EventExecutor loop) throws Exception {
        Claims.as("a", () -> loop.schedule((Runnable) CLAIMS::see, 1, TimeUnit.MILLISECONDS));
        CLAIMS.expect("scheduled task runs under its submitter's id", "a");
        ScheduledFuture<?>[] periodic = new ScheduledFuture<?>[1];
        CountDownLatch ended = new CountDownLatch(1);
        Claims.as("a", () -> {
            CountDownLatch first = new CountDownLatch(1);
            periodic[0] = loop.scheduleAtFixedRate(
                    () -> {
                        CLAIMS.see();
                        first.countDown();
                        await(ended);
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            await(first);
        });
        ended.countDown();
        CLAIMS.expect("periodic task has its request's id until the request ends", "a", Claims.NONE);
        periodic[0].cancel(false);
        loop.submit(() -> {}).sync();
        while (!CLAIMS.isEmpty()) {
            CLAIMS.next();
        }
    }

    private static void listeners(EventExecutor loop) throws Exception {
        Promise<String> promise = new DefaultPromise<>(loop);
        Claims.as("a", () -> promise.addListener(done -> CLAIMS.see()));
        promise.addListener(done -> CLAIMS.see());
        Claims.as("b", () -> promise.addListener((FutureListener<String>) done -> CLAIMS.see()));
        Claims.as("completer", () -> promise.setSuccess("done"));
        CLAIMS.expect("listener runs where it was added, whoever completes the promise", "a", Claims.NONE, "b");
        Claims.as("late", () -> promise.addListener(done -> CLAIMS.see()));
        CLAIMS.expect("listener of a completed promise runs under its adder's id", "late");
        DefaultProgressivePromise<String> progressive = new DefaultProgressivePromise<>(loop);
        Claims.as("a", () -> progressive.addListener(new Progress()));
        Claims.as("b", () -> progressive.setProgress(1, 2));
        Claims.as("b", () -> progressive.setSuccess("done"));
        CLAIMS.expect("listener of progress is told of progress and of the end", "a progress", "a end");
    }

    private static void removal(EventExecutor loop) throws Exception {
        Promise<String> promise = new DefaultPromise<>(loop);
        FutureListener<String> first = done -> CLAIMS.see("first");
        FutureListener<String> second = done -> CLAIMS.see("second");
        FutureListener<String> third = done -> CLAIMS.see("third");
        Claims.as("a", () -> promise.addListener(first));
        promise.removeListener(first);
        Claims.as("a", () -> promise.addListener(first).addListener(second).addListener(third));
        promise.removeListener(second);
        promise.setSuccess("done");
        CLAIMS.expect("removed listeners are not called, the others are", "a first", "a third");
    }

    private static void rejection() throws Exception {
        List<Runnable> rejected = new ArrayList<>();
        DefaultEventExecutor loop = new DefaultEventExecutor(
                null, new DefaultThreadFactory("full"), 16, (task, executor) -> rejected.add(task));
        CountDownLatch gate = new CountDownLatch(1);
        loop.execute(() -> await(gate));
        Runnable task = () -> {};
        Claims.as("a", () -> {
            for (int i = 0; i < 20; i++) {
                loop.execute(task);
            }
        });
        Claims.say(
                "handler of rejected tasks is given the task itself",
                true,
                !rejected.isEmpty() && rejected.stream().allMatch(each -> each == task));
        gate.countDown();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    @SuppressWarnings("deprecation") // the one executor that a group of this kind may be made around
    private static void ordered() throws Exception {
        UnorderedThreadPoolEventExecutor pool = new UnorderedThreadPoolEventExecutor(1);
        EventExecutor executor = new NonStickyEventExecutorGroup(pool, 8).next();
        CountDownLatch gate = new CountDownLatch(1);
        Claims.as("a", () -> executor.execute(() -> await(gate)));
        Claims.as("b", () -> executor.execute(CLAIMS::see));
        executor.execute(CLAIMS::see);
        gate.countDown();
        CLAIMS.expect("tasks of an ordered executor keep their own ids", "b", Claims.NONE);
        pool.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private static void timer() throws Exception {
        HashedWheelTimer timer = new HashedWheelTimer(1, TimeUnit.MILLISECONDS);
        TimerTask task = timeout -> CLAIMS.see();
        Claims.as("a", () -> {
            Timeout timeout = timer.newTimeout(task, 1, TimeUnit.MILLISECONDS);
            Claims.say("timeout gives its task back as it was", true, timeout.task() == task);
            CLAIMS.expect("timeout runs under the id of its request", "a");
        });
        timer.newTimeout(task, 1, TimeUnit.MILLISECONDS);
        CLAIMS.expect("timer born inside a request keeps nothing of it", Claims.NONE);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Progress implements GenericProgressiveFutureListener<ProgressiveFuture<String>> {
        @Override
        public void operationProgressed(ProgressiveFuture<String> future, long progress, long total) {
            CLAIMS.see("progress");
        }

        @Override
        public void operationComplete(ProgressiveFuture<String> future) {
            CLAIMS.see("end");
        }
    }
}
