package io.reqid.undertow;

import static io.reqid.undertow.Place.optIn;
import static io.reqid.undertow.Place.right;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/** Requests and responses that are read and written at once or late. */
final class StreamPlaces {
    private StreamPlaces() {}

    @SuppressWarnings("deprecation") // wakeupWrites is a way in which listeners are called
    static List<Place> all() {
        return List.of(
                right(
                        "send callback, at once",
                        stage -> getting(stage, e -> e.getResponseSender().send("x", logThenEnd(stage)))),
                right(
                        "send callback, late",
                        stage -> readingLate(stage, e -> e.getResponseSender().send(stage.large(), logThenEnd(stage)))),
                right(
                        "send callback of a send from a late callback",
                        stage -> readingLate(
                                stage,
                                e -> e.getResponseSender().send(stage.large(), (Then)
                                        (f, sender) -> sender.send(ByteBuffer.wrap(new byte[10]), logThenEnd(stage))))),
                right(
                        "send callback, late, sent by a worker",
                        stage -> readingLate(
                                stage,
                                e -> e.dispatch((HttpHandler)
                                        f -> f.getResponseSender().send(stage.large(), logThenEnd(stage))))),
                right("send callback, late, the client gone", StreamPlaces::clientGone)
                        .http1(),
                right("transferFrom callback of a file", StreamPlaces::transferFrom),
                optIn(
                        "dispatch of a handler from a late send callback",
                        stage -> readingLate(
                                stage,
                                e -> e.getResponseSender().send(stage.large(), (Then)
                                        (f, sender) -> f.dispatch(stage.restored(g -> {
                                            stage.log();
                                            g.endExchange();
                                        }))))),
                right(
                        "output stream of a blocking handler",
                        stage -> getting(stage, new BlockingHandler(e -> {
                            e.getOutputStream().write(new byte[10]);
                            e.getOutputStream().close();
                            stage.log();
                        }))),
                right("receive callback, at once", stage -> {
                    stage.serve(e -> e.getRequestReceiver().receiveFullString((f, text) -> stage.log()));
                    stage.post("body");
                }),
                right(
                        "receive callback, late",
                        stage -> postingLate(
                                stage, e -> e.getRequestReceiver().receiveFullString((f, text) -> stage.log()))),
                right(
                        "receive callback of the last part, late",
                        stage -> postingLate(
                                stage,
                                e -> e.getRequestReceiver().receivePartialBytes((f, bytes, last) -> {
                                    if (last) {
                                        stage.log();
                                    }
                                }))),
                right(
                        "receive error callback, late",
                        stage -> postingLate(stage, e -> {
                            e.getRequestReceiver().setMaxBufferSize(8);
                            e.getRequestReceiver().receiveFullString((f, text) -> {}, (f, failure) -> {
                                stage.log();
                                f.endExchange();
                            });
                        })),
                right("receive callback of a blocking handler", stage -> {
                    stage.serve(new BlockingHandler(
                            e -> e.getRequestReceiver().receiveFullString((f, text) -> stage.log())));
                    stage.post("body");
                }),
                right(
                        "dispatch to a worker from a late receive callback",
                        stage -> postingLate(
                                stage,
                                e -> e.getRequestReceiver()
                                        .receiveFullString((f, text) -> f.dispatch((HttpHandler) g -> stage.log())))),
                right("UT005071 for a late receive callback", stage -> {
                    stage.wantLineWith("io.undertow.request", "UT005071");
                    postingLate(
                            stage,
                            e -> e.getRequestReceiver().receiveFullString((f, text) -> {
                                throw new IllegalStateException("of the application");
                            }));
                }),
                right(
                        "read listener of the request channel",
                        stage -> postingLate(stage, e -> onReadable(e, channel -> drain(channel, stage, e)))),
                right(
                        "read listener that another one put in its place",
                        stage -> postingLate(
                                stage,
                                e -> onReadable(
                                        e, channel -> channel.getReadSetter().set(later -> drain(later, stage, e))))),
                right(
                        "write listener of the response channel",
                        stage -> readingLate(stage, e -> onWritable(stage, e, false))),
                right("write listener after wakeupWrites", stage -> getting(stage, e -> onWritable(stage, e, true))),
                right("listener after a late flush", StreamPlaces::flushedLate),
                right("XNIO001007 for a write listener", stage -> {
                    stage.wantLineWith("org.xnio.listener", "XNIO001007");
                    getting(stage, e -> {
                        StreamSinkChannel channel = e.getResponseChannel();
                        channel.getWriteSetter().set(c -> {
                            channel.suspendWrites();
                            e.endExchange();
                            throw new IllegalStateException("of the application");
                        });
                        channel.wakeupWrites();
                    });
                }));
    }

