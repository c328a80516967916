package io.reqid.demo;

import io.reqid.RequestContext;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes orders: {@code POST /orders/O-0001} with a body like {@code 2 x apple}. */
final class Storefront implements HttpHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storefront.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI warehouse;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Handover handover;
    private final Phaser mails = new Phaser(1);

    Storefront(URI warehouse, Handover handover) {
        this.warehouse = warehouse;
        this.handover = handover;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String number = exchange.getRelativePath().replaceFirst("^/", "");
        LOG.info("{}: received", number);
        exchange.getRequestReceiver().receiveFullString((same, body) -> {
            LOG.info("{}: body read, {} characters", number, body.length());
            exchange.dispatch(() -> serve(exchange, number, body));
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // answer sees every outcome
    private void serve(HttpServerExchange exchange, String number, String body) {
        LOG.info("{}: a worker takes over", number);
        handover.price(() -> Order.parse(number, body))
                .thenCompose(this::reserve)
                .thenApplyAsync(cents -> withTax(number, cents), handover.pricing())
                .whenComplete((cents, failure) -> answer(exchange, number, cents, failure));
    }

    private CompletableFuture<Integer> reserve(Order order) {
        LOG.info("{}: asking the warehouse for {}", order.number(), order.body());
        return handover.adopt(http.sendAsync(reservation(order), BodyHandlers.ofString()))
                .thenCompose(response -> reserved(order, response));
    }

    private HttpRequest reservation(Order order) {
        HttpRequest.Builder request = HttpRequest.newBuilder(warehouse.resolve("/reservations/" + order.number()))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(order.body()));
        String id = RequestContext.currentId();
        return id == null ? request.build() : request.header("X-Request-ID", id).build();
    }

    private CompletableFuture<Integer> reserved(Order order, HttpResponse<String> response) {
        LOG.info("{}: the warehouse answers {}", order.number(), response.statusCode());
        return switch (response.statusCode()) {
            case StatusCodes.OK -> CompletableFuture.completedFuture(Integer.valueOf(response.body()));
            case StatusCodes.SERVICE_UNAVAILABLE -> reserveLater(order);
            default -> throw new OrderFailedException(order.number() + ": nobody sells " + order.article());
        };
    }

    private CompletableFuture<Integer> reserveLater(Order order) {
        CompletableFuture<CompletableFuture<Integer>> later = new CompletableFuture<>();
        handover.later(() -> {
            LOG.info("{}: trying again", order.number());
            later.complete(reserve(order));
        });
        return later.thenCompose(reservation -> reservation);
    }

    private int withTax(String number, int cents) {
        LOG.info("{}: adding tax to {} cents", number, cents);
        return cents + cents * 7 / 100;
    }

    private void answer(
            HttpServerExchange exchange, String number, @Nullable Integer cents, @Nullable Throwable failure) {
        if (failure == null) {
            mails.register();
            handover.mail(() -> confirm(number));
            LOG.info("{}: sold for {} cents", number, cents);
            exchange.getResponseSender().send(number + " costs " + cents + " cents\n");
        } else {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            LOG.error("{}: failed", number, cause);
            exchange.setStatusCode(StatusCodes.UNPROCESSABLE_ENTITY);
            exchange.getResponseSender().send(number + " failed\n");
        }
    }

    private void confirm(String number) {
        LOG.info("{}: confirmation mailed", number);
        mails.arriveAndDeregister();
    }

    /** Waits until every mail is sent that was to be sent. */
    void awaitMails() {
        mails.arriveAndAwaitAdvance();
    }

    @Override
    public void close() throws InterruptedException {
        handover.close();
    }

    /** An order that cannot be fulfilled. */
    private static final class OrderFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OrderFailedException(String message) {
            super(message);
        }
    }
}
