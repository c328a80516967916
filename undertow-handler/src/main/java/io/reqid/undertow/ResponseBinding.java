package io.reqid.undertow;

import io.reqid.RequestContext;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import org.xnio.ChannelListener;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;

/** Writes the echo header at commit, and binds the late write listeners of the response. */
final class ResponseBinding extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private final HttpServerExchange exchange;
    private final ExchangeContext exchangeContext;

    private ResponseBinding(StreamSinkConduit next, HttpServerExchange exchange, ExchangeContext exchangeContext) {
        super(next);
        this.exchange = exchange;
        this.exchangeContext = exchangeContext;
    }

    static StreamSinkConduit wrap(
            ConduitFactory<StreamSinkConduit> factory, HttpServerExchange exchange, ExchangeContext exchangeContext) {
        echo(exchange, exchangeContext);
        return new ResponseBinding(factory.create(), exchange, exchangeContext);
    }

    /** This wrapper was added first, so it is asked last: whatever cleared or set headers before has done so. */
    private static void echo(HttpServerExchange exchange, ExchangeContext exchangeContext) {
        RequestContext context = exchangeContext.context();
        if (context != null && exchangeContext.settings().echo()) {
            exchange.getResponseHeaders()
                    .put(exchangeContext.settings().header(), context.id().value());
        }
    }

    @Override
    public void resumeWrites() {
        bindListener();
        next.resumeWrites();
    }

    @Override
    public void wakeupWrites() {
        bindListener();
        next.wakeupWrites();
    }

    private void bindListener() {
        ConduitStreamSinkChannel channel = Connectors.getConduitSinkChannel(exchange);
        ChannelListener<? super ConduitStreamSinkChannel> listener = channel.getWriteListener();
        if (listener != null && !(listener instanceof BoundWriteListener)) {
            channel.setWriteListener(new BoundWriteListener(exchangeContext, listener));
        }
    }

    private record BoundWriteListener(
            ExchangeContext exchangeContext, ChannelListener<? super ConduitStreamSinkChannel> listener)
            implements ChannelListener<ConduitStreamSinkChannel> {

        @Override
        public void handleEvent(ConduitStreamSinkChannel channel) {
            exchangeContext.invoke(channel, listener);
        }
    }
}
