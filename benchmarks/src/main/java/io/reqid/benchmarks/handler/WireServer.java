package io.reqid.benchmarks.handler;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.reqid.undertow.RequestIdHandler;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * The server that is asked over the wire: prints its port, and for every line that it reads, CPU time and bytes that its
 * process has taken so far; ends with its standard input.
 *
 * <p>Argument: {@code bare}, {@code naive} or {@code reqid}.
 */
public final class WireServer {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private WireServer() {}

    /** Serves until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        HttpHandler application = exchange -> exchange.getResponseSender().send("hello");
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setHandler(around(arguments[0], application))
                .build();
        server.start();
        try {
            System.out.println(
                    ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
            while (System.in.read() >= 0) {
                System.out.printf(Locale.ROOT, "%d %d%n", PROCESS.getProcessCpuTime(), allocatedBytes());
            }
        } finally {
            server.stop();
        }
    }

    private static HttpHandler around(String kind, HttpHandler application) {
        return switch (kind) {
            case "bare" -> application;
            case "naive" -> new NaiveHandler(application);
            case "reqid" -> RequestIdHandler.wrap(application);
            default -> throw new IllegalArgumentException("must be bare, naive or reqid");
        };
    }

    private static long allocatedBytes() {
        long bytes = 0;
        for (long allocated : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            bytes += Math.max(0, allocated); // -1 once a thread has ended
        }
        return bytes;
    }
}
