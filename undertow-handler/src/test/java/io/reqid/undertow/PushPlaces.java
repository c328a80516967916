package io.reqid.undertow;

import static io.reqid.undertow.Place.optIn;
import static io.reqid.undertow.Place.right;

import io.reqid.Snapshot;
import io.undertow.Handlers;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.UndertowClient;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventConnectionCallback;
import io.undertow.util.SameThreadExecutor;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;

/** Server-sent events, WebSockets, clients and proxies. */
final class PushPlaces {
    private PushPlaces() {}

    static List<Place> all() {
        return List.of(
                right(
                        "server-sent events, connected",
                        stage -> sse(stage, (connection, last) -> {
                            stage.log();
                            connection.shutdown();
                        })),
                optIn("server-sent events, event sent", PushPlaces::eventSent),
                optIn("server-sent events, close task", PushPlaces::eventsClosed)
                        .http1(),
                right("WebSocket, connected", stage -> webSocket(stage, (exchange, channel) -> stage.log()))
                        .http1(),
                optIn(
                                "WebSocket, message",
                                stage -> webSocket(stage, (exchange, channel) -> {
                                    channel.getReceiveSetter().set(receiving(stage));
                                    channel.resumeReceives();
                                }))
                        .http1(),
                optIn("callback of Undertow's client", PushPlaces::clientConnected),
                right("completion listener of a proxied request", PushPlaces::proxied));
    }

    private static void sse(Stage stage, ServerSentEventConnectionCallback callback) throws Exception {
        stage.serve(Handlers.serverSentEvents(stage.wrapped ? RequestIds.wrapServerSentEvents(callback) : callback));
        stage.get();
    }

    private static void eventSent(Stage stage) throws Exception {
        sse(stage, (connection, last) -> {
            Snapshot captured = Snapshot.capture();
            connection.send("event", new ServerSentEventConnection.EventCallback() {
                @Override
                public void done(ServerSentEventConnection sent, String data, String event, String id) {
                    if (stage.wrapped) {
                        captured.run(stage::log);
                    } else {
                        stage.log();
                    }
                    sent.shutdown();
                }

                @Override
                public void failed(
                        ServerSentEventConnection failed, String data, String event, String id, IOException failure) {
                    throw new AssertionError(failure);
                }
            });
        });
    }

    private static void eventsClosed(Stage stage) throws Exception {
        sse(stage, (connection, last) -> {
            ChannelListener<ServerSentEventConnection> closed = c -> stage.log();
            connection.addCloseTask(stage.wrapped ? RequestIds.wrapChannelListener(closed) : closed);
            connection.send("event");
            connection.shutdown();
        });
    }

    private static AbstractReceiveListener receiving(Stage stage) {
        return new AbstractReceiveListener() {
            @Override
            protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
                stage.log();
            }
        };
    }

    private static void webSocket(Stage stage, WebSocketConnectionCallback callback) throws Exception {
        stage.serve(Handlers.websocket(stage.wrapped ? RequestIds.wrapWebSocket(callback) : callback));
        WebSocket socket = stage.server
                .client()
                .newWebSocketBuilder()
                .header("X-Request-ID", stage.id)
                .buildAsync(URI.create("ws://127.0.0.1:" + stage.server.port + "/"), new WebSocket.Listener() {})
                .get(15, TimeUnit.SECONDS);
        socket.sendText("message", true).get(15, TimeUnit.SECONDS);
        socket.abort();
    }

    private static void clientConnected(Stage stage) throws Exception {
        try (TestServer backend = TestServer.start(exchange -> {})) {
            stage.serve(exchange -> {
                ClientCallback<ClientConnection> callback = new ClientCallback<>() {
                    @Override
                    public void completed(ClientConnection connection) {
                        stage.log();
                        IoUtils.safeClose(connection);
                        exchange.endExchange();
                    }

                    @Override
                    public void failed(IOException failure) {
                        exchange.endExchange();
                    }
                };
                ClientCallback<ClientConnection> used =
                        stage.wrapped ? RequestIds.wrapClientCallback(callback) : callback;
                exchange.dispatch(
                        SameThreadExecutor.INSTANCE,
                        () -> UndertowClient.getInstance()
                                .connect(
                                        used,
                                        backend.uri("/"),
                                        exchange.getIoThread(),
                                        exchange.getConnection().getByteBufferPool(),
                                        OptionMap.EMPTY));
            });
            stage.get();
        }
    }

    private static void proxied(Stage stage) throws Exception {
        try (TestServer backend =
                TestServer.start(exchange -> exchange.getResponseSender().send("from the backend"))) {
            ProxyHandler proxy = ProxyHandler.builder()
                    .setProxyClient(new LoadBalancingProxyClient().addHost(backend.uri("/")))
                    .build();
            stage.serve(exchange -> {
                exchange.addExchangeCompleteListener((complete, nextListener) -> {
                    stage.log();
                    nextListener.proceed();
                });
                proxy.handleRequest(exchange);
            });
            stage.get();
        }
    }
}
