package io.reqid.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.reqid.RequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Accepts what a request that has a level of its own logs at that level and above. */
final class RequestLevelFilter extends TurboFilter {
    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        RequestContext request = RequestContext.current();
        Level raised = request == null ? null : RequestLevel.of(request);
        if (raised == null) {
            RaisedRequests.sweep();
            return FilterReply.NEUTRAL;
        }
        boolean allowed =
                raised != Level.OFF && level.isGreaterOrEqual(raised) && logger.getEffectiveLevel() != Level.OFF;
        return allowed ? FilterReply.ACCEPT : FilterReply.NEUTRAL;
    }
}
