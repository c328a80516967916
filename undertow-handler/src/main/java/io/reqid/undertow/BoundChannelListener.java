package io.reqid.undertow;

import io.reqid.Scope;
import io.reqid.Snapshot;
import java.nio.channels.Channel;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;

record BoundChannelListener<C extends Channel>(Snapshot snapshot, ChannelListener<? super C> listener)
        implements ChannelListener<C> {
    @Override
    public void handleEvent(C channel) {
        try (Scope captured = snapshot.bind()) {
            ChannelListeners.invokeChannelListener(channel, listener);
        }
    }
}
