package io.reqid.undertow;

import io.reqid.Scope;
import io.undertow.server.HttpServerExchange;
import java.util.Locale;
import org.jboss.logging.Logger;

/** The optional access lines. What the client chose in them is printed as ASCII and cut, so a path cannot forge a line. */
final class AccessLog {
    private static final Logger LOG = Logger.getLogger("io.reqid.undertow.access");
    private static final int MAX_METHOD = 32;
    private static final int MAX_PATH = 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    private AccessLog() {}

    static void start(HttpServerExchange exchange, ExchangeContext exchangeContext) {
        if (exchangeContext.settings().accessLine() == AccessLine.START_END && LOG.isInfoEnabled()) {
            log(exchangeContext, request(exchange));
        }
    }

    static void end(HttpServerExchange exchange, ExchangeContext exchangeContext) {
        if (exchangeContext.settings().accessLine() != AccessLine.OFF && LOG.isInfoEnabled()) {
            double millis = (System.nanoTime() - exchangeContext.startNanos()) / NANOS_PER_MILLI;
            log(
                    exchangeContext,
                    String.format(
                            Locale.ROOT,
                            "%s %d %d B %.1f ms",
                            request(exchange),
                            exchange.getStatusCode(),
                            exchange.getResponseBytesSent(),
                            millis));
        }
    }

    private static void log(ExchangeContext exchangeContext, String line) {
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
