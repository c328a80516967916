package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.Attribute;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Scope;
import io.undertow.predicate.Predicates;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The echo header, the access line and the end of the context. */
class ResponseTest {
    private static RawClient.Response exchange(HttpHandler root, String request) throws Exception {
        try (TestServer server = TestServer.start(root);
                RawClient client = new RawClient(server.socket())) {
            return client.exchange(request);
        }
    }

    private static String request(String method, String... headers) {
        StringBuilder request = new StringBuilder(method + " / HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: sent\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 304, 404, 500, 503})
    void responseOfEveryStatusCarriesTheId(int status) throws Exception {
        HttpHandler app = exchange -> exchange.setStatusCode(status);
        assertThat(exchange(RequestIdHandler.wrap(app), request("GET")).header("X-Request-ID"))
                .isEqualTo("sent");
    }

    @Test
    void failedHandlerAndHeadAndClearedHeadersCarryTheId() throws Exception {
        HttpHandler failing = exchange -> {
            throw new IllegalStateException("of the application");
        };
        RawClient.Response failed = exchange(RequestIdHandler.wrap(failing), request("GET"));
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.header("X-Request-ID")).isEqualTo("sent");
        assertThat(exchange(RequestIdHandler.wrap(e -> {}), request("HEAD")).header("X-Request-ID"))
                .isEqualTo("sent");
        HttpHandler clearing = exchange -> exchange.getResponseHeaders().clear();
        assertThat(exchange(RequestIdHandler.wrap(clearing), request("GET")).header("X-Request-ID"))
                .isEqualTo("sent");
    }

    @Test
    void idThatTheApplicationSetsIsReplacedNotDoubled() throws Exception {
        HttpHandler app = exchange -> exchange.getResponseHeaders().put(new HttpString("x-request-id"), "application");
        assertThat(exchange(RequestIdHandler.wrap(app), request("GET")).header("X-Request-ID"))
                .isEqualTo("sent");
    }

    @Test
    void finalResponseAfter100ContinueCarriesTheId() throws Exception {
        HttpHandler app =
                new io.undertow.server.handlers.HttpContinueReadHandler(exchange -> exchange.getRequestReceiver()
                        .receiveFullString((e, body) -> e.getResponseSender().send(body)));
        try (TestServer server = TestServer.start(RequestIdHandler.wrap(app));
                RawClient client = new RawClient(server.socket())) {
            RawClient.Response interim = client.exchange(request("POST", "Content-Length: 4", "Expect: 100-continue"));
            assertThat(interim.status()).isEqualTo(100);
            RawClient.Response response = client.exchange("body");
            assertThat(response.body()).isEqualTo("body");
            assertThat(response.header("X-Request-ID")).isEqualTo("sent");
        }
    }

    @Test
    void echoCanBeTurnedOff() throws Exception {
        HttpHandler off = RequestIdHandler.builder().echo(false).wrap(exchange -> {});
        assertThat(exchange(off, request("GET")).header("X-Request-ID")).isNull();
    }

    @Test
    void gzippedResponseCarriesTheId() throws Exception {
        HttpHandler gzip = new EncodingHandler(new ContentEncodingRepository()
                        .addEncodingHandler("gzip", new GzipEncodingProvider(), 50, Predicates.truePredicate()))
                .setNext(exchange -> exchange.getResponseSender().send("x".repeat(100_000)));
        RawClient.Response response = exchange(RequestIdHandler.wrap(gzip), request("GET", "Accept-Encoding: gzip"));
        assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(response.header("X-Request-ID")).isEqualTo("sent");
    }

    @Test
    void accessLineTellsMethodPathStatusBytesAndDurationUnderTheId() throws Exception {
        try (Lines lines = Lines.record()) {
            HttpHandler app = RequestIdHandler.builder()
                    .accessLine(AccessLine.END)
                    .wrap(exchange -> exchange.dispatch((HttpHandler)
                            dispatched -> dispatched.getResponseSender().send("four")));
            try (TestServer server = TestServer.start(app)) {
                server.get("/orders/%0d%0aforged?secret=1", "X-Request-ID", "sent");
                // a server that stops ends the exchange before Undertow has counted the bytes
                Lines.Line line = lines.await(each -> each.logger().equals("io.reqid.undertow.access"));
                assertThat(line.message()).matches("GET /orders/%0d%0aforged 200 4 B \\d+\\.\\d ms");
                assertThat(line.id()).isEqualTo("sent");
            }
            assertThat(lines.of("io.reqid.undertow.access")).hasSize(1);
        }
    }

    @Test
    void accessLineMayAlsoAnnounceTheRequestAndIsOffByDefault() throws Exception {
        try (Lines lines = Lines.record()) {
            exchange(RequestIdHandler.wrap(e -> {}), request("GET"));
            exchange(RequestIdHandler.builder().accessLine(AccessLine.START_END).wrap(e -> {}), request("GET"));
            lines.await(line -> line.message().startsWith("GET / 200 0 B"));
            assertThat(lines.of("io.reqid.undertow.access")).hasSize(2).allMatch(line -> "sent".equals(line.id()));
            assertThat(lines.of("io.reqid.undertow.access").get(0).message()).isEqualTo("GET /");
        }
    }

    @Test
    void contextEndsWithTheExchangeAndKeepsItsIdForLateLines() throws Exception {
        Attribute<String> user = Attribute.named("user");
        AtomicReference<RequestContext> context = new AtomicReference<>();
        AtomicReference<Boolean> endedInListener = new AtomicReference<>();
        exchange(
                RequestIdHandler.wrap(exchange -> {
                    context.set(RequestContext.current());
                    context.get().set(user, "alice");
                    exchange.addExchangeCompleteListener((complete, nextListener) -> {
                        endedInListener.set(context.get().ended());
                        nextListener.proceed();
                    });
                }),
                request("GET"));
        Awaitility.await().until(() -> context.get().ended());
        assertThat(endedInListener).hasValue(false);
        assertThat(context.get().id().value()).isEqualTo("sent");
        assertThat(context.get().get(user)).isNull();
    }

    @Test
    void nestedModeBindsTheCallAndItsDispatchesButNotWhatUndertowDoesAfterwards() throws Exception {
        AtomicReference<String> inDispatch = new AtomicReference<>();
        AtomicReference<String> inCompletion = new AtomicReference<>("not called");
        HttpHandler app = exchange -> {
            assertThat(RequestContext.currentId()).isEqualTo("sent");
            exchange.dispatch((HttpHandler) dispatched -> inDispatch.set(RequestContext.currentId()));
        };
        HttpHandler nested = RequestIdHandler.builder().mode(Mode.NESTED).wrap(app);
        assertThat(exchange(nested, request("GET")).header("X-Request-ID")).isEqualTo("sent");
        assertThat(inDispatch).hasValue("sent");
        HttpHandler direct = RequestIdHandler.builder()
                .mode(Mode.NESTED)
                .wrap(exchange -> exchange.addExchangeCompleteListener((complete, nextListener) -> {
                    inCompletion.set(RequestContext.currentId());
                    nextListener.proceed();
                }));
        exchange(direct, request("GET"));
        Awaitility.await().until(() -> inCompletion.get() == null);
    }

    /** As if something before us had leaked its context onto the thread. */
    @Test
    void whatTheThreadHeldIsOverwrittenAndRestored() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpHandler recording = exchange -> seen.add("" + RequestContext.currentId());
        for (RequestIdHandler.Builder builder : List.of(
                RequestIdHandler.builder(),
                RequestIdHandler.builder().mode(Mode.NESTED),
                RequestIdHandler.builder()
                        .inbound(Inbound.NEVER)
                        .mode(Mode.NESTED)
                        .generator(() -> {
                            throw new IllegalStateException("no id for this one");
                        }))) {
            HttpHandler handler = builder.wrap(recording);
            exchange(
                    exchange -> {
                        try (Scope foreign = RequestContext.bind(new RequestId("foreign"))) {
                            handler.handleRequest(exchange);
                            seen.add("" + RequestContext.currentId());
                        }
                    },
                    request("GET"));
        }
        assertThat(seen).containsExactly("foreign", "sent", "sent", "foreign", "null", "foreign");
    }
}
