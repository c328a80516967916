package io.reqid.agent.tests.libraries;

import com.google.common.util.concurrent.ExecutionSequencer;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListenableFutureTask;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@SuppressWarnings("FutureReturnValueIgnored") // what a task does is seen by the claims
final class GuavaProgram {
    private static final Claims CLAIMS = new Claims();
    private static final int DEEP = 100_000;

    private GuavaProgram() {}

    public static void main(String[] arguments) throws Exception {
        listeners();
        callbacks();
        chains();
        ListeningExecutorService pool = MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(2));
        executors(pool);
        sequencer(pool);
        pool.shutdown();
    }

    private static void listeners() throws Exception {
        Executor direct = MoreExecutors.directExecutor();
        SettableFuture<String> future = SettableFuture.create();
        Claims.as("a", () -> future.addListener(CLAIMS::see, direct));
        future.addListener(CLAIMS::see, direct);
        Claims.as("b", () -> future.addListener(CLAIMS::see, direct));
        Claims.as("completer", () -> {
            future.set("done");
            CLAIMS.expect("listener runs where it was added, whoever completes the future", "a", Claims.NONE, "b");
            Claims.say("completer has its own id again after the listeners", "completer", Claims.id());
        });
        Claims.as("late", () -> future.addListener(CLAIMS::see, direct));
        CLAIMS.expect("listener of a completed future runs under its adder's id", "late");
        ListenableFutureTask<String> task = ListenableFutureTask.create(Claims::id);
        Claims.as("a", () -> task.addListener(CLAIMS::see, direct));
        Claims.as("runner", task::run);
        CLAIMS.expect("listener of a future task runs where it was added", "a");
    }

    private static void callbacks() throws Exception {
        Executor direct = MoreExecutors.directExecutor();
        SettableFuture<String> future = SettableFuture.create();
        Claims.as("a", () -> Futures.addCallback(future, new Callback(), direct));
        Claims.as(
                "b",
                () -> Futures.addCallback(
                        Futures.transform(future, value -> value + Claims.id(), direct), new Callback(), direct));
        Claims.as(
                "c",
                () -> Futures.addCallback(
                        Futures.transformAsync(
                                future, value -> Futures.submit(() -> value + Claims.id(), direct), direct),
                        new Callback(),
                        direct));
        Claims.as(
                "d",
                () -> Futures.addCallback(
                        Futures.whenAllSucceed(future).call(Claims::id, direct), new Callback(), direct));
        Claims.as("completer", () -> future.set("seen "));
        CLAIMS.expect(
                "callbacks and transformations run where they were added", "a seen ", "b seen b", "c seen c", "d d");
        SettableFuture<String> failing = SettableFuture.create();
        Claims.as("a", () -> Futures.addCallback(failing, new Callback(), direct));
        Claims.as("completer", () -> failing.setException(new IllegalStateException("expected")));
        CLAIMS.expect("callback of a failure runs where it was added", "a expected");
    }

    private static void chains() throws Exception {
        SettableFuture<String> first = SettableFuture.create();
        SettableFuture<String> last = first;
        for (int i = 0; i < DEEP; i++) {
            SettableFuture<String> next = SettableFuture.create();
            next.setFuture(last);
            last = next;
        }
        SettableFuture<String> end = last;
        Claims.as("a", () -> end.addListener(CLAIMS::see, MoreExecutors.directExecutor()));
        Claims.as("completer", () -> first.set("done"));
        CLAIMS.expect("future that follows " + DEEP + " others completes without a deep stack", "a");
    }

    private static void executors(ListeningExecutorService pool) throws Exception {
        SettableFuture<String> future = SettableFuture.create();
        Claims.as("a", () -> future.addListener(CLAIMS::see, pool));
        Claims.as("completer", () -> future.set("done"));
        CLAIMS.expect("listener that runs in a pool runs where it was added", "a");
        Queue<Runnable> given = new ArrayDeque<>();
        Executor sequential = MoreExecutors.newSequentialExecutor(given::add);
        Claims.as("a", () -> sequential.execute(CLAIMS::see));
        sequential.execute(CLAIMS::see);
        Claims.as("b", () -> sequential.execute(CLAIMS::see));
        given.remove().run();
        CLAIMS.expect("tasks of a sequential executor keep their own ids", "a", Claims.NONE, "b");
    }

    private static void sequencer(ListeningExecutorService pool) throws Exception {
        ExecutionSequencer sequencer = ExecutionSequencer.create();
        CountDownLatch gate = new CountDownLatch(1);
        Executor direct = MoreExecutors.directExecutor();
        ListenableFuture<?>[] first = new ListenableFuture<?>[1];
        Claims.as(
                "a",
                () -> first[0] = sequencer.submit(
                        () -> {
                            gate.await();
                            return Claims.id();
                        },
                        pool));
        Future<?>[] second = new Future<?>[2];
        Claims.as("b", () -> second[0] = sequencer.submit(Claims::id, direct));
        second[1] = sequencer.submit(Claims::id, direct);
        gate.countDown();
        Claims.say(
                "tasks of a sequencer keep their own ids",
                "a b -",
                first[0].get() + " " + second[0].get() + " " + second[1].get());
    }

    private static final class Callback implements FutureCallback<String> {
        @Override
        public void onSuccess(String result) {
            CLAIMS.see(result);
        }

        @Override
        public void onFailure(Throwable failure) {
            CLAIMS.see(failure.getMessage());
        }
    }
}
