package io.reqid.agent.tests.matrix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** As much of RFC 6455 as the rows need, by hand and without a pool: it answers handshakes and sends frames when told to. */
final class WebSocketServer implements AutoCloseable {
    private static final String KEY = "Sec-WebSocket-Key:";
    private static final String ACCEPTED_BY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3
    private static final long PATIENCE_SECONDS = 10;

    /** A text, a binary, a ping, a pong and a close frame, each with a payload of two bytes. */
    private static final byte[] ALL_FRAMES = {
        (byte) 0x81,
        2,
        'o',
        'k',
        (byte) 0x82,
        2,
        1,
        2,
        (byte) 0x89,
        2,
        1,
        2,
        (byte) 0x8A,
        2,
        1,
        2,
        (byte) 0x88,
        2,
        3,
        (byte) 0xE8
    };

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Socket> connected = new LinkedBlockingQueue<>();
    private final Queue<Socket> all = new ConcurrentLinkedQueue<>();

    WebSocketServer() throws IOException {
        Thread thread = new Thread(this::accept, "web-socket-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("ws://" + listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort());
    }

    /** {@return what has the server send a frame of each kind over the oldest connection that nobody has asked for yet} */
    Firing talk() throws Exception {
        Socket socket = next();
        return () -> {
            socket.getOutputStream().write(ALL_FRAMES);
            socket.getOutputStream().flush();
        };
    }

    /** {@return what has the server end that connection in the middle of a frame} */
    Firing breakOff() throws Exception {
        Socket socket = next();
        return () -> {
            socket.getOutputStream().write(ALL_FRAMES, 0, 1);
            socket.close();
        };
    }

    private Socket next() throws Exception {
        Socket socket = connected.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (socket == null) {
            throw new IOException("nobody connects");
        }
        return socket;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                all.add(socket);
                shakeHands(socket);
                connected.add(socket);
            } catch (IOException | NoSuchAlgorithmException closed) {
                // the row ends
            }
        }
    }

    private static void shakeHands(Socket socket) throws IOException, NoSuchAlgorithmException {
        BufferedReader head =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String key = "";
        for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
            if (line.regionMatches(true, 0, KEY, 0, KEY.length())) {
                key = line.substring(KEY.length()).trim();
            }
        }
        byte[] digest =
                MessageDigest.getInstance("SHA-1").digest((key + ACCEPTED_BY).getBytes(StandardCharsets.US_ASCII));
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : all) {
            socket.close();
        }
    }
}
