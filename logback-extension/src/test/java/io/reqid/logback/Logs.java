package io.reqid.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.MDCAdapter;

/** A logger context of a test's own, configured by the text of a logback.xml. */
final class Logs implements AutoCloseable {
    final LoggerContext context = new LoggerContext();

    /** With the MDC of the default context, without which {@code MDC.put} would not reach this one. */
    Logs() {
        this(((LoggerContext) LoggerFactory.getILoggerFactory()).getMDCAdapter());
    }

    Logs(MDCAdapter mdc) {
        context.setName("test");
        context.setMDCAdapter(mdc);
    }

    static Logs configured(String xml) {
        Logs logs = new Logs();
        logs.configure(xml);
        return logs;
    }

    /** A context whose root logger prints to a list, one line per event. */
    static Logs printing(String pattern) {
        return configured(listing(pattern));
    }

    static String listing(String pattern) {
        return "<configuration><appender name='LIST' class='io.reqid.logback.LinesAppender'><encoder><pattern>"
                + pattern
                + "</pattern></encoder></appender><root level='DEBUG'><appender-ref ref='LIST'/></root></configuration>";
    }

    void configure(String xml) {
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new AssertionError(e);
        }
    }

    void configure(Path file) {
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(file.toFile());
        } catch (JoranException e) {
            throw new AssertionError(e);
        }
    }

    Logger logger() {
        return context.getLogger("shop");
    }

    /** What the appender LIST of the root logger printed so far; in the middle of a reload there is none. */
    List<String> lines() {
        LinesAppender list = appender("LIST");
        return list == null ? List.of() : list.lines();
    }

    LinesAppender appender(String name) {
        return (LinesAppender) context.getLogger("ROOT").getAppender(name);
    }

    List<Status> problems() {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getLevel() >= Status.WARN)
                .toList();
    }

    @Override
    public void close() {
        context.stop();
    }
}
