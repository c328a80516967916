package io.reqid.undertow;

import io.reqid.RequestContext;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * What the agent must keep right in Undertow beside the places of the matrix. Runs in a JVM of its own that has the agent;
 * the arguments are classes to load and verify. Prints each claim that does not hold and ends with 1, or ends with 0.
 */
final class AgentProgram {
    private static final String NONE = "none";

    private final List<String> faults = new ArrayList<>();
    private final AtomicReference<HttpHandler> application = new AtomicReference<>();

    private AgentProgram() {}

    public static void main(String[] classes) {
        AgentProgram program = new AgentProgram();
        try {
            for (String each : classes) {
                Class.forName(each); // what is wrong with its stack maps is found now
            }
            program.run();
        } catch (Exception | LinkageError | AssertionError failure) {
            failure.printStackTrace();
            System.exit(1); // the servers' threads would go on
        }
        program.faults.forEach(System.out::println);
        System.exit(program.faults.isEmpty() ? 0 : 1);
    }

    private void run() throws Exception {
        HttpHandler root = RequestIdHandler.wrap(exchange -> application.get().handleRequest(exchange));
        try (TestServer server = TestServer.start(root)) {
            ExecutorService pool = Executors.newFixedThreadPool(1);
            connectionReadsOnUnderNoId(server, "worker", dispatching(null, dispatched -> {}));
            connectionReadsOnUnderNoId(server, "pool", dispatching(pool, dispatched -> {}));
            connectionReadsOnUnderNoId(
                    server,
                    "pool of the application's choice",
                    dispatching(null, dispatched -> dispatched.setDispatchExecutor(pool)));
            pool.shutdown();
            periodicTimerGoesOnWithoutTheRequestThatHasEnded(server);
            listenerOfTheHandlerIsNotWrappedAgainAtEachResume(server);
            parkedExchangeIsResumedUnderItsOwnId(server);
        }
        exchangeOfAnotherHandlerNeverTakesOverTheIdOfWhoResumesIt();
        new AgentTraffic(this::check).run();
    }

    private static @Nullable String id() {
        return RequestContext.currentId();
    }

    private void check(String claim, @Nullable Object found, @Nullable Object expected) {
        if (!Objects.equals(found, expected)) {
            faults.add(claim + ": expected " + expected + ", found " + found);
        }
    }

    private static String head(String id, String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: " + id + "\r\n\r\n";
    }

    private static HttpHandler dispatching(@Nullable Executor executor, HttpHandler dispatched) {
        return exchange -> exchange.dispatch(executor, dispatched);
    }

    /** The executor of an exchange that is over goes on with what the connection has read already. */
    private void connectionReadsOnUnderNoId(TestServer server, String reader, HttpHandler handler) throws Exception {
        application.set(handler);
        try (Lines lines = Lines.record();
                Socket socket = server.socket()) {
            Stage.write(socket, head("good", "/") + "GET / HTTP/1.1\r\nHost: \u0000\r\n\r\n");
            socket.getInputStream().readAllBytes();
            Lines.Line line = lines.await(each -> each.message().contains("UT005014"));
            check("line of what cannot be parsed, read by the " + reader, line.id(), null);
        }
    }

    private void periodicTimerGoesOnWithoutTheRequestThatHasEnded(TestServer server) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        BlockingQueue<XnioExecutor.Key> timers = new ArrayBlockingQueue<>(1);
        application.set(exchange -> timers.add(exchange.getIoThread()
                .executeAtInterval(() -> seen.add(Objects.requireNonNullElse(id(), NONE)), 1, TimeUnit.MILLISECONDS)));
        server.get("/", "X-Request-ID", "periodic");
        String last = "";
        for (int i = 0; i < 1000 && !last.equals(NONE); i++) {
            last = Objects.requireNonNull(seen.poll(15, TimeUnit.SECONDS));
            check("run of a periodic timer", last.equals(NONE) || last.equals("periodic"), true);
        }
        check("later run of a periodic timer", last, NONE);
        timers.take().remove();
    }

    private void listenerOfTheHandlerIsNotWrappedAgainAtEachResume(TestServer server) throws Exception {
        BlockingQueue<Object> listeners = new LinkedBlockingQueue<>();
        application.set(exchange -> {
            StreamSourceChannel channel = exchange.getRequestChannel();
            ChannelListener.SimpleSetter<?> setter = (ChannelListener.SimpleSetter<?>) channel.getReadSetter();
            channel.getReadSetter().set(readable -> {
                for (int i = 0; i < 3; i++) {
                    readable.suspendReads();
                    readable.resumeReads();
                    listeners.add(Objects.requireNonNull(setter.get()));
                }
                end(readable, exchange);
            });
            channel.resumeReads();
        });
        server.client()
                .send(
                        server.request("/")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("body"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding());
        check("listeners after three resumes", listeners.stream().distinct().count(), 1L);
    }

    private static void end(StreamSourceChannel channel, HttpServerExchange exchange) {
        try {
            channel.read(ByteBuffer.allocate(16));
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
        exchange.endExchange();
    }

    /** A queue of one's own: the second request resumes the first from its completion, as a limiter does. */
    private void parkedExchangeIsResumedUnderItsOwnId(TestServer server) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        check("parked exchange", resumed(server, seen, application), "first");
    }

    /** The handler in front gives no context, so that the agent must not guess one. */
    private void exchangeOfAnotherHandlerNeverTakesOverTheIdOfWhoResumesIt() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        AtomicReference<HttpHandler> plain = new AtomicReference<>();
        HttpHandler identified = RequestIdHandler.wrap(exchange -> plain.get().handleRequest(exchange));
        HttpHandler root = exchange -> {
            HttpHandler next = exchange.getRequestPath().equals("/first") ? plain.get() : identified;
            next.handleRequest(exchange);
        };
        try (TestServer server = TestServer.start(root)) {
            check("parked exchange without a context", resumed(server, seen, plain), NONE);
        }
    }

    private static String resumed(
            TestServer server, BlockingQueue<String> seen, AtomicReference<HttpHandler> application) throws Exception {
        BlockingQueue<HttpServerExchange> parked = new ArrayBlockingQueue<>(1);
        application.set(exchange -> {
            if (exchange.getRequestPath().equals("/first")) {
                exchange.dispatch(io.undertow.util.SameThreadExecutor.INSTANCE, () -> parked.add(exchange));
            } else {
                exchange.addExchangeCompleteListener((complete, nextListener) -> {
                    HttpServerExchange first = parked.remove();
                    first.dispatch((Runnable) () -> {
                        seen.add(Objects.requireNonNullElse(id(), NONE));
                        first.endExchange();
                    });
                    nextListener.proceed();
                });
            }
        });
        try (Socket socket = server.socket()) {
            Stage.write(socket, head("first", "/first"));
            org.awaitility.Awaitility.await().until(() -> !parked.isEmpty());
            server.get("/second", "X-Request-ID", "second");
            return Objects.requireNonNull(seen.poll(15, TimeUnit.SECONDS));
        }
    }
}
