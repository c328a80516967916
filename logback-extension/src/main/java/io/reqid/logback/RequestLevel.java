package io.reqid.logback;

import ch.qos.logback.classic.Level;
import io.reqid.Attribute;
import io.reqid.RequestContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request log more than its loggers' levels allow: debug one request, and no other.
 *
 * <p>It ends with the request, and follows it to every thread. A logger that is {@code OFF} stays off. While no request
 * has raised its level nothing of this is installed, and a disabled {@code debug()} costs what it always did. Set it
 * only on behalf of a caller that may ask for it. Thread-safe.
 */
public final class RequestLevel {
    private static final Attribute<Level> LEVEL = Attribute.named("level");

    private RequestLevel() {}

    /**
     * Lets the current request log from a level on.
     *
     * @param level the lowest level to log; {@link Level#OFF} goes back to what the loggers allow
     * @return whether there is a current request
     */
    public static boolean set(Level level) {
        Objects.requireNonNull(level, "level");
        RequestContext request = RequestContext.current();
        if (request != null) {
            set(request, level);
        }
        return request != null;
    }

    /**
     * Lets a request log from a level on. Ignored once the request has ended.
     *
     * @param request the request
     * @param level the lowest level to log; {@link Level#OFF} goes back to what the loggers allow
     */
    public static void set(RequestContext request, Level level) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(level, "level");
        request.set(LEVEL, level);
        RaisedRequests.add(request);
    }

    /** {@return the level that a request was given, or null} */
    static @Nullable Level of(RequestContext request) {
        return request.get(LEVEL);
    }
}
