package io.reqid.undertow;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.reqid.RequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Every line that is logged, Undertow's own included, with the id that was current where it was logged. */
final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    /** @param id the current id at append time, or null */
    record Line(
            String logger,
            String level,
            String message,
            @Nullable String id) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    static Lines record() {
        Lines lines = new Lines();
        lines.start();
        root().addAppender(lines);
        return lines;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(new Line(
                event.getLoggerName(),
                event.getLevel().toString(),
                event.getFormattedMessage(),
                RequestContext.currentId()));
    }

    List<Line> all() {
        return List.copyOf(lines);
    }

    List<Line> of(String logger) {
        return lines.stream().filter(line -> line.logger().equals(logger)).toList();
    }

    Line await(Predicate<Line> wanted) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> first(wanted), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Line> first(Predicate<Line> wanted) {
        return lines.stream().filter(wanted).findFirst();
    }

    void forget() {
        lines.clear();
    }

    @Override
    public void close() {
        root().detachAppender(this);
        stop();
    }
}
