package io.reqid.demo;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Keeps the console quiet while hundreds of orders are under way; the files get every line. */
public final class ConsoleSwitch extends Filter<ILoggingEvent> {
    private static volatile boolean quiet;

    /** Made by Logback, which finds the name of this class in its configuration. */
    public ConsoleSwitch() {}

    static void quiet(boolean on) {
        quiet = on;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return quiet ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
