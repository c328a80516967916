package io.reqid.agent.tests.libraries;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.awaitility.Awaitility;

/** A server whose servlets are called outside any request: each binds its own, as a filter would. */
final class TomcatServerProgram {
    private static final Claims CLAIMS = new Claims();

    private final BlockingQueue<AsyncContext> started = new LinkedBlockingQueue<>();
    private final Tomcat tomcat = new Tomcat();

    private TomcatServerProgram() {}

    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        new TomcatServerProgram().run();
        Claims.sayWhetherThreadsKeepIds("thread");
        System.exit(0);
    }

    /** What a servlet does inside its request. */
    private interface Body {
        void run(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    private void run() throws Exception {
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        Context context = tomcat.addContext("", null);
        serve(context, "/plain", (request, response) -> CLAIMS.see());
        serve(context, "/async", (request, response) -> Claims.as("first", () -> start(request)));
        serve(context, "/reads", (request, response) -> Claims.as("reads", () -> read(request)));
        serve(context, "/writes", (request, response) -> Claims.as("writes", () -> write(request, response)));
        tomcat.start();
        completed();
        dispatched();
        bodies();
    }

    private static void serve(Context context, String path, Body body) {
        Tomcat.addServlet(context, path, new HttpServlet() {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response) {
                        try {
                            body.run(request, response);
                        } catch (Exception failure) {
                            CLAIMS.see(failure);
                        }
                    }
                })
                .setAsyncSupported(true);
        context.addServletMapping(path, path, false);
    }

    private void completed() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/async") + get("/plain"));
            AsyncContext first = awaitStarted();
            Claims.as("completer", first::complete);
            CLAIMS.expect("listener of what another request completes runs under its own id", "first");
            CLAIMS.expect(
                    "connection's next request does not begin under the id of who completes the one before",
                    Claims.NONE);
        }
    }

    private void dispatched() throws Exception {
        try (Socket socket = connect()) {
            send(socket, get("/async"));
            AsyncContext first = awaitStarted();
            Claims.as("dispatcher", () -> first.dispatch("/plain"));
            CLAIMS.expect("dispatch runs under the id of who dispatches", "dispatcher");
            CLAIMS.expect("listener of what was dispatched runs under its own id", "first");
        }
    }

    private void bodies() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST /reads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n");
            started.take();
            send(socket, "x");
            CLAIMS.expect("listener of a body that comes later runs under its request", "reads", "reads");
        }
        try (Socket socket = connect()) {
            send(socket, get("/writes"));
            CLAIMS.expect("listener that writes runs under its request", "writes");
        }
    }

    /** Once no thread works for it any more: what completes it then has another thread go on. */
    private AsyncContext awaitStarted() throws InterruptedException {
        AsyncContext context = started.take();
        var pool = (org.apache.tomcat.util.threads.ThreadPoolExecutor)
                tomcat.getConnector().getProtocolHandler().getExecutor();
        Awaitility.await().until(() -> pool.getActiveCount() == 0);
        return context;
    }

    private void start(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.addListener(new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) {
                CLAIMS.see();
            }

            @Override
            public void onTimeout(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {}
        });
        started.add(async);
    }

    private void read(HttpServletRequest request) throws IOException {
        AsyncContext async = request.startAsync();
        request.getInputStream().setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                CLAIMS.see();
                while (request.getInputStream().isReady()
                        && request.getInputStream().read() >= 0) {
                    // on to the end
                }
            }

            @Override
            public void onAllDataRead() {
                CLAIMS.see();
                async.complete();
            }

            @Override
            public void onError(Throwable failure) {
                CLAIMS.see(failure);
            }
        });
        started.add(async);
    }

    private static void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        response.getOutputStream().setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() {
                CLAIMS.see();
                async.complete();
            }

            @Override
            public void onError(Throwable failure) {
                CLAIMS.see(failure);
            }
        });
    }

    private Socket connect() {
        try {
            return new Socket(
                    InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
