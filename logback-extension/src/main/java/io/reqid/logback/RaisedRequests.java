package io.reqid.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import io.reqid.RequestContext;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The live requests that have a level of their own. As long as there is one, every known logger context has our turbo
 * filter; when the last has ended, the filter goes, since each filter costs every disabled {@code debug()} something.
 */
final class RaisedRequests {
    private static final Set<LoggerContext> CONTEXTS = Collections.newSetFromMap(new WeakHashMap<>());
    private static final List<WeakReference<RequestContext>> REQUESTS = new ArrayList<>();

    /** One of them: as long as it lives the others need not be looked at. */
    private static volatile @Nullable WeakReference<RequestContext> witness;

    private RaisedRequests() {}

    /** Makes a logger context known, and gives it back the filter that a reset or stop may have cost it. */
    static synchronized void know(LoggerContext context) {
        CONTEXTS.add(context);
        if (!context.getCopyOfListenerList().contains(ResetListener.INSTANCE)) {
            context.addListener(ResetListener.INSTANCE);
        }
        restore(context);
    }

    static synchronized void restore(LoggerContext context) {
        REQUESTS.removeIf(RaisedRequests::over);
        if (!REQUESTS.isEmpty() && ours(context) == null) {
            RequestLevelFilter filter = new RequestLevelFilter();
            filter.setContext(context);
            filter.start();
            context.addTurboFilter(filter);
        }
    }

    static synchronized void add(RequestContext request) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            CONTEXTS.add(context);
        }
        if (REQUESTS.stream().noneMatch(known -> known.get() == request)) {
            REQUESTS.add(new WeakReference<>(request));
        }
        CONTEXTS.forEach(RaisedRequests::restore);
        witness = REQUESTS.isEmpty() ? null : REQUESTS.get(0);
    }

    /** Takes the filter off once no request needs it; cheap as long as one does. */
    static void sweep() {
        WeakReference<RequestContext> request = witness;
        if (request == null || over(request)) {
            removeEnded();
        }
    }

    private static synchronized void removeEnded() {
        REQUESTS.removeIf(RaisedRequests::over);
        witness = REQUESTS.isEmpty() ? null : REQUESTS.get(0);
        if (REQUESTS.isEmpty()) {
            CONTEXTS.forEach(RaisedRequests::removeFilter);
        }
    }

    private static void removeFilter(LoggerContext context) {
        TurboFilter filter = ours(context);
        if (filter != null) {
            context.getTurboFilterList().remove(filter);
        }
    }

    private static @Nullable TurboFilter ours(LoggerContext context) {
        for (TurboFilter filter : context.getTurboFilterList()) {
            if (filter instanceof RequestLevelFilter) {
                return filter;
            }
        }
        return null;
    }

    private static boolean over(WeakReference<RequestContext> reference) {
        RequestContext request = reference.get();
        return request == null || request.ended();
    }
}
