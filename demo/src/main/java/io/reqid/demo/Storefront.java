package io.reqid.demo;

import io.reqid.ContextExecutors;
import io.reqid.ContextFuture;
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
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes orders: {@code POST /orders/O-0001} with a body like {@code 2 x apple}. */
final class Storefront implements HttpHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storefront.class);
    private static final int RETRY_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI warehouse;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ExecutorService pricing = ContextExecutors.wrap(Executors.newFixedThreadPool(4, named("pricing")));
    private final ScheduledExecutorService retries =
            ContextExecutors.wrap(Executors.newSingleThreadScheduledExecutor(named("retries")));
    private final ExecutorService mail = ContextExecutors.wrap(MailThreads.create());

    private final Queue<ContextFuture<?>> mails = new ConcurrentLinkedQueue<>();

    Storefront(URI warehouse) {
        this.warehouse = warehouse;
    }

    private static ThreadFactory named(String name) {
        return ContextExecutors.wrap((ThreadFactory) body -> {
            Thread thread = new Thread(body, name);
            thread.setDaemon(true);
            return thread;
        });
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
        ContextFuture.supplyAsync(() -> Order.parse(number, body), pricing)
                .thenCompose(this::reserve)
                .thenApplyAsync(cents -> withTax(number, cents), pricing)
                .whenComplete((cents, failure) -> answer(exchange, number, cents, failure));
    }

    private ContextFuture<Integer> reserve(Order order) {
        LOG.info("{}: asking the warehouse for {}", order.number(), order.body());
        HttpRequest request = HttpRequest.newBuilder(warehouse.resolve("/reservations/" + order.number()))
                .timeout(PATIENCE)
                .header("X-Request-ID", String.valueOf(RequestContext.currentId()))
                .POST(HttpRequest.BodyPublishers.ofString(order.body()))
                .build();
        return ContextFuture.of(http.sendAsync(request, BodyHandlers.ofString()))
                .thenCompose(response -> reserved(order, response));
    }

    private ContextFuture<Integer> reserved(Order order, HttpResponse<String> response) {
        LOG.info("{}: the warehouse answers {}", order.number(), response.statusCode());
        return switch (response.statusCode()) {
            case StatusCodes.OK -> ContextFuture.completedFuture(Integer.valueOf(response.body()));
            case StatusCodes.SERVICE_UNAVAILABLE -> reserveLater(order);
            default -> throw new OrderFailedException(order.number() + ": nobody sells " + order.article());
        };
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the outcome is that of the future that the task completes
    private ContextFuture<Integer> reserveLater(Order order) {
        ContextFuture<ContextFuture<Integer>> later = new ContextFuture<>();
        retries.schedule(
                () -> {
                    LOG.info("{}: trying again", order.number());
                    return later.complete(reserve(order));
                },
                RETRY_MILLIS,
                TimeUnit.MILLISECONDS);
        return later.thenCompose(reservation -> reservation);
    }

    private int withTax(String number, int cents) {
        LOG.info("{}: adding tax to {} cents", number, cents);
        return cents + cents * 7 / 100;
    }

    private void answer(
            HttpServerExchange exchange, String number, @Nullable Integer cents, @Nullable Throwable failure) {
        if (failure == null) {
            mails.add(ContextFuture.runAsync(() -> LOG.info("{}: confirmation mailed", number), mail));
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

    /** Waits until every mail is sent that was to be sent. */
    void awaitMails() {
        for (ContextFuture<?> sent = mails.poll(); sent != null; sent = mails.poll()) {
            sent.join();
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (ExecutorService pool : new ExecutorService[] {pricing, retries, mail}) {
            pool.shutdown();
            pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** An order that cannot be fulfilled. */
    private static final class OrderFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OrderFailedException(String message) {
            super(message);
        }
    }
}
