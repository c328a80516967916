package io.reqid.search.event;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was logged, to be held against what is read back. */
record Logged(
        Instant time,
        Level level,
        String thread,
        String logger,
        String message,
        @Nullable Throwable thrown,
        @Nullable String requestId) {

    static Logged of(String time, String level, String thread, String logger, String message, @Nullable String id) {
        return new Logged(Instant.parse(time), Level.toLevel(level), thread, logger, message, null, id);
    }

    Logged with(Throwable thrown) {
        return new Logged(time, level, thread, logger, message, thrown, requestId);
    }

    /** The event that an appender would be given. */
    LoggingEvent event(LoggerContext context) {
        LoggingEvent event =
                new LoggingEvent("caller", context.getLogger(logger), level, message, thrown, new Object[0]);
        event.setInstant(time);
        event.setThreadName(thread);
        Map<String, String> mdc = new HashMap<>();
        if (requestId != null) {
            mdc.put("reqId", requestId);
        }
        event.setMDCPropertyMap(mdc);
        return event;
    }

    /** The first and the last lines of the stack trace, which every converter prints alike. */
    static IllegalStateException failure() {
        IllegalStateException failure =
                new IllegalStateException("no stock\nof pears", new IllegalArgumentException("pear: 0"));
        failure.addSuppressed(new java.io.IOException("closed"));
        return failure;
    }
}
