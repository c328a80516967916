package io.reqid.undertow;

import io.reqid.Scope;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import java.util.Locale;
import org.jboss.logging.Logger;

/** The optional access lines. What the client chose in them is printed as ASCII and cut, so a path cannot forge a line. */
final class AccessLog implements ExchangeCompletionListener {
    private static final Logger LOG = Logger.getLogger("io.reqid.undertow.access");
    private static final int MAX_METHOD = 32;
    private static final int MAX_PATH = 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ExchangeContext exchangeContext;
    private final long startNanos = System.nanoTime();

    private AccessLog(ExchangeContext exchangeContext) {
        this.exchangeContext = exchangeContext;
    }

    /** Called before the application adds its listeners, so that the line comes after theirs. */
    static void start(HttpServerExchange exchange, ExchangeContext exchangeContext) {
        AccessLine wanted = exchangeContext.settings().accessLine();
        if (wanted == AccessLine.OFF) {
            return;
        }
        AccessLog lines = new AccessLog(exchangeContext);
        exchange.addExchangeCompleteListener(lines);
        if (wanted == AccessLine.START_END && LOG.isInfoEnabled()) {
            lines.log(request(exchange));
        }
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        try {
            end(exchange);
        } finally {
            nextListener.proceed();
        }
    }

    private void end(HttpServerExchange exchange) {
        if (LOG.isInfoEnabled()) {
            double millis = (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
            log(String.format(
                    Locale.ROOT,
                    "%s %d %d B %.1f ms",
                    request(exchange),
                    exchange.getStatusCode(),
                    exchange.getResponseBytesSent(),
                    millis));
        }
    }

    private void log(String line) {
        try (Scope request = exchangeContext.bind()) {
            LOG.info(line);
        }
    }

    private static String request(HttpServerExchange exchange) {
        return Printable.of(exchange.getRequestMethod().toString(), MAX_METHOD)
                + ' '
                + Printable.of(exchange.getRequestURI(), MAX_PATH);
    }
}
