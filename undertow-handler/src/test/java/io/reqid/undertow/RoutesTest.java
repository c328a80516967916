package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reqid.RequestContext;
import io.undertow.Handlers;
import io.undertow.attribute.ExchangeAttributes;
import io.undertow.attribute.ReadOnlyAttributeException;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.accesslog.AccessLogHandler;
import io.undertow.server.handlers.builder.PredicatedHandlersParser;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every way to register the handler that the documentation shows. */
class RoutesTest {
    private static final ClassLoader LOADER = RoutesTest.class.getClassLoader();
    private static final HttpHandler BODY_IS_THE_ID =
            exchange -> exchange.getResponseSender().send(String.valueOf(RequestContext.currentId()));
    private static final HttpHandler DISPATCHED = exchange -> exchange.dispatch(BODY_IS_THE_ID);

    private static HttpHandler predicates(String text, HttpHandler next) {
        return Handlers.predicates(PredicatedHandlersParser.parse(text, LOADER), next);
    }

    private static String body(HttpHandler root, String... headers) throws Exception {
        try (TestServer server = TestServer.start(root)) {
            return server.get("/path", headers).body();
        }
    }

    @Test
    void rootHandler() throws Exception {
        assertThat(body(RequestIdHandler.wrap(DISPATCHED), "X-Request-ID", "sent"))
                .isEqualTo("sent");
    }

    @Test
    void handlerWrapper() throws Exception {
        HandlerWrapper wrapper = RequestIdHandler.wrapper();
        assertThat(body(wrapper.wrap(DISPATCHED), "X-Request-ID", "sent")).isEqualTo("sent");
        HandlerWrapper never = RequestIdHandler.builder().inbound(Inbound.NEVER).wrapper();
        assertThat(body(never.wrap(DISPATCHED), "X-Request-ID", "sent")).hasSize(26);
    }

    @Test
    void predicateLanguage() throws Exception {
        for (HttpHandler next : List.of(BODY_IS_THE_ID, DISPATCHED)) {
            assertThat(body(predicates("request-id(header='X-Request-ID')", next), "X-Request-ID", "sent"))
                    .isEqualTo("sent");
            assertThat(body(predicates("request-id", next), "X-Request-ID", "sent"))
                    .isEqualTo("sent");
            assertThat(body(predicates("path-prefix('/path') -> request-id('X-Id')", next), "X-Id", "sent"))
                    .isEqualTo("sent");
        }
    }

    @Test
    void predicateLanguageWithAllParameters() throws Exception {
        String text = "request-id(header='X-Id', accept-headers={'X-A','X-B'}, inbound='validated', max-length=4,"
                + " alphabet='abcd', traceparent='use-trace-id', echo=false, rewrite-request-header=true,"
                + " access-line='start-end')";
        try (Lines lines = Lines.record();
                TestServer server = TestServer.start(predicates(text, BODY_IS_THE_ID))) {
            var response = server.get("/path", "X-B", "abcd");
            assertThat(response.body()).isEqualTo("abcd");
            assertThat(response.headers().firstValue("X-Id")).isEmpty();
            assertThat(lines.await(line -> line.message().startsWith("GET /path 200 4 B "))
                            .id())
                    .isEqualTo("abcd");
        }
    }

    @Test
    void predicateLanguageWithRestartKeepsTheIdOfTheFirstPass() throws Exception {
        String text = "request-id\npath('/path') -> { rewrite('/other'); restart }";
        try (TestServer server = TestServer.start(predicates(
                text,
                exchange -> exchange.getResponseSender()
                        .send(exchange.getRequestPath() + " " + RequestContext.currentId())))) {
            assertThat(server.get("/path", "X-Request-ID", "sent").body()).isEqualTo("/other sent");
        }
    }

