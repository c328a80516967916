package io.reqid.benchmarks.handler;

import io.reqid.undertow.RequestIdHandler;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a request costs in process: without an id, with an id by hand in the MDC, and with the handler. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandlerBenchmark {
    private final MockConnection connection = new MockConnection();
    private final HttpHandler bare = HttpServerExchange::endExchange;
    private final HttpHandler naive = new NaiveHandler(bare);
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
        return connection.serve(handler);
    }
}
