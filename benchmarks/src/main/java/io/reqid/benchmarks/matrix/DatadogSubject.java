package io.reqid.benchmarks.matrix;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.reqid.agent.tests.matrix.Subject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What Datadog's agent carries: the active span, made by the API of OpenTelemetry, which that agent implements. */
@SuppressWarnings("NullAway") // the interface is of a module of tests, which says null in words alone
public final class DatadogSubject implements Subject {
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    /** Called by the program. */
    public DatadogSubject() {}

    @Override
    public Object begin(String id) {
        Span span = GlobalOpenTelemetry.getTracer("matrix")
                .spanBuilder(id)
                .setNoParent()
                .startSpan();
        ids.put(span.getSpanContext().getSpanId(), id);
        return span;
    }

    @Override
    public <T> T callUnder(Object context, Body<T> body) throws Exception {
        try (Scope scope = ((Span) context).makeCurrent()) {
            return body.call();
        }
    }

    @Override
    public <T> T callOutside(Body<T> body) throws Exception {
        try (Scope scope = Context.root().makeCurrent()) {
            return body.call();
        }
    }

    @Override
    public @Nullable String currentId() {
        return ids.get(Span.current().getSpanContext().getSpanId());
    }

    /** Its threads cannot be looked into from outside, so that what they keep counts for nothing here. */
    @Override
    public @Nullable String idLeftOn(Thread thread) {
        return null;
    }
}
