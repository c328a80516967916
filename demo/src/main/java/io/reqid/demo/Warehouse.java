package io.reqid.demo;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reserves articles: {@code POST /reservations/O-0001} with a body like {@code 2 x apple} answers with a price. */
final class Warehouse implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);
    private static final int BUSY_EVERY = 7;

    private final Stock stock;
    private final Set<String> refusedOnce = ConcurrentHashMap.newKeySet();

    Warehouse(Stock stock) {
        this.stock = stock;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String number = exchange.getRelativePath().replaceFirst("^/", "");
        LOG.info("{}: reservation asked for", number);
        exchange.getRequestReceiver()
                .receiveFullString(
                        (same, body) -> exchange.dispatch(worker -> reserve(worker, Order.parse(number, body))));
    }

    private void reserve(HttpServerExchange exchange, Order order) throws Exception {
        if (isBusy(order)) {
            LOG.warn("{}: shelves are being counted, come again", order.number());
            exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE);
            return;
        }
        OptionalInt cents = stock.cents(order.article());
        if (cents.isPresent()) {
            LOG.info("{}: the database knows the price of {}", order.number(), order.article());
            exchange.getResponseSender().send(Integer.toString(cents.getAsInt() * order.quantity()));
        } else {
            LOG.warn("{}: the database knows no {}", order.number(), order.article());
            exchange.setStatusCode(StatusCodes.NOT_FOUND);
        }
    }

    /** Some orders find the warehouse busy the first time, so that they must be tried again. */
    private boolean isBusy(Order order) {
        boolean chosen = Integer.parseInt(order.number().substring("O-".length())) % BUSY_EVERY == 0;
        return chosen && refusedOnce.add(order.number());
    }
}
