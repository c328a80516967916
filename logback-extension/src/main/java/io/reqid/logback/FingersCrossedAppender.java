package io.reqid.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import io.reqid.Attribute;
import io.reqid.RequestContext;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the finer lines of each request, and writes them only if the request logs an error: then what led to it is in
 * the log, and of all other requests nothing but what is always there.
 *
 * <p>Lines at {@code passLevel} (default INFO) and above are written at once. Finer ones are kept, at most
 * {@code maxEvents} (default 200, 1 to 10000) per request, the newest; they are written just before the first line at
 * {@code triggerLevel} (default ERROR), after which the request's lines are written as they come. The end of the request
 * drops them. Finer lines outside a request are not written. The loggers must let the finer levels through.
 *
 * <p>Kept lines have no caller data unless {@code includeCallerData} is true, since finding it is dear. Thread-safe once
 * started.
 */
public final class FingersCrossedAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {
    private final AppenderAttachableImpl<ILoggingEvent> appenders = new AppenderAttachableImpl<>();
    private final Attribute<KeptLines> kept = Attribute.named("kept lines");
    private final FingersCrossedOptions options = new FingersCrossedOptions(this);
    private boolean includeCallerData;

    /** For Logback. */
    public FingersCrossedAppender() {}

    /**
     * Sets from which level on lines are written at once.
     *
     * @param level TRACE, DEBUG, INFO (the default), WARN or ERROR
     */
    public void setPassLevel(String level) {
        options.setPassLevel(level);
    }

    /**
     * Sets from which level on a line has the kept ones written.
     *
     * @param level TRACE, DEBUG, INFO, WARN or ERROR (the default)
     */
    public void setTriggerLevel(String level) {
        options.setTriggerLevel(level);
    }

    /**
     * Sets how many lines are kept for each request at most.
     *
     * @param events a number from 1 to 10000; 200 by default
     */
    public void setMaxEvents(String events) {
        options.setMaxEvents(events);
    }

    /**
     * Sets whether kept lines know where in the code they were logged.
     *
     * @param includeCallerData false by default
     */
    public void setIncludeCallerData(boolean includeCallerData) {
        this.includeCallerData = includeCallerData;
    }

    /** Starts; an option that is not legal is an error in Logback's status list, and its default applies. */
    @Override
    public void start() {
        options.check();
        if (!iteratorForAppenders().hasNext()) {
            addError("appender-ref must name the appender to write to, found none");
        }
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        appenders.detachAndStopAllAppenders();
    }

    @Override
    protected void append(ILoggingEvent event) {
        RequestContext request = requestOf(event);
        Level level = event.getLevel();
        if (request != null && level.isGreaterOrEqual(options.triggerLevel())) {
            linesOf(request).release(this::write);
            write(event);
        } else if (level.isGreaterOrEqual(options.passLevel())) {
            write(event);
        } else if (request != null && !linesOf(request).keep(event, includeCallerData)) {
            write(event);
        }
    }

    /** By the event: behind an asynchronous appender the thread is another one. */
    private static @Nullable RequestContext requestOf(ILoggingEvent event) {
        Map<String, String> carried = event.getMDCPropertyMap();
        RequestContext request = carried instanceof EventOverlay overlay ? overlay.request() : null;
        return request == null || request.ended() ? null : request;
    }

    private KeptLines linesOf(RequestContext request) {
        KeptLines lines = request.get(kept);
        return lines == null ? firstLinesOf(request) : lines;
    }

    private synchronized KeptLines firstLinesOf(RequestContext request) {
        KeptLines lines = request.get(kept);
        if (lines == null) {
            lines = new KeptLines(options.maxEvents());
            request.set(kept, lines);
        }
        return lines;
    }

    private void write(ILoggingEvent event) {
        appenders.appendLoopOnAppenders(event);
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        appenders.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return appenders.iteratorForAppenders();
    }

    @Override
    public @Nullable Appender<ILoggingEvent> getAppender(String name) {
        return appenders.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return appenders.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        appenders.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return appenders.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return appenders.detachAppender(name);
    }
}
