package io.reqid.undertow;

import io.reqid.RequestContext;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;

/**
 * Ends the request context when the exchange is complete. It was added first, so it runs after the application's listeners.
 * Nothing is unbound here: another thread, or this one, may be inside a scope of the exchange, and closes it itself.
 */
enum Completion implements ExchangeCompletionListener {
    INSTANCE;

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        try {
            end(exchange);
        } finally {
            nextListener.proceed();
        }
    }

    private static void end(HttpServerExchange exchange) {
        ExchangeContext exchangeContext = ExchangeContext.of(exchange);
        if (exchangeContext == null) {
            return;
        }
        AccessLog.end(exchange, exchangeContext);
        RequestContext context = exchangeContext.context();
        if (context != null) {
            context.end();
        }
    }
}
