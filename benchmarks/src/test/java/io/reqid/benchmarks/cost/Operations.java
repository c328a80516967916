package io.reqid.benchmarks.cost;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.sun.management.ThreadMXBean;
import io.reqid.AsyncLocal;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Scope;
import io.reqid.Snapshot;
import io.reqid.benchmarks.handler.MockConnection;
import io.reqid.undertow.RequestIdHandler;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Repeats one operation in a JVM of its own, and prints how many bytes it allocates. That is exact: no clock, no neighbour on
 * the machine, no collector changes it. What the just-in-time compiler leaves out is not counted, so the operation is
 * repeated until it is compiled ({@code -Xbatch} has it wait for the compiler), and the least that a batch took is printed.
 */
final class Operations {
    private static final int BATCHES = 30;
    private static final int OPERATIONS = 2_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final AsyncLocal<String> LOCAL = AsyncLocal.named("allocation");
    private static final String ID = "01K1TARGETREQUEST0FFFFF777";

    private final Runnable task = this::count;

    /** As a queue would have it, or the compiler would see that nobody else has the task, and leave it out. */
    private @Nullable Runnable queued;

    private @Nullable Object kept;
    private int ran;

    private Operations() {}

    public static void main(String[] arguments) {
        System.out.println(new Operations().bytesOf(arguments[0]));
    }

    private double bytesOf(String operation) {
        return switch (operation) {
            case "get" -> bound(() -> kept = LOCAL.get());
            case "capture" -> bound(() -> kept = Snapshot.capture());
            case "bind" -> bytesOf(this::bindAndClose);
            case "rebind" -> bound(this::bindAndClose);
            case "hop" -> bound(this::hop);
            case "hop of 100 locals" -> boundAHundredTimes(this::hop);
            case "hop and an object" -> bound(this::hopAndAnObject);
            case "bare request" -> request(HttpServerExchange::endExchange);
            case "request" -> request(RequestIdHandler.wrap(HttpServerExchange::endExchange));
            case "bare request left to Undertow" -> request(exchange -> {});
            case "request left to Undertow" -> request(RequestIdHandler.wrap(exchange -> {}));
            case "line with MDC" -> lineWithMdc(pattern("%X{reqId}"));
            case "line with reqId" -> lineWithReqId(pattern("%reqId"));
            case "line with reqId and an MDC that has changed" -> lineAfterTheMdcChanged(pattern("%reqId"));
            case "JSON with MDC" -> lineWithMdc(new LogstashEncoder());
            case "JSON with reqId" -> lineWithReqId(new LogstashEncoder());
            default -> throw new IllegalArgumentException("no operation of that name");
        };
    }

    private static double bytesOf(Runnable operation) {
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            least = Math.min(least, batch(operation));
        }
        return (double) least / OPERATIONS;
    }

    private static long batch(Runnable operation) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < OPERATIONS; i++) {
            operation.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static double bound(Runnable operation) {
        try (Scope scope = LOCAL.bind("value")) {
            return bytesOf(operation);
        }
    }

    private static double boundAHundredTimes(Runnable operation) {
        try (Scope scope = LOCAL.bind("value")) {
            for (int i = 1; i < 100; i++) {
                AsyncLocal.<String>named("local" + i).enter("value");
            }
            return bytesOf(operation);
        }
    }

    private void bindAndClose() {
        try (Scope scope = LOCAL.bind("value")) {
            kept = LOCAL.get();
        }
    }

    private void hop() {
        queued = Snapshot.capture().wrap(task);
        queued.run();
        if (ran == 0) {
            throw new IllegalStateException("the task did not run");
        }
    }

    private void hopAndAnObject() {
        kept = new Object();
        hop();
    }

    private void count() {
        ran++;
    }

    private double request(HttpHandler handler) {
        MockConnection connection = new MockConnection();
        return bytesOf(() -> kept = connection.serve(handler));
    }

    private static double lineWithMdc(Encoder<ILoggingEvent> encoder) {
        LoggerContext plain = new LoggerContext();
        plain.setMDCAdapter(new LogbackMDCAdapter());
        plain.getMDCAdapter().put("reqId", ID);
        Logger log = logger(plain, encoder);
        return bytesOf(() -> log.info("order received"));
    }

    private static double lineWithReqId(Encoder<ILoggingEvent> encoder) {
        Logger log = logger((LoggerContext) LoggerFactory.getILoggerFactory(), encoder);
        try (Scope request = RequestContext.bind(new RequestId(ID))) {
            return bytesOf(() -> log.info("order received"));
        }
    }

    private static double lineAfterTheMdcChanged(Encoder<ILoggingEvent> encoder) {
        Logger log = logger((LoggerContext) LoggerFactory.getILoggerFactory(), encoder);
        try (Scope request = RequestContext.bind(new RequestId(ID))) {
            log.info("request received");
            MDC.put("user", "u");
            return bytesOf(() -> log.info("order received"));
        }
    }

    private static Encoder<ILoggingEvent> pattern(String id) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern("%-5level [" + id + "] [%thread] %logger - %msg%n");
        return encoder;
    }

    private static Logger logger(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> nowhere = new OutputStreamAppender<>();
        nowhere.setContext(context);
        nowhere.setEncoder(encoder);
        nowhere.setOutputStream(OutputStream.nullOutputStream());
        nowhere.start();
        Logger log = context.getLogger("allocation");
        log.detachAndStopAllAppenders();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(nowhere);
        return log;
    }
}
