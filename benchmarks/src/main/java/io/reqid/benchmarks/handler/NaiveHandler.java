package io.reqid.benchmarks.handler;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.UUID;
import org.slf4j.MDC;

/** What is found in most services: a random UUID, the MDC, a header, and try/finally. */
record NaiveHandler(HttpHandler next) implements HttpHandler {
    private static final HttpString REQUEST_ID = new HttpString("X-Request-ID");

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String id = exchange.getRequestHeaders().getFirst(REQUEST_ID);
        String used = id == null ? UUID.randomUUID().toString() : id;
        MDC.put("reqId", used);
        exchange.getResponseHeaders().put(REQUEST_ID, used);
        try {
            next.handleRequest(exchange);
        } finally {
            MDC.remove("reqId");
        }
    }
}
