package io.reqid.undertow;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.UndertowClient;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StringReadChannelListener;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.FutureResult;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** What the agent must keep right where no place of the matrix leads: AJP, server push, clients, XNIO's futures. */
final class AgentTraffic {
    private static final String NONE = "none";
    private static final int PARTS = 8;

    /** More of them than what a connection of HTTP/2 lets through at first. */
    private static final int PART_BYTES = 32 * 1024;

    static {
        System.setProperty("io.undertow.ajp.REQUIRE_AJP_SECRET", "false"); // read when the class is loaded
    }

    private final Check check;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    AgentTraffic(Check check) {
        this.check = check;
    }

    /** Notes whether a claim holds. */
    interface Check {
        void that(String claim, @Nullable Object found, @Nullable Object expected);
    }

    void run() throws Exception {
        futureNotifiesUnderWhoeverAskedIt();
        listenerThatFailsIsLoggedUnderWhoeverSetIt();
        taskOfAWorkerAroundAnyExecutorRunsUnderWhoeverGaveIt();
        callbacksOfAWebSocketRunUnderItsRequest();
        partsOfABodyAreAskedForUnderItsRequestOverHttp2();
        XnioWorker worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1));
        try {
            pushedRequestIsOneOfItsOwnAndIsTakenByWhoeverSentTheFirst(worker);
            requestsThatWaitForOneConnectionAreAnsweredUnderTheirOwnIds("ajp", worker);
            requestsThatWaitForOneConnectionAreAnsweredUnderTheirOwnIds("http", worker);
        } finally {
            worker.shutdownNow();
        }
        connectionOfAjpReadsOnUnderNoId(exchange -> {});
        connectionOfAjpReadsOnUnderNoId(exchange -> exchange.dispatch((HttpHandler) dispatched -> {}));
    }

    private void see() {
        seen.add(Objects.requireNonNullElse(RequestContext.currentId(), NONE));
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(Objects.requireNonNullElse(seen.poll(15, TimeUnit.SECONDS), "nothing"));
        }
        return next;
    }

    private void futureNotifiesUnderWhoeverAskedIt() throws Exception {
        FutureResult<String> result = new FutureResult<>();
        RequestContext.run(
                new RequestId("asks"), () -> result.getIoFuture().addNotifier((future, attachment) -> see(), null));
        RequestContext.run(new RequestId("answers"), () -> result.setResult("done"));
        check.that("notifier of an IoFuture", next(1), List.of("asks"));
    }

    private void listenerThatFailsIsLoggedUnderWhoeverSetIt() {
        ChannelListener.SimpleSetter<Channel> setter = new ChannelListener.SimpleSetter<>();
        RequestContext.run(
                new RequestId("sets"),
                () -> setter.set(channel -> {
                    throw new IllegalStateException("expected");
                }));
        try (Lines lines = Lines.record()) {
            ChannelListeners.invokeChannelListener(null, setter.get());
            Lines.Line line = lines.await(each -> each.message().contains("XNIO001007"));
            check.that("line of a listener that fails", line.id(), "sets");
        }
    }

    private void taskOfAWorkerAroundAnyExecutorRunsUnderWhoeverGaveIt() throws Exception {
        LookingService service = new LookingService();
        XnioWorker worker = Xnio.getInstance()
                .createWorkerBuilder()
                .setExternalExecutorService(service)
                .setWorkerIoThreads(1)
                .build();
        RequestContext.run(new RequestId("gives"), () -> worker.execute(this::see));
        service.runOne();
        check.that("task of a worker around an executor that is not followed", next(1), List.of("gives"));
        worker.shutdownNow();
    }

    private void callbacksOfAWebSocketRunUnderItsRequest() throws Exception {
        HttpHandler talking = Handlers.websocket((exchange, channel) -> {
            channel.addCloseTask(closed -> see());
            channel.resumeReceives(); // or nobody notices that the client goes away
            WebSockets.sendText("x".repeat(Stage.LARGE), channel, new WebSocketCallback<Void>() {
                @Override
                public void complete(WebSocketChannel sent, Void nothing) {
                    see();
                }

                @Override
                public void onError(WebSocketChannel broken, Void nothing, Throwable failure) {
                    see();
                }
            });
        });
        try (TestServer server = TestServer.start(RequestIdHandler.wrap(talking))) {
            WebSocket socket = server.client()
                    .newWebSocketBuilder()
                    .header("X-Request-ID", "socket")
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port + "/"), new SlowListener())
                    .get(15, TimeUnit.SECONDS);
            socket.request(Long.MAX_VALUE);
            check.that("WebSocket, text sent", next(1), List.of("socket"));
            socket.abort();
            check.that("WebSocket, closed", next(1), List.of("socket"));
        }
    }

    private void partsOfABodyAreAskedForUnderItsRequestOverHttp2() throws Exception {
        HttpHandler reading = exchange -> exchange.getRequestReceiver().receiveFullBytes((read, body) -> {});
        try (TestServer server = TestServer.start(Protocol.H2C, reading)) {
            server.get("/"); // from here on the connection speaks HTTP/2
            RequestContext.call(
                    new RequestId("posts"),
                    () -> server.client()
                            .send(server.request("/").POST(new Parts()).build(), BodyHandlers.discarding()));
        }
        List<String> ids = next(1 + PARTS);
        check.that("parts of a body over HTTP/2", ids.stream().distinct().toList(), List.of("posts"));
        seen.clear();
    }

    private void pushedRequestIsOneOfItsOwnAndIsTakenByWhoeverSentTheFirst(XnioWorker worker) throws Exception {
        BlockingQueue<String> before = new LinkedBlockingQueue<>();
        BlockingQueue<String> inside = new LinkedBlockingQueue<>();
        BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        HttpHandler identified = RequestIdHandler.wrap(exchange -> {
            if (exchange.getRequestPath().equals("/pushing")) {
                exchange.getConnection().pushResource("/pushed", Methods.GET, new HeaderMap());
                exchange.getConnection()
                        .addCloseListener(
                                connection -> closed.add(Objects.requireNonNullElse(RequestContext.currentId(), NONE)));
            }
            inside.add(exchange.getRequestPath() + " "
                    + exchange.getRequestHeaders().contains("X-Request-ID") + " "
                    + "pushing".equals(RequestContext.currentId()));
        });
        HttpHandler root = exchange -> {
            before.add(Objects.requireNonNullElse(RequestContext.currentId(), NONE));
            identified.handleRequest(exchange);
        };
        try (TestServer server = TestServer.start(Protocol.H2C, root);
                ClientConnection client = connect("h2c-prior", server.port, worker)) {
            send(
                    client,
                    "sends",
                    "/pushing",
                    exchange -> exchange.setPushHandler((first, pushed) -> {
                        see();
                        return true;
                    }));
            check.that("client: sent, pushed to, answered", next(3), List.of("sends", "sends", "sends"));
            RequestContext.run(new RequestId("closes"), () -> client.addCloseListener(connection -> see()));
            IoUtils.safeClose(client);
            check.that("client of HTTP/2: closed", next(1), List.of("closes"));
            check.that("server of HTTP/2: closed", next(closed, 1), List.of("pushing"));
        }
        check.that("before the handlers", next(before, 2), List.of(NONE, NONE));
        check.that(
                "pushing and pushed",
                next(inside, 2).stream().sorted().toList(),
                List.of("/pushed false false", "/pushing true true"));
    }

    private static List<String> next(BlockingQueue<String> queue, int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(Objects.requireNonNullElse(queue.poll(15, TimeUnit.SECONDS), "nothing"));
        }
        return next;
    }

    /** The second one is sent by the connection itself, when the first has been answered. */
    private void requestsThatWaitForOneConnectionAreAnsweredUnderTheirOwnIds(String scheme, XnioWorker worker)
            throws Exception {
        Undertow server = start(scheme, exchange -> exchange.getResponseSender().send("answer"));
        try (ClientConnection client = connect(scheme, port(server), worker)) {
            RequestContext.run(new RequestId("closes"), () -> client.addCloseListener(closed -> see()));
            send(client, "one", "/", exchange -> {});
            send(client, "two", "/", exchange -> {});
            check.that("client of " + scheme + ": sent, answered", next(4), List.of("one", "one", "two", "two"));
            IoUtils.safeClose(client);
            check.that("client of " + scheme + ": closed", next(1), List.of("closes"));
        } finally {
            server.stop();
        }
    }

    private static ClientConnection connect(String scheme, int port, XnioWorker worker) throws IOException {
        return UndertowClient.getInstance()
                .connect(
                        URI.create(scheme + "://127.0.0.1:" + port),
                        worker,
                        new DefaultByteBufferPool(false, 1024),
                        OptionMap.EMPTY)
                .get();
    }

    /** Prepares an exchange of a client. */
    private interface Preparation {
        void prepare(ClientExchange exchange);
    }

    private void send(ClientConnection client, String id, String path, Preparation preparation) {
        ClientRequest request = new ClientRequest().setMethod(Methods.GET).setPath(path);
        request.getRequestHeaders().put(Headers.HOST, "localhost");
        request.getRequestHeaders().put(io.undertow.util.HttpString.tryFromString("X-Request-ID"), "pushing");
        RequestContext.run(
                new RequestId(id),
                () -> client.sendRequest(request, new Callback() {
                    @Override
                    public void completed(ClientExchange exchange) {
                        see();
                        preparation.prepare(exchange);
                        exchange.setResponseListener(new Callback() {
                            @Override
                            public void completed(ClientExchange answered) {
                                see();
                                read(answered);
                            }
                        });
                    }
                }));
    }

    private static void read(ClientExchange answered) {
        new StringReadChannelListener(answered.getConnection().getBufferPool()) {
            @Override
            protected void stringDone(String text) {}

            @Override
            protected void error(IOException failure) {}
        }.setup(answered.getResponseChannel());
    }

    /** Of a client, which does not fail here. */
    private abstract static class Callback implements ClientCallback<ClientExchange> {
        @Override
        public final void failed(IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void connectionOfAjpReadsOnUnderNoId(HttpHandler handler) throws Exception {
        Undertow server = start("ajp", RequestIdHandler.wrap(handler));
        try (Lines lines = Lines.record();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(server))) {
            socket.setSoTimeout(15_000);
            byte[] good = RawAjp.get("/", "good");
            byte[] bytes = java.util.Arrays.copyOf(good, good.length + RawAjp.unknown().length);
            System.arraycopy(RawAjp.unknown(), 0, bytes, good.length, RawAjp.unknown().length);
            socket.getOutputStream().write(bytes);
            Lines.Line line = lines.await(each -> each.message().contains("UT005011"));
            check.that("line of an AJP packet of no known kind", line.id(), null);
        } finally {
            server.stop();
        }
    }

    private static Undertow start(String scheme, HttpHandler root) {
        Undertow.Builder builder =
                Undertow.builder().setIoThreads(1).setWorkerThreads(2).setHandler(root);
        Undertow server = (scheme.equals("ajp")
                        ? builder.addAjpListener(0, "127.0.0.1")
                        : builder.addHttpListener(0, "127.0.0.1"))
                .build();
        server.start();
        return server;
    }

    private static int port(Undertow server) {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Reads nothing by itself, so that what is sent has to wait. */
    private static final class SlowListener implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket socket) {}
    }

    /** Looks at the types of its tasks, so that the agent leaves it alone, and runs one when it is told to. */
    private static final class LookingService extends AbstractExecutorService {
        private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

        void runOne() throws InterruptedException {
            tasks.take().run();
        }

        @Override
        public void execute(Runnable task) {
            if (task instanceof Comparable) {
                throw new IllegalArgumentException("this queue has no order");
            }
            tasks.add(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** A body that gives one part whenever it is asked, however many could be had, and sees the id each time. */
    private final class Parts implements BodyPublisher {
        @Override
        public long contentLength() {
            return (long) PARTS * PART_BYTES;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            see();
            subscriber.onSubscribe(new Flow.Subscription() {
                private int given;

                @Override
                public void request(long asked) {
                    for (long i = 0; i < asked && given <= PARTS; i++) {
                        see();
                        give();
                    }
                }

                private void give() {
                    if (given++ < PARTS) {
                        subscriber.onNext(ByteBuffer.allocate(PART_BYTES));
                    } else {
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {}
            });
        }
    }
}
