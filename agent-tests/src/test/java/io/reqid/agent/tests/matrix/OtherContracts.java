package io.reqid.agent.tests.matrix;

import static io.reqid.agent.tests.matrix.Contract.expect;
import static io.reqid.agent.tests.matrix.Contract.expectEqual;
import static io.reqid.agent.tests.matrix.Contract.expectSame;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** What fork/join pools, futures, publishers and the application's own executors promise. */
@SuppressWarnings("FutureReturnValueIgnored") // the promises are about the tasks
final class OtherContracts {
    private OtherContracts() {}

    static List<Contract> all() {
        return List.of(
                new Contract(
                        "fork/join task can be serialized, and knows nothing of requests", OtherContracts::serialize),
                new Contract("fork/join pool hands back the very submission", OtherContracts::pollSubmission),
                new Contract("tryUnfork takes back the very task", OtherContracts::tryUnfork),
                new Contract("fork/join task can be run again", OtherContracts::reinitialize),
                new Contract("number of dependents of a future", OtherContracts::dependents),
                new Contract("thenCompose returns a stage of its own", OtherContracts::stages),
                new Contract("failure of a stage is the very failure", OtherContracts::stageFailure),
                new Contract("publisher knows the very subscriber", OtherContracts::subscribers),
                new Contract("publisher refuses a subscriber twice", OtherContracts::subscribedTwice),
                new Contract("own executor gets a command that it may cast", OtherContracts::ownExecutor),
                new Contract("one lambda forked twice in a scope", OtherContracts::oneLambdaInScope));
    }

    /** Adds one. */
    private static final class PlusOne extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;

        private final int number;

        PlusOne(int number) {
            this.number = number;
        }

        @Override
        protected Integer compute() {
            return number + 1;
        }
    }

    private static void serialize() throws Exception {
        PlusOne forked = new PlusOne(1);
        forked.fork().join();
        for (PlusOne task : List.of(new PlusOne(1), forked)) {
            byte[] bytes = serialized(task);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            expect(!text.replace("io.reqid.agent.tests", "").contains("reqid"), "the bytes name the store");
            expectEqual(2, deserialized(bytes).invoke());
        }
    }

    private static byte[] serialized(Object task) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(task);
        }
        return bytes.toByteArray();
    }

    private static PlusOne deserialized(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (PlusOne) in.readObject();
        }
    }

    /** Shows what applications may see of a pool's queues. */
    private static final class OpenPool extends ForkJoinPool {
        OpenPool() {
            super(1);
        }

        ForkJoinTask<?> poll() {
            return pollSubmission();
        }
    }

    private static void pollSubmission() throws Exception {
        OpenPool pool = new OpenPool();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        pool.submit(() -> {
            begun.countDown();
            end.await();
            return 1;
        });
        begun.await();
        PlusOne task = new PlusOne(1);
        pool.execute(task);
        ForkJoinTask<?> polled = pool.poll();
        end.countDown();
        expectSame(task, polled);
        expectEqual(2, task.invoke());
        pool.shutdown();
    }

    private static void tryUnfork() {
        ForkJoinPool pool = new ForkJoinPool(1);
        boolean unforked = pool.submit(() -> {
                    PlusOne task = new PlusOne(1);
                    task.fork();
                    return task.tryUnfork() && task.invoke() == 2;
                })
                .join();
        expect(unforked, "the task cannot be taken back");
        pool.shutdown();
    }

    private static void reinitialize() {
        PlusOne task = new PlusOne(1);
        expectEqual(2, task.fork().join());
        task.reinitialize();
        expectEqual(2, task.fork().join());
    }

    private static void dependents() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        future.thenApply(x -> x);
        future.thenRun(() -> {});
        expectEqual(2, future.getNumberOfDependents());
        future.complete(1);
        expectEqual(0, future.getNumberOfDependents());
    }

    private static void stages() {
        CompletableFuture<Integer> inner = CompletableFuture.completedFuture(2);
        AtomicReference<Integer> seen = new AtomicReference<>();
        Function<Integer, CompletableFuture<Integer>> function = x -> inner;
        expectEqual(
                2,
                CompletableFuture.completedFuture(1)
                        .thenCompose(function)
                        .whenComplete((x, t) -> seen.set(x))
                        .join());
        expectEqual(2, seen.get());
    }

    private static void stageFailure() {
        IllegalStateException failure = new IllegalStateException("fails by intent");
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CompletableFuture<Integer> future = new CompletableFuture<>();
        future.whenComplete((x, t) -> seen.set(t));
        future.completeExceptionally(failure);
        expectSame(failure, seen.get());
    }

    private static void subscribers() {
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            var subscriber = new FlowRows.WorkSubscriber<Integer>(() -> {});
            publisher.subscribe(subscriber);
            expect(publisher.isSubscribed(subscriber), "not subscribed");
            expectSame(subscriber, publisher.getSubscribers().get(0));
        }
    }

    private static void subscribedTwice() throws Exception {
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            AtomicReference<Throwable> error = new AtomicReference<>();
            CountDownLatch refused = new CountDownLatch(1);
            var subscriber = new FlowRows.WorkSubscriber<Integer>(() -> {}) {
                @Override
                public void onError(Throwable failure) {
                    error.set(failure);
                    refused.countDown();
                }
            };
            publisher.subscribe(subscriber);
            publisher.subscribe(subscriber);
            refused.await();
            expect(error.get() instanceof IllegalStateException, "refused with " + error.get());
        }
    }

    /** Orders its commands, which must be of its own type. */
    private static final class CastingExecutor implements Executor {
        private final List<Ranked> commands = new ArrayList<>();

        @Override
        public void execute(Runnable command) {
            commands.add((Ranked) command);
        }
    }

    private static void ownExecutor() {
        CastingExecutor executor = new CastingExecutor();
        Ranked command = new Ranked(1, () -> {});
        executor.execute(command);
        expectSame(command, executor.commands.get(0));
    }

    private static void oneLambdaInScope() throws Exception {
        if (Loom.hasScopes()) {
            Probe probe = new Probe();
            Loom.inScope(probe, probe);
            expect(probe.await(2, 5_000), "does not run twice");
            expectEqual(List.of("contract", "contract"), probe.ids());
        }
    }
}
