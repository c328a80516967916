package io.reqid.agent.tests.chaos;

import io.reqid.ContextExecutors;
import io.reqid.Snapshot;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.TimerTask;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Timers, periodic tasks, publishers, channels, and what propagates the context by its own hand as well. */
@SuppressWarnings("FutureReturnValueIgnored") // every line is awaited by its request
final class OtherConstructs {
    private OtherConstructs() {}

    static Stream<Construct> all(AsynchronousFileChannel channel) {
        return Stream.of(timers(), periodic(), publishers(), channels(channel), byHand())
                .flatMap(List::stream);
    }

    static Construct shared() {
        return Construct.of("one instance that all requests submit", 20, hop -> {
            hop.shared().submittedUnder(hop.expected());
            hop.pool().execute(hop.shared());
        });
    }

    private static List<Construct> timers() {
        return List.of(Construct.of(
                "timer",
                15,
                hop -> hop.laterWithoutFailing(line -> hop.pools().timer.schedule(timerTask(line), 1 + hop.draw(2)))));
    }

    private static TimerTask timerTask(Line line) {
        return new TimerTask() {
            @Override
            public void run() {
                line.run();
            }
        };
    }

    private static List<Construct> periodic() {
        return List.of(
                Construct.of("timer, periodic", 2, hop -> hop.pools().timer.schedule(new Ticks(hop), 0, 1)),
                Construct.of("scheduleAtFixedRate", 2, hop -> {
                    Ticks ticks = new Ticks(hop);
                    ticks.cancelBy(hop.pools().scheduler.scheduleAtFixedRate(ticks, 0, 500, TimeUnit.MICROSECONDS));
                }),
                Construct.of("scheduleWithFixedDelay", 2, hop -> {
                    Ticks ticks = new Ticks(hop);
                    ticks.cancelBy(hop.pools().scheduler.scheduleWithFixedDelay(ticks, 0, 500, TimeUnit.MICROSECONDS));
                }));
    }

    private static List<Construct> publishers() {
        return List.of(
                Construct.of("publisher, subscriber", 5, OtherConstructs::subscribe),
                Construct.of("publisher, consume", 5, OtherConstructs::consume));
    }

    /** The next-to-last line comes with the item, the last one with the end; another request publishes both. */
    private static void subscribe(Hop hop) {
        SubmissionPublisher<Runnable> publisher = new SubmissionPublisher<>(hop.pool(), 4);
        publisher.subscribe(new Subscriber(hop.line(), hop.line()));
        publish(hop, publisher, () -> {});
    }

    private static void consume(Hop hop) {
        SubmissionPublisher<Runnable> publisher = new SubmissionPublisher<>(hop.pool(), 4);
        publisher.consume(Runnable::run);
        publish(hop, publisher, hop.line());
    }

    private static void publish(Hop hop, SubmissionPublisher<Runnable> publisher, Runnable item) {
        hop.elsewhere(() -> {
            publisher.submit(item);
            publisher.close();
        });
    }

    private record Subscriber(Line next, Line end) implements Flow.Subscriber<Runnable> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Runnable item) {
            next.run();
        }

        @Override
        public void onComplete() {
            end.run();
        }

        @Override
        public void onError(Throwable failure) {
            failure.printStackTrace();
        }
    }

    private static List<Construct> channels(AsynchronousFileChannel channel) {
        return List.of(
                Construct.of(
                        "asynchronous file: read",
                        4,
                        hop -> channel.read(ByteBuffer.allocate(1), 0, hop.line(), new Handler())),
                Construct.of(
                        "asynchronous file: write",
                        4,
                        hop -> channel.write(ByteBuffer.allocate(1), 0, hop.line(), new Handler())));
    }

    private static final class Handler implements CompletionHandler<Integer, Line> {
        @Override
        public void completed(Integer bytes, Line line) {
            line.run();
        }

        @Override
        public void failed(Throwable failure, Line line) {
            line.run();
        }
    }

    private static List<Construct> byHand() {
        return List.of(
                Construct.of(
                        "Snapshot.wrap",
                        10,
                        hop -> hop.elsewhere(Snapshot.capture().wrap((Runnable) hop.line()))),
                Construct.of(
                        "Snapshot.wrap on a pool",
                        10,
                        hop -> hop.pool().execute(Snapshot.capture().wrap((Runnable) hop.line()))),
                Construct.of(
                        "wrapped executor",
                        10,
                        hop -> ContextExecutors.wrap(hop.pool()).execute(hop.line())),
                Construct.of(
                        "wrapped executor service",
                        10,
                        hop -> ContextExecutors.wrap(hop.pools().service(hop)).submit((Runnable) hop.failingLine())));
    }
}