    /** The callback of a send, as one function. */
    interface Then extends IoCallback {
        void then(HttpServerExchange exchange, Sender sender);

        @Override
        default void onComplete(HttpServerExchange exchange, Sender sender) {
            then(exchange, sender);
        }

        @Override
        default void onException(HttpServerExchange exchange, Sender sender, IOException failure) {
            exchange.endExchange();
        }
    }

    private static Then logThenEnd(Stage stage) {
        return (exchange, sender) -> {
            stage.log();
            exchange.endExchange();
        };
    }

    private static void getting(Stage stage, HttpHandler handler) throws Exception {
        stage.serve(handler);
        stage.get();
    }

    private static void readingLate(Stage stage, HttpHandler handler) throws Exception {
        stage.serve(exchange -> {
            exchange.setPersistent(true);
            stage.releaseAfterThisCall(exchange);
            handler.handleRequest(exchange);
        });
        stage.getAndReadLate();
    }

    private static void postingLate(Stage stage, HttpHandler handler) throws Exception {
        stage.serve(exchange -> {
            stage.releaseAfterThisCall(exchange);
            handler.handleRequest(exchange);
        });
        stage.postInTwoParts();
    }

    private static void clientGone(Stage stage) throws Exception {
        stage.serve(exchange -> {
            stage.releaseAfterThisCall(exchange);
            exchange.getResponseSender().send(stage.large(), new IoCallback() {
                @Override
                public void onComplete(HttpServerExchange complete, Sender sender) {
                    complete.endExchange();
                }

                @Override
                public void onException(HttpServerExchange failed, Sender sender, IOException failure) {
                    stage.log();
                    failed.endExchange();
                }
            });
        });
        try (Socket socket = stage.server.socket()) {
            socket.setSoLinger(true, 0);
            Stage.write(socket, stage.head("GET", "/", "X-Request-ID: " + stage.id));
            stage.awaitRelease();
        }
    }

    private static void transferFrom(Stage stage) throws Exception {
        Path file = Files.createTempFile("reqid", ".txt");
        Files.writeString(file, "content");
        try (FileChannel channel = FileChannel.open(file)) {
            getting(stage, exchange -> exchange.getResponseSender().transferFrom(channel, logThenEnd(stage)));
        } finally {
            Files.delete(file);
        }
    }

    private static void onReadable(HttpServerExchange exchange, ChannelListener<StreamSourceChannel> listener)
            throws IOException {
        StreamSourceChannel channel = exchange.getRequestChannel();
        // take what came with the head, so that the listener waits for the second part
        channel.read(ByteBuffer.allocate(5));
        channel.getReadSetter().set(listener);
        channel.resumeReads();
    }

    private static void drain(StreamSourceChannel channel, Stage stage, HttpServerExchange exchange) {
        stage.log();
        try {
            ByteBuffer rest = ByteBuffer.allocate(64);
            while (channel.read(rest) > 0) {
                rest.clear();
            }
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
        exchange.endExchange();
    }

    /** Writes until the client's window is full, and logs when it opens; or at once, when woken up. */
    @SuppressWarnings("deprecation") // wakeupWrites, as above
    private static void onWritable(Stage stage, HttpServerExchange exchange, boolean wakeup) throws IOException {
        exchange.setResponseContentLength(wakeup ? 0 : Stage.LARGE);
        StreamSinkChannel channel = exchange.getResponseChannel();
        ByteBuffer rest = wakeup ? ByteBuffer.allocate(0) : stage.large();
        AtomicBoolean logged = new AtomicBoolean();
        channel.getWriteSetter().set(c -> {
            if (logged.compareAndSet(false, true)) {
                stage.log();
            }
            writeRest(exchange, channel, rest);
        });
        if (wakeup) {
            channel.wakeupWrites();
            return;
        }
        int written;
        do {
            written = channel.write(rest);
        } while (written > 0);
        channel.resumeWrites();
    }

    private static void writeRest(HttpServerExchange exchange, StreamSinkChannel channel, ByteBuffer rest) {
        try {
            while (rest.hasRemaining()) {
                if (channel.write(rest) == 0) {
                    return;
                }
            }
            channel.suspendWrites();
            exchange.endExchange();
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static void flushedLate(Stage stage) throws Exception {
        readingLate(stage, exchange -> {
            StreamSinkChannel channel = exchange.getResponseChannel();
            ByteBuffer rest = stage.large();
            channel.getWriteSetter()
                    .set(ChannelListeners.writingChannelListener(
                            new io.undertow.util.ImmediatePooled<>(rest),
                            done -> {
                                stage.log();
                                exchange.endExchange();
                            },
                            ChannelListeners.closingChannelExceptionHandler()));
            channel.resumeWrites();
        });
    }
}
