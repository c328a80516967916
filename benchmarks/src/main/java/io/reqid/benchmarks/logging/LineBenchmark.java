package io.reqid.benchmarks.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.encoder.LogstashEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.LoggerFactory;

/** Writing a line into nowhere, in a request that has put its id there in one way or another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LineBenchmark {
    private static final String NO_ID = "%-5level [%thread] %logger{36} - %msg%n";

    /** Where the id comes from. */
    public enum Source {
        /** Plain Logback, no id. */
        NONE,
        /** Plain Logback, the id put into the MDC by hand. */
        BY_HAND,
        /** What the extension puts into every event. */
        REQID
    }

    /** What is written. */
    public enum Target {
        /** A pattern. */
        PATTERN,
        /** The same behind an {@code AsyncAppender}. */
        ASYNC,
        /** JSON. */
        LOGSTASH
    }

    /** Where the id comes from. */
    @Param("NONE")
    public Source source = Source.NONE;

    /** What is written. */
    @Param("PATTERN")
    public Target target = Target.PATTERN;

    private Logger log = plainContext().getLogger("benchmark");

    /** Makes the logger, and begins a request the way that goes with it; it ends with the JVM. */
    @Setup
    @SuppressWarnings("MustBeClosedChecker")
    public void begin() {
        LoggerContext context =
                source == Source.REQID ? (LoggerContext) LoggerFactory.getILoggerFactory() : plainContext();
        log = context.getLogger("benchmark");
        log.detachAndStopAllAppenders();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(target == Target.ASYNC ? behindAsync(context) : nowhere(context));
        if (source == Source.BY_HAND) {
            context.getMDCAdapter().put("reqId", RequestId.next().value());
        } else if (source == Source.REQID) {
            RequestContext.bind(RequestId.next());
        }
    }

    /** Logback as it is without the extension, which the one behind SLF4J has found on the class path. */
    private static LoggerContext plainContext() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    private Appender<ILoggingEvent> behindAsync(LoggerContext context) {
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setDiscardingThreshold(0); // or lines would be dropped, which is fast
        async.addAppender(nowhere(context));
        async.start();
        return async;
    }

    private Appender<ILoggingEvent> nowhere(LoggerContext context) {
        Encoder<ILoggingEvent> encoder = target == Target.LOGSTASH ? new LogstashEncoder() : pattern();
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> nowhere = new OutputStreamAppender<>();
        nowhere.setContext(context);
        nowhere.setEncoder(encoder);
        nowhere.setOutputStream(OutputStream.nullOutputStream());
        nowhere.start();
        return nowhere;
    }

    private PatternLayoutEncoder pattern() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(
                switch (source) {
                    case NONE -> NO_ID;
                    case BY_HAND -> "[%X{reqId}] " + NO_ID;
                    case REQID -> "[%reqId] " + NO_ID;
                });
        return encoder;
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
