package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.RequestContext;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The context of an exchange is found by the exchange at any time, attached or not. */
class ExchangeLookUpTest {
    private static final Executor OWN = Runnable::run;

    private final BlockingQueue<String> found = new LinkedBlockingQueue<>();

    private void lookUp(HttpServerExchange exchange) {
        RequestContext context = RequestIds.contextOf(exchange);
        found.add(context == null ? "none" : context.id().value());
    }

    private String next() throws InterruptedException {
        return Objects.requireNonNull(found.poll(10, TimeUnit.SECONDS), "nobody has looked");
    }

    @Test
    void whereTheHandlerHasJustNamedAnotherExecutor() throws Exception {
        HttpHandler app = exchange -> {
            exchange.dispatch(OWN, () -> {
                lookUp(exchange);
                exchange.endExchange();
            });
            lookUp(exchange);
        };
        try (TestServer server = TestServer.start(RequestIdHandler.wrap(app))) {
            server.get("/", "X-Request-ID", "a");
        }
        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("a");
    }

    @Test
    void aSecondHandlerBehindAnotherExecutorKeepsTheIdOfTheFirst() throws Exception {
        HttpHandler second = RequestIdHandler.builder()
                .inbound(Inbound.NEVER)
                .wrap(exchange -> found.add("" + RequestContext.currentId()));
        HttpHandler app = exchange -> {
            exchange.setDispatchExecutor(OWN);
            second.handleRequest(exchange);
        };
        try (TestServer server = TestServer.start(RequestIdHandler.wrap(app))) {
            assertThat(server.get("/", "X-Request-ID", "a").headers().firstValue("X-Request-ID"))
                    .contains("a");
        }
        assertThat(next()).isEqualTo("a");
    }

    @Test
    void byAHandlerOutsideOnceOursHasReturned() throws Exception {
        HttpHandler ours = RequestIdHandler.wrap(HttpServerExchange::endExchange);
        HttpHandler outside = exchange -> {
            ours.handleRequest(exchange);
            lookUp(exchange);
        };
        try (TestServer server = TestServer.start(outside)) {
            server.get("/", "X-Request-ID", "a");
        }
        assertThat(next()).isEqualTo("a");
    }

    @Test
    void byWhatIsToldOfTheEndAfterAFailureBehindAnotherExecutor() throws Exception {
        HttpHandler ours = RequestIdHandler.wrap(exchange -> {
            exchange.setDispatchExecutor(OWN);
            throw new IllegalStateException("of the application");
        });
        HttpHandler outside = exchange -> {
            exchange.addExchangeCompleteListener((completed, proceed) -> {
                lookUp(completed);
                proceed.proceed();
            });
            ours.handleRequest(exchange);
        };
        try (TestServer server = TestServer.start(outside)) {
            assertThat(server.get("/", "X-Request-ID", "a").statusCode()).isEqualTo(500);
        }
        assertThat(next()).isEqualTo("a");
    }

    @Test
    void whenTheExchangeIsOverAndItsConnectionServesAnother() throws Exception {
        BlockingQueue<HttpServerExchange> exchanges = new LinkedBlockingQueue<>();
        HttpHandler app = exchange -> {
            exchanges.add(exchange);
            exchange.getResponseSender().send("answer");
        };
        try (TestServer server = TestServer.start(RequestIdHandler.wrap(app))) {
            server.get("/", "X-Request-ID", "a");
            server.get("/", "X-Request-ID", "b");
        }
        lookUp(exchanges.remove());
        lookUp(exchanges.remove());
        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("b");
    }
}
