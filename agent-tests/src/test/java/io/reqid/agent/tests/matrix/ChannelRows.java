package io.reqid.agent.tests.matrix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The completion handlers of asynchronous channels. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class ChannelRows {
    private ChannelRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(socketRows("socket channel, default group", Net::ofDefaultGroup));
        rows.addAll(socketRows("socket channel, fixed group", Net::ofFixedGroup));
        rows.addAll(socketRows("socket channel, cached group", Net::ofCachedGroup));
        rows.addAll(fileRows());
        rows.add(Row.doing(
                "file channel, executor that is not followed: read",
                Storage::ofPoolThatIsNotFollowed,
                (storage, work) -> storage.file().read(ByteBuffer.allocate(1), 0, null, new WorkHandler<>(work))));
        return rows;
    }

    private static List<Row> socketRows(String name, Row.Opener<Net> opener) {
        return List.of(
                Row.doing(name + ": connect", opener, Net::connect),
                Row.doing(name + ": connect that fails", opener, Net::connectToNobody),
                Row.firing(name + ": accept", opener, Net::accept),
                Row.firing(name + ": read", opener, (net, work) -> {
                    Pair pair = net.pair();
                    pair.channel.read(ByteBuffer.allocate(1), null, new WorkHandler<>(work));
                    return pair::send;
                }),
                Row.returning(name + ": read of what is there already", opener, (net, work) -> {
                    Pair pair = net.pair();
                    pair.send();
                    pair.channel.read(ByteBuffer.allocate(1), null, new WorkHandler<>(work));
                    return pair;
                }),
                Row.firing(name + ": scattering read", opener, (net, work) -> {
                    Pair pair = net.pair();
                    ByteBuffer[] buffers = {ByteBuffer.allocate(1), ByteBuffer.allocate(1)};
                    pair.channel.read(buffers, 0, 2, 10, TimeUnit.SECONDS, null, new WorkHandler<>(work));
                    return pair::send;
                }),
                Row.returning(name + ": read that times out", opener, (net, work) -> {
                    Pair pair = net.pair();
                    pair.channel.read(ByteBuffer.allocate(1), 2, TimeUnit.MILLISECONDS, null, new WorkHandler<>(work));
                    return pair;
                }),
                Row.doing(
                        name + ": write",
                        opener,
                        (net, work) -> net.pair().channel.write(ByteBuffer.allocate(1), null, new WorkHandler<>(work))),
                Row.doing(name + ": gathering write", opener, (net, work) -> {
                    ByteBuffer[] buffers = {ByteBuffer.allocate(1), ByteBuffer.allocate(1)};
                    net.pair().channel.write(buffers, 0, 2, 10, TimeUnit.SECONDS, null, new WorkHandler<>(work));
                }));
    }

    private static List<Row> fileRows() {
        return List.of(
                Row.doing(
                        "file channel: read",
                        Storage::ofDefaultPool,
                        (storage, work) ->
                                storage.file().read(ByteBuffer.allocate(1), 0, null, new WorkHandler<>(work))),
                Row.doing(
                        "file channel: write",
                        Storage::ofDefaultPool,
                        (storage, work) ->
                                storage.file().write(ByteBuffer.allocate(1), 0, null, new WorkHandler<>(work))),
                Row.doing(
                        "file channel: lock",
                        Storage::ofDefaultPool,
                        (storage, work) -> storage.file().lock(null, new WorkHandler<>(work))),
                Row.doing(
                        "file channel(executor): read",
                        Storage::ofOwnPool,
                        (storage, work) ->
                                storage.file().read(ByteBuffer.allocate(1), 0, null, new WorkHandler<>(work))),
                Row.doing(
                        "file channel(executor): write",
                        Storage::ofOwnPool,
                        (storage, work) ->
                                storage.file().write(ByteBuffer.allocate(1), 0, null, new WorkHandler<>(work))));
    }

    /** Does its work when the operation has ended in either way. */
    private record WorkHandler<V>(Runnable work) implements CompletionHandler<V, Object> {
        @Override
        public void completed(V result, Object attachment) {
            work.run();
        }

        @Override
        public void failed(Throwable failure, Object attachment) {
            work.run();
        }
    }

    /** A channel and the plain socket at its other end. */
    private record Pair(AsynchronousSocketChannel channel, Socket socket) {
        void send() throws IOException {
            socket.getOutputStream().write(1);
        }
    }

    /** A group of channels, and all that was opened in it. */
    private static final class Net implements AutoCloseable {
        private final AsynchronousChannelGroup group;
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Queue<AutoCloseable> opened = new ConcurrentLinkedQueue<>();

        private Net(AsynchronousChannelGroup group) throws IOException {
            this.group = group;
            opened.add(server);
        }

        static Net ofDefaultGroup() throws IOException {
            return new Net(null);
        }

        static Net ofFixedGroup() throws IOException {
            return new Net(AsynchronousChannelGroup.withFixedThreadPool(2, Executors.defaultThreadFactory()));
        }

        static Net ofCachedGroup() throws IOException {
            return new Net(AsynchronousChannelGroup.withCachedThreadPool(Executors.newCachedThreadPool(), 1));
        }

        private <T extends AutoCloseable> T keep(T resource) {
            opened.add(resource);
            return resource;
        }

        private AsynchronousSocketChannel channel() throws IOException {
            return keep(AsynchronousSocketChannel.open(group));
        }

        Pair pair() throws Exception {
            AsynchronousSocketChannel channel = channel();
            channel.connect(server.getLocalSocketAddress()).get();
            return new Pair(channel, keep(server.accept()));
        }

        void connect(Runnable work) throws IOException {
            channel().connect(server.getLocalSocketAddress(), null, new WorkHandler<>(work));
        }

        void connectToNobody(Runnable work) throws IOException {
            InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
            channel().connect(nobody, null, new WorkHandler<>(work));
        }

        Firing accept(Runnable work) throws IOException {
            AsynchronousServerSocketChannel acceptor = keep(AsynchronousServerSocketChannel.open(group));
            acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            acceptor.accept(null, new WorkHandler<>(work));
            InetSocketAddress address = (InetSocketAddress) acceptor.getLocalAddress();
            return () -> keep(new Socket(address.getAddress(), address.getPort()));
        }

        @Override
        public void close() throws Exception {
            for (AutoCloseable resource : opened) {
                resource.close();
            }
            if (group != null) {
                group.shutdownNow();
            }
        }
    }

    /** Files, and the pool that their handlers run on. */
    private static final class Storage implements AutoCloseable {
        private final ExecutorService pool;
        private final List<AsynchronousFileChannel> files = new ArrayList<>();

        private Storage(ExecutorService pool) {
            this.pool = pool;
        }

        static Storage ofDefaultPool() {
            return new Storage(null);
        }

        static Storage ofPoolThatIsNotFollowed() {
            return new Storage(new LookingService());
        }

        static Storage ofOwnPool() {
            return new Storage(Executors.newFixedThreadPool(2));
        }

        AsynchronousFileChannel file() throws IOException {
            Path path = Files.createTempFile("matrix", ".tmp");
            AsynchronousFileChannel file = AsynchronousFileChannel.open(
                    path,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                    pool);
            files.add(file);
            return file;
        }

        @Override
        public void close() throws IOException {
            for (AsynchronousFileChannel file : files) {
                file.close();
            }
            if (pool != null) {
                pool.shutdownNow();
            }
        }
    }
}
