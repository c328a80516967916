package io.reqid.undertow;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioWorker;

/** One Undertow on a free loopback port, and a client for it. */
final class TestServer implements AutoCloseable {
    static {
        // small windows and buffers that do not grow, so that a response of some megabytes waits for its reader
        System.setProperty("jdk.httpclient.windowsize", "65536");
        System.setProperty("jdk.httpclient.connectionWindowSize", "131072");
        System.setProperty("jdk.httpclient.receiveBufferSize", "65536");
    }

    final Protocol protocol;
    final int port;
    private final Undertow undertow;
    private final @Nullable XnioWorker worker;
    private final HttpClient client;

    private TestServer(Protocol protocol, HttpHandler root, @Nullable XnioWorker worker) {
        this.protocol = protocol;
        this.worker = worker;
        Undertow.Builder builder = Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, protocol.version == HttpClient.Version.HTTP_2)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 1000)
                .setSocketOption(Options.SEND_BUFFER, 65536)
                .setHandler(root);
        if (worker == null) {
            builder.setIoThreads(2).setWorkerThreads(8);
        } else {
            builder.setWorker(worker);
        }
        if (protocol.tls) {
            builder.addHttpsListener(0, "127.0.0.1", TestTls.context());
        } else {
            builder.addHttpListener(0, "127.0.0.1");
        }
        undertow = builder.build();
        undertow.start();
        port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
        client = newClient();
    }

    static TestServer start(HttpHandler root) {
        return new TestServer(Protocol.HTTP1, root, null);
    }

    static TestServer start(Protocol protocol, HttpHandler root) {
        return new TestServer(protocol, root, null);
    }

    /** With the capturing worker. */
    static TestServer startCapturing(Protocol protocol, HttpHandler root) {
        XnioWorker worker = RequestIds.worker(OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, 2)
                .set(Options.WORKER_TASK_CORE_THREADS, 8)
                .set(Options.WORKER_TASK_MAX_THREADS, 8)
                .set(Options.TCP_NODELAY, true)
                .getMap());
        return new TestServer(protocol, root, worker);
    }

    HttpClient newClient() {
        HttpClient.Builder builder = HttpClient.newBuilder().version(protocol.version);
        if (protocol.tls) {
            builder.sslContext(TestTls.context());
        }
        return builder.build();
    }

    HttpClient client() {
        return client;
    }

    URI uri(String path) {
        return URI.create((protocol.tls ? "https" : "http") + "://127.0.0.1:" + port + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    Socket socket() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Override
    public void close() {
        undertow.stop();
        if (worker != null) {
            worker.shutdownNow();
        }
    }
}
