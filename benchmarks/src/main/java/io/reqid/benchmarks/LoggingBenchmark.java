package io.reqid.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.OutputStreamAppender;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What the id adds to a line: nothing in the pattern, {@code %X{reqId}} put by hand, and {@code %reqId}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LoggingBenchmark {
    /** What the pattern has in place of the id. */
    @Param({"", "[%X{reqId}] ", "[%reqId] "})
    public String id = "";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger log = context.getLogger("benchmark");
    private io.reqid.Scope request = () -> {};

    /** Writes the pattern into nowhere, and begins a request the way that goes with it. */
    @Setup
    public void begin() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%-5level " + id + "[%thread] %logger{36} - %msg%n");
        encoder.start();
        OutputStreamAppender<ch.qos.logback.classic.spi.ILoggingEvent> nowhere = new OutputStreamAppender<>();
        nowhere.setContext(context);
        nowhere.setEncoder(encoder);
        nowhere.setOutputStream(OutputStream.nullOutputStream());
        nowhere.start();
        log.detachAndStopAllAppenders();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(nowhere);
        if (id.contains("%X")) {
            MDC.put("reqId", RequestId.next().value());
        } else if (!id.isEmpty()) {
            request = RequestContext.bind(RequestId.next());
        }
    }

    /** Ends the request. */
    @TearDown
    public void end() {
        MDC.clear();
        request.close();
    }

    /** One line. */
    @Benchmark
    public void info() {
        log.info("order {} received", 17);
    }

    /** One line that is not wanted. */
    @Benchmark
    public void disabledDebug() {
        log.debug("order {} received", 17);
    }
}
