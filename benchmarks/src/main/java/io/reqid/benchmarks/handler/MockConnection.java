package io.reqid.benchmarks.handler;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.Connectors;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.server.SSLSessionInfo;
import io.undertow.server.ServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.xnio.ChannelListener;
import org.xnio.Option;
import org.xnio.OptionMap;
import org.xnio.Pool;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.ConnectedChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/** A connection that swallows what is written to it, so that a handler can be measured without a network. */
@NullUnmarked // as the class that it implements
public final class MockConnection extends ServerConnection {
    private final ByteBufferPool buffers = new DefaultByteBufferPool(false, 1024);
    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    /** {@return the exchange of a GET that a handler has served} */
    public HttpServerExchange serve(HttpHandler handler) {
        HttpServerExchange exchange = new HttpServerExchange(this, new HeaderMap(), new HeaderMap(), 0);
        exchange.setRequestMethod(Methods.GET);
        exchange.setProtocol(Protocols.HTTP_1_1);
        exchange.setRequestURI("/orders");
        exchange.setRequestPath("/orders");
        exchange.setRelativePath("/orders");
        Connectors.terminateRequest(exchange);
        Connectors.executeRootHandler(handler, exchange);
        if (!exchange.isComplete()) {
            throw new IllegalStateException("the exchange must be complete, or something else is measured");
        }
        return exchange;
    }

    @Override
    @Deprecated
    public Pool<ByteBuffer> getBufferPool() {
        throw new UnsupportedOperationException("the byte buffer pool is what handlers use");
    }

    @Override
    public ByteBufferPool getByteBufferPool() {
        return buffers;
    }

    @Override
    public XnioWorker getWorker() {
        return null;
    }

    @Override
    public XnioIoThread getIoThread() {
        return null;
    }

    @Override
    public HttpServerExchange sendOutOfBandResponse(HttpServerExchange exchange) {
        throw new UnsupportedOperationException("no request of a benchmark expects 100-continue");
    }

    @Override
    public boolean isContinueResponseSupported() {
        return false;
    }

    @Override
    public void terminateRequestChannel(HttpServerExchange exchange) {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean supportsOption(Option<?> option) {
        return false;
    }

    @Override
    public <T> T getOption(Option<T> option) {
        return null;
    }

    @Override
    public <T> T setOption(Option<T> option, T value) {
        return null;
    }

    @Override
    public void close() {}

    @Override
    public SocketAddress getPeerAddress() {
        return address;
    }

    @Override
    public <A extends SocketAddress> A getPeerAddress(Class<A> type) {
        return type.cast(address);
    }

    @Override
    public SocketAddress getLocalAddress() {
        return address;
    }

    @Override
    public <A extends SocketAddress> A getLocalAddress(Class<A> type) {
        return type.cast(address);
    }

    @Override
    public ChannelListener.Setter<? extends ConnectedChannel> getCloseSetter() {
        return null;
    }

    @Override
    public OptionMap getUndertowOptions() {
        return OptionMap.EMPTY;
    }

    @Override
    public int getBufferSize() {
        return 1024;
    }

    @Override
    public SSLSessionInfo getSslSessionInfo() {
        return null;
    }

    @Override
    public void setSslSessionInfo(SSLSessionInfo session) {}

    @Override
    public void addCloseListener(CloseListener listener) {}

    @Override
    protected StreamConnection upgradeChannel() {
        return null;
    }

    @Override
    protected ConduitStreamSinkChannel getSinkChannel() {
        return new ConduitStreamSinkChannel(null, new SwallowingConduit(null));
    }

    @Override
    protected ConduitStreamSourceChannel getSourceChannel() {
        return null;
    }

    @Override
    protected StreamSinkConduit getSinkConduit(HttpServerExchange exchange, StreamSinkConduit conduit) {
        return new SwallowingConduit(exchange);
    }

    @Override
    protected boolean isUpgradeSupported() {
        return false;
    }

    @Override
    protected boolean isConnectSupported() {
        return false;
    }

    @Override
    protected void exchangeComplete(HttpServerExchange exchange) {}

    @Override
    protected void setUpgradeListener(HttpUpgradeListener listener) {}

    @Override
    protected void setConnectListener(HttpUpgradeListener listener) {}

    @Override
    protected void maxEntitySizeUpdated(HttpServerExchange exchange) {}

    @Override
    public String getTransportProtocol() {
        return "mock";
    }

    @Override
    public boolean isRequestTrailerFieldsSupported() {
        return false;
    }

    /** Takes every byte at once, and ends the response when nothing more will come. */
    private static final class SwallowingConduit implements StreamSinkConduit {
        private final HttpServerExchange exchange;
        private boolean terminated;

        SwallowingConduit(HttpServerExchange exchange) {
            this.exchange = exchange;
        }

        private static int swallow(ByteBuffer buffer) {
            int length = buffer.remaining();
            buffer.position(buffer.limit());
            return length;
        }

        @Override
        public int write(ByteBuffer buffer) {
            return swallow(buffer);
        }

        @Override
        public long write(ByteBuffer[] buffers, int offset, int length) {
            long written = 0;
            for (int i = offset; i < offset + length; i++) {
                written += swallow(buffers[i]);
            }
            return written;
        }

        @Override
        public int writeFinal(ByteBuffer buffer) {
            terminateWrites();
            return swallow(buffer);
        }

        @Override
        public long writeFinal(ByteBuffer[] buffers, int offset, int length) {
            terminateWrites();
            return write(buffers, offset, length);
        }

        @Override
        public long transferFrom(FileChannel source, long position, long count) {
            return count;
        }

        @Override
        public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through) {
            return count;
        }

        @Override
        public void terminateWrites() {
            if (!terminated && exchange != null) {
                terminated = true;
                Connectors.terminateResponse(exchange);
            }
        }

        @Override
        public void truncateWrites() {
            terminateWrites();
        }

        @Override
        public boolean isWriteShutdown() {
            return terminated;
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public void resumeWrites() {}

        @Override
        public void suspendWrites() {}

        @Override
        public void wakeupWrites() {}

        @Override
        public boolean isWriteResumed() {
            return false;
        }

        @Override
        public void awaitWritable() {}

        @Override
        public void awaitWritable(long time, TimeUnit unit) {}

        @Override
        public XnioIoThread getWriteThread() {
            return null;
        }

        @Override
        public void setWriteReadyHandler(WriteReadyHandler handler) {}

        @Override
        public XnioWorker getWorker() {
            return null;
        }
    }
}