    @Test
    void predicateLanguageRefusesWhatItDoesNotKnow() {
        RequestIdHandlerBuilder builder = new RequestIdHandlerBuilder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build(Map.of("haeder", "X-Id")))
                .withMessage(
                        "parameter of request-id must be one of accept-headers, access-line, alphabet, echo, header,"
                                + " inbound, max-length, rewrite-request-header, traceparent, found 'haeder'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predicates("request-id(inbound='allways')", BODY_IS_THE_ID))
                .withMessage("inbound must be validated, never or as-parent, found 'allways'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predicates("request-id(access-line='ends')", BODY_IS_THE_ID))
                .withMessage("access-line must be one of end, off, start-end, found 'ends'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predicates("request-id(header='no token')", BODY_IS_THE_ID))
                .withMessageStartingWith("header must be ");
        assertThatThrownBy(() -> predicates("request-id(haeder='X-Id')", BODY_IS_THE_ID))
                .hasMessageContaining("haeder");
    }

    @Test
    void attributeInTheAccessLog() throws Exception {
        BlockingQueue<String> log = new LinkedBlockingQueue<>();
        HttpHandler logged = new AccessLogHandler(DISPATCHED, log::add, "%{REQ_ID} %s", LOADER);
        body(RequestIdHandler.wrap(logged), "X-Request-ID", "inside");
        assertThat(log.poll(10, TimeUnit.SECONDS)).isEqualTo("inside 200");
        HttpHandler outside = new AccessLogHandler(RequestIdHandler.wrap(DISPATCHED), log::add, "%{REQ_ID} %s", LOADER);
        body(outside, "X-Request-ID", "outside");
        assertThat(log.poll(10, TimeUnit.SECONDS)).isEqualTo("outside 200");
    }

    @Test
    void attributeInSetAndOutsideOfAnyRequestId() throws Exception {
        String text = "request-id\nset(attribute='%{o,X-Seen}', value='%{REQ_ID}')";
        try (TestServer server = TestServer.start(predicates(text, BODY_IS_THE_ID))) {
            var response = server.get("/path", "X-Request-ID", "sent");
            assertThat(response.headers().firstValue("X-Seen")).hasValue("sent");
        }
        BlockingQueue<String> log = new LinkedBlockingQueue<>();
        body(new AccessLogHandler(DISPATCHED, log::add, "%{REQ_ID} %s", LOADER));
        assertThat(log.poll(10, TimeUnit.SECONDS)).isEqualTo("- 200");
    }

    @Test
    void attributeInAProxyHeader() throws Exception {
        HttpHandler backend = exchange ->
                exchange.getResponseSender().send(exchange.getRequestHeaders().getFirst("X-Upstream-ID"));
        try (TestServer behind = TestServer.start(backend)) {
            ProxyHandler proxy = ProxyHandler.builder()
                    .setProxyClient(new LoadBalancingProxyClient().addHost(behind.uri("/")))
                    .addRequestHeader(
                            new io.undertow.util.HttpString("X-Upstream-ID"),
                            ExchangeAttributes.parser(LOADER).parse("%{REQ_ID}"))
                    .build();
            assertThat(body(RequestIdHandler.wrap(proxy), "X-Request-ID", "sent"))
                    .isEqualTo("sent");
        }
    }

    @Test
    void attributeIsReadOnly() {
        RequestIdAttribute attribute = (RequestIdAttribute) new RequestIdAttribute.Builder().build("%{REQ_ID}");
        assertThatThrownBy(() -> attribute.writeAttribute(new HttpServerExchange(null), "x"))
                .isInstanceOf(ReadOnlyAttributeException.class);
        assertThat(new RequestIdAttribute.Builder().build("%{OTHER}")).isNull();
        assertThat(new RequestIdAttribute.Builder().priority()).isGreaterThan(100);
    }

    @Test
    void twoHandlersInOneChainKeepTheFirstId() throws Exception {
        HttpHandler inner = RequestIdHandler.builder().inbound(Inbound.NEVER).wrap(DISPATCHED);
        assertThat(body(RequestIdHandler.wrap(exchange -> exchange.dispatch(inner)), "X-Request-ID", "outer"))
                .isEqualTo("outer");
    }
}
