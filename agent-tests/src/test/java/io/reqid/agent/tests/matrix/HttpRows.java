package io.reqid.agent.tests.matrix;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscription;
import java.util.function.BiFunction;

/** {@code HttpClient} against a server on the loopback interface. All requests of a row use the same connections. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class HttpRows {
    private static final int SIGNALS = 3;

    private HttpRows() {}

    static List<Row> rows() {
        return ofBothClients(HttpRows::rows);
    }

    /** {@return the rows of a client without and of one with an executor of its own} */
    static List<Row> ofBothClients(BiFunction<String, Row.Opener<Web>, List<Row>> rows) {
        List<Row> both = new ArrayList<>(rows.apply("HttpClient", () -> new Web(null)));
        both.addAll(rows.apply("HttpClient(executor)", () -> new Web(Executors.newFixedThreadPool(2))));
        return both;
    }

    private static List<Row> rows(String name, Row.Opener<Web> opener) {
        return List.of(
                Row.returning(
                        name + ": send, body handler",
                        opener,
                        (web, work) -> web.client.send(web.request(), handler(work))),
                Row.returning(
                                name + ": send, body subscriber",
                                opener,
                                (web, work) -> web.client.send(web.request(), subscribed(work)))
                        .runs(SIGNALS),
                Row.returning(
                        name + ": sendAsync, body handler",
                        opener,
                        (web, work) -> web.client.sendAsync(web.request(), handler(work))),
                Row.returning(
                                name + ": sendAsync, body subscriber",
                                opener,
                                (web, work) -> web.client.sendAsync(web.request(), subscribed(work)))
                        .runs(SIGNALS),
                Row.returning(
                                name + ": sendAsync, subscriber by fromSubscriber",
                                opener,
                                (web, work) -> web.client.sendAsync(
                                        web.request(),
                                        BodyHandlers.fromSubscriber(
                                                new FlowRows.WorkSubscriber<List<ByteBuffer>>(work))))
                        .runs(SIGNALS),
                Row.returning(
                        name + ": sendAsync, mapping of the body",
                        opener,
                        (web, work) -> web.client.sendAsync(
                                web.request(),
                                response -> BodySubscribers.mapping(
                                        BodySubscribers.ofByteArray(), body -> Work.done(work)))),
                Row.returning(
                        name + ": sendAsync, stage",
                        opener,
                        (web, work) -> web.client
                                .sendAsync(web.request(), BodyHandlers.discarding())
                                .thenRun(work)),
                Row.returning(
                        name + ": sendAsync, async stage",
                        opener,
                        (web, work) -> web.client
                                .sendAsync(web.request(), BodyHandlers.discarding())
                                .thenApplyAsync(response -> Work.done(work))),
                Row.returning(
                        name + ": sendAsync, stage of one that fails",
                        opener,
                        (web, work) -> web.client
                                .sendAsync(web.nobody(), BodyHandlers.discarding())
                                .exceptionally(failure -> {
                                    work.run();
                                    return null;
                                })));
    }

    private static BodyHandler<Void> handler(Runnable work) {
        return response -> {
            work.run();
            return BodySubscribers.discarding();
        };
    }

    private static BodyHandler<byte[]> subscribed(Runnable work) {
        return response -> new WorkBody(work);
    }

    /** A server, and a client that talks to it. */
    static final class Web implements AutoCloseable {
        private static final byte[] BODY = {'o', 'k'};

        private final HttpServer server;
        private final ExecutorService serving = Executors.newCachedThreadPool();
        final HttpClient client;

        Web(ExecutorService executor) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(serving);
            server.createContext("/", Web::answer);
            server.start();
            HttpClient.Builder builder = HttpClient.newBuilder();
            client = executor == null
                    ? builder.build()
                    : builder.executor(executor).build();
        }

        private static void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, BODY.length);
                exchange.getResponseBody().write(BODY);
            }
        }

        HttpRequest request() {
            return HttpRequest.newBuilder(uri()).build();
        }

        HttpRequest post(BodyPublisher body) {
            return HttpRequest.newBuilder(uri()).POST(body).build();
        }

        private URI uri() {
            InetSocketAddress address = server.getAddress();
            return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
        }

        /** {@return a request that no server answers} */
        HttpRequest nobody() {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();
        }

        @Override
        public void close() {
            server.stop(0);
            serving.shutdownNow();
            client.executor().ifPresent(executor -> ((ExecutorService) executor).shutdownNow());
        }
    }

    /** A subscriber of bytes that does its work at every signal. */
    private static final class WorkBody implements BodySubscriber<byte[]> {
        private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
        private final Runnable work;

        WorkBody(Runnable work) {
            this.work = work;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return bytes.getBody();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            work.run();
            bytes.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            work.run();
            bytes.onNext(buffers);
        }

        @Override
        public void onError(Throwable failure) {
            bytes.onError(failure);
        }

        @Override
        public void onComplete() {
            work.run();
            bytes.onComplete();
        }
    }
}
