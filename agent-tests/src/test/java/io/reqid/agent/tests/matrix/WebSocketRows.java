package io.reqid.agent.tests.matrix;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's client of WebSockets: its listener is called by whichever thread reads the connection. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class WebSocketRows {
    /** Opened, a text, a binary, a ping, a pong, closed. */
    private static final int EVENTS = 6;

    private WebSocketRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(rows("WebSocket", () -> new Chat(null)));
        rows.addAll(rows("WebSocket(executor)", () -> new Chat(Executors.newFixedThreadPool(2))));
        return rows;
    }

    private static List<Row> rows(String name, Row.Opener<Chat> opener) {
        return List.of(
                Row.firing(name + ": listener", opener, (chat, work) -> {
                            chat.connect(new WorkListener(work));
                            return chat.server.talk();
                        })
                        .runs(EVENTS),
                Row.firing(name + ": listener, connection breaks off", opener, (chat, work) -> {
                            chat.connect(new WorkListener(work));
                            return chat.server.breakOff();
                        })
                        .runs(2),
                Row.returning(
                        name + ": buildAsync, stage",
                        opener,
                        (chat, work) ->
                                chat.connect(new WebSocket.Listener() {}).thenRun(work)),
                Row.returning(
                        name + ": sendText, stage",
                        opener,
                        (chat, work) -> chat.connect(new WebSocket.Listener() {})
                                .thenCompose(socket -> socket.sendText("text", true))
                                .thenRun(work)));
    }

    /** A server, and a client that connects to it. */
    private static final class Chat implements AutoCloseable {
        private final WebSocketServer server = new WebSocketServer();
        private final HttpClient client;

        Chat(ExecutorService executor) throws java.io.IOException {
            client = executor == null
                    ? HttpClient.newHttpClient()
                    : HttpClient.newBuilder().executor(executor).build();
        }

        java.util.concurrent.CompletableFuture<WebSocket> connect(WebSocket.Listener listener) {
            return client.newWebSocketBuilder().buildAsync(server.uri(), listener);
        }

        @Override
        public void close() throws java.io.IOException {
            server.close();
            client.executor().ifPresent(executor -> ((ExecutorService) executor).shutdownNow());
        }
    }

    /** Does its work at every event. */
    private static final class WorkListener implements WebSocket.Listener {
        private final Runnable work;

        WorkListener(Runnable work) {
            this.work = work;
        }

        @Override
        public void onOpen(WebSocket socket) {
            work.run();
            socket.request(Long.MAX_VALUE);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            work.run();
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            work.run();
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket socket, ByteBuffer bytes) {
            work.run();
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer bytes) {
            work.run();
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            work.run();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            work.run();
        }
    }
}
