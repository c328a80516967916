package io.reqid.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one {@link Place} plays on: a server, its own request id, and the line that it is to log. */
final class Stage {
    static final String LOGGER = "place";
    /** More than what buffers and windows take before anybody reads: {@link TestServer} keeps them small. */
    static final int LARGE = 2 * 1024 * 1024;

    private static final String PARTS = "half!";
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    final TestServer server;
    final ExecutorService pool;
    final boolean wrapped;
    final String id;
    private final AtomicReference<HttpHandler> application;
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Predicate<Lines.Line> wanted;
    private volatile @Nullable String expected;

    Stage(
            TestServer server,
            AtomicReference<HttpHandler> application,
            ExecutorService pool,
            boolean wrapped,
            String id) {
        this.server = server;
        this.application = application;
        this.pool = pool;
        this.wrapped = wrapped;
        this.id = id;
        this.expected = id;
        this.wanted = line -> line.logger().equals(LOGGER) && line.message().equals(id);
    }

    /** The line under test. */
    void log() {
        LOG.info(id);
    }

    Predicate<Lines.Line> wanted() {
        return wanted;
    }

    Place.Seen judge(Lines.Line line) {
        if (java.util.Objects.equals(line.id(), expected)) {
            return Place.Seen.RIGHT;
        }
        return line.id() == null ? Place.Seen.MISSING : Place.Seen.WRONG;
    }

    /** The line under test is one that Undertow logs itself. */
    void wantLineWith(String logger, String text) {
        wanted = line -> line.logger().startsWith(logger) && line.message().contains(text);
    }

    void expectNone() {
        expected = null;
    }

    void serve(HttpHandler handler) {
        application.set(handler);
    }

    /** Lets the client go on once the call that is running on the exchange's IO thread has ended. */
    void releaseAfterThisCall(HttpServerExchange exchange) {
        exchange.getIoThread().execute(released::countDown);
    }

    void release() {
        released.countDown();
    }

    void awaitRelease() throws IOException {
        try {
            if (!released.await(15, TimeUnit.SECONDS)) {
                throw new IOException("the server did not release the client");
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    HttpRequest.Builder request() {
        return server.request("/" + id).header("X-Request-ID", id);
    }

    HttpResponse<String> get() throws Exception {
        return server.client().send(request().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends the request and does not read the response before {@link #release()}. */
    void getAndReadLate() throws Exception {
        HttpResponse<InputStream> response =
                server.client().send(request().build(), HttpResponse.BodyHandlers.ofInputStream());
        awaitRelease();
        try (InputStream body = response.body()) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    HttpResponse<String> post(String body) throws Exception {
        return server.client()
                .send(
                        request()
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Sends the second half of the body after {@link #release()}. */
    HttpResponse<String> postInTwoParts() throws Exception {
        try (SubmissionPublisher<ByteBuffer> parts = new SubmissionPublisher<>(Runnable::run, 8)) {
            HttpRequest request = request()
                    .POST(HttpRequest.BodyPublishers.fromPublisher(parts, PARTS.length() * 2L))
                    .build();
            CompletableFuture<HttpResponse<String>> response =
                    server.client().sendAsync(request, HttpResponse.BodyHandlers.ofString());
            // what is submitted before the client has subscribed is lost
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(parts::hasSubscribers);
            parts.submit(ByteBuffer.wrap(PARTS.getBytes(StandardCharsets.US_ASCII)));
            awaitRelease();
            parts.submit(ByteBuffer.wrap(PARTS.getBytes(StandardCharsets.US_ASCII)));
            parts.close();
            return response.get(20, TimeUnit.SECONDS);
        }
    }

    ByteBuffer large() {
        byte[] bytes = new byte[LARGE];
        Arrays.fill(bytes, (byte) 'x');
        return ByteBuffer.wrap(bytes);
    }

    /** The head of a request of this stage, for a raw socket. */
    String head(String method, String path, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** What runs a task with the context of its submitter where this stage uses wrappers, or as it is. */
    Runnable task(Runnable task) {
        return wrapped ? io.reqid.Snapshot.capture().wrap(task) : task;
    }

    HttpHandler restored(HttpHandler handler) {
        return wrapped ? RequestIds.restore(handler) : handler;
    }
}
