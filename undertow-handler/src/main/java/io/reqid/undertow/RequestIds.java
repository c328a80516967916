package io.reqid.undertow;

import io.reqid.RequestContext;
import io.reqid.Snapshot;
import io.undertow.client.ClientCallback;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnectionCallback;
import io.undertow.websockets.WebSocketConnectionCallback;
import java.nio.channels.Channel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.OptionMap;
import org.xnio.XnioWorker;

/**
 * Carries the request id into the places of Undertow that {@link RequestIdHandler} cannot reach by itself. What belongs to an
 * exchange is bound to that exchange, whoever calls it; what belongs to none, such as a client's callback, runs under the
 * context in which it was wrapped. Each wrapper restores the thread's own context afterwards. Thread-safe.
 */
public final class RequestIds {
    private RequestIds() {}

    /**
     * {@return the request context of the exchange, or null if no {@link RequestIdHandler} gave it one}
     *
     * @param exchange the exchange
     */
    public static @Nullable RequestContext contextOf(HttpServerExchange exchange) {
        ExchangeContext exchangeContext = ExchangeContext.of(exchange);
        return exchangeContext == null ? null : exchangeContext.context();
    }

    /**
     * {@return a handler that runs {@code next} under the context of the exchange, whichever thread calls it} For a handler
     * that is called when another request ends, as the next one of a {@code RequestLimitingHandler} is, and for one that is
     * dispatched from a callback.
     *
     * @param next the handler behind
     * @throws NullPointerException if {@code next} is null
     */
    public static HttpHandler restore(HttpHandler next) {
        Objects.requireNonNull(next, "next");
        return exchange -> {
            ExchangeContext exchangeContext = ExchangeContext.of(exchange);
            if (exchangeContext == null) {
                next.handleRequest(exchange);
            } else {
                exchangeContext.enter(next);
            }
        };
    }

    /**
     * {@return a callback that runs under the id of the handshake request, and so does the receive listener that it sets}
     *
     * @param callback called when a client has connected
     * @throws NullPointerException if {@code callback} is null
     */
    public static WebSocketConnectionCallback wrapWebSocket(WebSocketConnectionCallback callback) {
        return new BoundWebSocketCallback(Objects.requireNonNull(callback, "callback"));
    }

    /**
     * {@return a callback that runs under the id of the request that opened the stream of events}
     *
     * @param callback called when a client has connected
     * @throws NullPointerException if {@code callback} is null
     */
    public static ServerSentEventConnectionCallback wrapServerSentEvents(ServerSentEventConnectionCallback callback) {
        Objects.requireNonNull(callback, "callback");
        return (connection, lastEventId) ->
                ExchangeContext.bound(connection, () -> callback.connected(connection, lastEventId));
    }

    /**
     * {@return a callback that runs under the context that is current now}
     *
     * @param callback what an {@code UndertowClient} or a {@code ClientConnection} calls
     * @param <T> what it is called with
     * @throws NullPointerException if {@code callback} is null
     */
    public static <T> ClientCallback<T> wrapClientCallback(ClientCallback<T> callback) {
        return new BoundClientCallback<>(Snapshot.capture(), Objects.requireNonNull(callback, "callback"));
    }

    /**
     * {@return a listener that runs under the context that is current now} What the listener throws is logged under that
     * context too, as XNIO001007, instead of by the caller.
     *
     * @param listener the listener
     * @param <C> the channel that it listens to
     * @throws NullPointerException if {@code listener} is null
     */
    public static <C extends Channel> ChannelListener<C> wrapChannelListener(ChannelListener<? super C> listener) {
        return new BoundChannelListener<>(Snapshot.capture(), Objects.requireNonNull(listener, "listener"));
    }

    /**
     * {@return a new XNIO worker whose task pool runs each task under the context in which it was submitted, to be given to
     * {@code Undertow.Builder.setWorker}} Undertow's own tasks are left out: they belong to whatever exchange they carry,
     * which is often not the submitting one. The caller shuts the worker down; its task pool ends with it.
     *
     * @param options those of {@link org.xnio.Options} that a worker knows, such as {@code WORKER_IO_THREADS}
     * @throws IllegalArgumentException if an option is out of its range
     */
    public static XnioWorker worker(OptionMap options) {
        return CapturingWorker.build(options);
    }
}
