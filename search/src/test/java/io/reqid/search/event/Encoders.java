package io.reqid.search.event;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.reqid.logback.RequestIdConfigurator;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes logs with the encoders that applications use. */
final class Encoders {
    private static final LoggerContext CONTEXT = context();

    private Encoders() {}

    private static LoggerContext context() {
        LoggerContext context = new LoggerContext();
        context.setName("test");
        new RequestIdConfigurator().configure(context);
        return context;
    }

    static byte[] pattern(String pattern, boolean header, List<Logged> events) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(pattern);
        encoder.setOutputPatternAsHeader(header);
        return write(encoder, events);
    }

    static byte[] write(Encoder<ILoggingEvent> encoder, List<Logged> events) {
        encoder.setContext(CONTEXT);
        encoder.start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        append(out, encoder.headerBytes());
        for (Logged logged : events) {
            append(out, encoder.encode(logged.event(CONTEXT)));
        }
        append(out, encoder.footerBytes());
        return out.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, byte[] bytes) {
        if (bytes != null) {
            out.writeBytes(bytes);
        }
    }
}
