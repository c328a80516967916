package io.reqid.undertow;

import io.undertow.server.ConduitWrapper;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.ConduitFactory;
import java.nio.channels.Channel;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Binds the late read listeners of the request body. */
record RequestWrapper(ExchangeContext exchangeContext) implements ConduitWrapper<StreamSourceConduit> {
    @Override
    public StreamSourceConduit wrap(ConduitFactory<StreamSourceConduit> factory, HttpServerExchange exchange) {
        return new BindingConduit(factory.create(), exchange, exchangeContext);
    }

    private static void bindListener(HttpServerExchange exchange, ExchangeContext exchangeContext) {
        StreamSourceChannel channel = Connectors.getExistingRequestChannel(exchange);
        if (channel != null && channel.getReadSetter() instanceof ChannelListener.SimpleSetter<?> setter) {
            bindListener(setter, exchange, exchangeContext);
        }
    }

    private static <C extends Channel> void bindListener(
            ChannelListener.SimpleSetter<C> setter, HttpServerExchange exchange, ExchangeContext exchangeContext) {
        ChannelListener<? super C> listener = setter.get();
        if (listener != null && !(listener instanceof BoundReadListener<?>)) {
            setter.set(new BoundReadListener<C>(exchange, exchangeContext, listener));
        }
    }

    private static final class BindingConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {
        private final HttpServerExchange exchange;
        private final ExchangeContext exchangeContext;

        BindingConduit(StreamSourceConduit next, HttpServerExchange exchange, ExchangeContext exchangeContext) {
            super(next);
            this.exchange = exchange;
            this.exchangeContext = exchangeContext;
        }

        @Override
        public void resumeReads() {
            bindListener(exchange, exchangeContext);
            next.resumeReads();
        }

        @Override
        public void wakeupReads() {
            bindListener(exchange, exchangeContext);
            next.wakeupReads();
        }
    }

    private record BoundReadListener<C extends Channel>(
            HttpServerExchange exchange, ExchangeContext exchangeContext, ChannelListener<? super C> listener)
            implements ChannelListener<C> {

        @Override
        public void handleEvent(C channel) {
            exchangeContext.invoke(channel, listener);
            // a listener that put another one in its place need not resume reads that were never suspended
            if (!exchange.isComplete()) {
                bindListener(exchange, exchangeContext);
            }
        }
    }
}
