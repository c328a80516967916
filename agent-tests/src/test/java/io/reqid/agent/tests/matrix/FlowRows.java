package io.reqid.agent.tests.matrix;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.SubmissionPublisher;

/** {@code SubmissionPublisher}: subscribed here, published to by another. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class FlowRows {
    private FlowRows() {}

    static List<Row> rows() {
        return List.of(
                Row.firing("SubmissionPublisher: onSubscribe, onNext, onComplete", Object::new, (none, work) -> {
                            SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
                            publisher.subscribe(new WorkSubscriber<>(work));
                            return () -> publish(publisher);
                        })
                        .runs(3),
                Row.firing("SubmissionPublisher(executor): subscriber", FlowRows::pool, (pool, work) -> {
                            SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(pool, 16);
                            publisher.subscribe(new WorkSubscriber<>(work));
                            return () -> publish(publisher);
                        })
                        .runs(3),
                Row.firing("SubmissionPublisher: onError", Object::new, (none, work) -> {
                            SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
                            publisher.subscribe(new WorkSubscriber<>(work));
                            return () -> publisher.closeExceptionally(new IllegalStateException("fails by intent"));
                        })
                        .runs(2),
                Row.firing("SubmissionPublisher.consume", Object::new, (none, work) -> {
                    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
                    Object ignored = publisher.consume(item -> work.run());
                    return () -> publish(publisher);
                }),
                Row.firing("SubmissionPublisher.consume, stage", Object::new, (none, work) -> {
                    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
                    Object ignored = publisher.consume(item -> {}).thenRun(work);
                    return () -> publish(publisher);
                }));
    }

    private static java.util.concurrent.ExecutorService pool() {
        return Executors.newFixedThreadPool(1);
    }

    private static void publish(SubmissionPublisher<Integer> publisher) {
        publisher.submit(1);
        publisher.close();
    }

    /** Does its work at every signal. */
    static class WorkSubscriber<T> implements Flow.Subscriber<T> {
        private final Runnable work;

        WorkSubscriber(Runnable work) {
            this.work = work;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            work.run();
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T item) {
            work.run();
        }

        @Override
        public void onError(Throwable failure) {
            work.run();
        }

        @Override
        public void onComplete() {
            work.run();
        }
    }
}
