package io.reqid.agent.tests.matrix;

import io.reqid.agent.tests.matrix.HttpRows.Web;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** The bodies that {@code HttpClient} sends: it asks their publishers for more whenever the connection takes more. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class HttpPublisherRows {
    private static final int PARTS = 5;

    private HttpPublisherRows() {}

    static List<Row> rows() {
        return HttpRows.ofBothClients(HttpPublisherRows::rows);
    }

    private static List<Row> rows(String name, Row.Opener<Web> opener) {
        return List.of(
                Row.returning(
                                name + ": send, body publisher",
                                opener,
                                (web, work) ->
                                        web.client.send(web.post(new WorkPublisher(work)), BodyHandlers.discarding()))
                        .runs(2 + PARTS),
                Row.returning(
                                name + ": sendAsync, body publisher",
                                opener,
                                (web, work) -> web.client.sendAsync(
                                        web.post(new WorkPublisher(work)), BodyHandlers.discarding()))
                        .runs(2 + PARTS),
                Row.returning(
                        name + ": sendAsync, supplier of the body's stream",
                        opener,
                        (web, work) -> web.client.sendAsync(
                                web.post(BodyPublishers.ofInputStream(() -> stream(work))), BodyHandlers.discarding())),
                Row.returning(
                                name + ": sendAsync, iterator of the body's parts",
                                opener,
                                (web, work) -> web.client.sendAsync(
                                        web.post(BodyPublishers.ofByteArrays(() -> parts(work))),
                                        BodyHandlers.discarding()))
                        .runs(PARTS));
    }

    private static ByteArrayInputStream stream(Runnable work) {
        work.run();
        return new ByteArrayInputStream(new byte[PARTS]) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                work.run();
                return super.read(buffer, offset, length);
            }
        };
    }

    private static Iterator<byte[]> parts(Runnable work) {
        Iterator<Integer> numbers = List.of(1, 2, 3, 4, 5).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public byte[] next() {
                work.run();
                return new byte[] {numbers.next().byteValue()};
            }
        };
    }

    /** Does its work when it is subscribed to, and at each request for more. */
    private static final class WorkPublisher implements BodyPublisher {
        private final Runnable work;

        WorkPublisher(Runnable work) {
            this.work = work;
        }

        @Override
        public long contentLength() {
            return PARTS;
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            work.run();
            subscriber.onSubscribe(new Parts(work, subscriber));
        }
    }

    /** Gives a byte whenever it is asked, however many could be had. */
    private static final class Parts implements Subscription {
        private final Runnable work;
        private final Subscriber<? super ByteBuffer> subscriber;
        private int given;

        Parts(Runnable work, Subscriber<? super ByteBuffer> subscriber) {
            this.work = work;
            this.subscriber = subscriber;
        }

        @Override
        public synchronized void request(long asked) {
            for (long i = 0; i < asked && given <= PARTS; i++) {
                work.run();
                if (given++ < PARTS) {
                    subscriber.onNext(ByteBuffer.wrap(new byte[] {1}));
                } else {
                    subscriber.onComplete();
                }
            }
        }

        @Override
        public void cancel() {}
    }
}
