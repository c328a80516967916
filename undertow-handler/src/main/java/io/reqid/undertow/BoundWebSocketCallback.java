package io.reqid.undertow;

import io.reqid.Scope;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import org.xnio.ChannelListener;

/** Runs a WebSocket callback, and the receive listener that it set, under the id of the handshake request. */
final class BoundWebSocketCallback implements WebSocketConnectionCallback {
    private final WebSocketConnectionCallback callback;

    BoundWebSocketCallback(WebSocketConnectionCallback callback) {
        this.callback = callback;
    }

    @Override
    public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        ExchangeContext exchangeContext = exchange.getAttachment(ExchangeContext.KEY);
        if (exchangeContext == null) {
            callback.onConnect(exchange, channel);
            return;
        }
        try (Scope request = exchangeContext.bind()) {
            callback.onConnect(exchange, channel);
            bindReceiveListener(channel);
        }
    }

    private static void bindReceiveListener(WebSocketChannel channel) {
        if (channel.getReceiveSetter() instanceof ChannelListener.SimpleSetter<WebSocketChannel> setter) {
            ChannelListener<? super WebSocketChannel> listener = setter.get();
            if (listener != null) {
                setter.set(RequestIds.wrapChannelListener(listener));
            }
        }
    }
}
