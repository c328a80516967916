package io.reqid.benchmarks;

import io.reqid.undertow.RequestIdHandler;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.MDC;

/** What a request costs in process: without an id, with an id by hand in the MDC, and with the handler. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HandlerBenchmark {
    private static final HttpString REQUEST_ID = new HttpString("X-Request-ID");

    private final MockConnection connection = new MockConnection();
    private final HttpHandler bare = HttpServerExchange::endExchange;
    private final HttpHandler naive = new Naive(bare);
    private final HttpHandler reqid = RequestIdHandler.wrap(bare);

    /** The handler behind alone. */
    @Benchmark
    public HttpServerExchange bare() {
        return serve(bare);
    }

    /** What is found in most services: a random UUID, the MDC, a header, and try/finally. */
    @Benchmark
    public HttpServerExchange naive() {
        return serve(naive);
    }

    /** {@link RequestIdHandler} with its defaults. */
    @Benchmark
    public HttpServerExchange reqid() {
        return serve(reqid);
    }

    private HttpServerExchange serve(HttpHandler handler) {
        HttpServerExchange exchange = new HttpServerExchange(connection, new HeaderMap(), new HeaderMap(), 0);
        exchange.setRequestMethod(Methods.GET);
        exchange.setProtocol(Protocols.HTTP_1_1);
        exchange.setRequestURI("/orders");
        exchange.setRequestPath("/orders");
        exchange.setRelativePath("/orders");
        Connectors.terminateRequest(exchange);
        Connectors.executeRootHandler(handler, exchange);
        if (!exchange.isComplete()) {
            throw new IllegalStateException("the exchange must be complete, or the benchmark measures something else");
        }
        return exchange;
    }

    /** An id by hand. */
    private record Naive(HttpHandler next) implements HttpHandler {
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
}
