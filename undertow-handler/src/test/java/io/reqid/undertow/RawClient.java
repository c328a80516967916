package io.reqid.undertow;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 client that sends exactly the bytes that it is given. Not thread-safe. */
final class RawClient implements AutoCloseable {
    /** A response; header lines as they came. */
    record Response(int status, List<String> headers, String body) {
        /** {@return the value of the only header of that name, or null} */
        @Nullable
        String header(String name) {
            List<String> values = new ArrayList<>();
            for (String line : headers) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    values.add(line.substring(name.length() + 1).trim());
                }
            }
            if (values.size() > 1) {
                throw new AssertionError(name + " came " + values.size() + " times");
            }
            return values.isEmpty() ? null : values.get(0);
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    /** Each character of the text is sent as one byte. */
    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Response exchange(String text) throws IOException {
        send(text);
        return receive(text.startsWith("HEAD "));
    }

    Response receive(boolean head) throws IOException {
        String statusLine = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        int status = Integer.parseInt(statusLine.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        Response response = new Response(status, headers, "");
        String length = response.header("Content-Length");
        if (status == 100 || head || length == null) {
            return response;
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        return new Response(status, headers, new String(body, StandardCharsets.ISO_8859_1));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Closes with a reset instead of a goodbye. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
