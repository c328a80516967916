package io.reqid.benchmarks.matrix;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.reqid.agent.tests.matrix.Subject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What OpenTelemetry's agent carries: an entry of the current {@code Context}. */
@SuppressWarnings("NullAway") // the interface is of a module of tests, which says null in words alone
public final class OpenTelemetrySubject implements Subject {
    private static final String NAME = "matrix-id";
    private static final ContextKey<String> KEY = ContextKey.named(NAME);

    /** As contexts describe themselves. The agent's own copy of the class lies in a loader that is not ours. */
    private static final Pattern ENTRY = Pattern.compile(NAME + "=([a-z0-9]+)");

    private final ThreadMemory memory = ThreadMemory.ofLocals();

    /** Needs what {@link ThreadMemory} needs. */
    public OpenTelemetrySubject() throws ReflectiveOperationException {}

    @Override
    public Object begin(String id) {
        return Context.root().with(KEY, id);
    }

    @Override
    public <T> T callUnder(Object context, Body<T> body) throws Exception {
        try (Scope scope = ((Context) context).makeCurrent()) {
            return body.call();
        }
    }

    @Override
    public <T> T callOutside(Body<T> body) throws Exception {
        return callUnder(Context.root(), body);
    }

    @Override
    public @Nullable String currentId() {
        return Context.current().get(KEY);
    }

    @Override
    public @Nullable String idLeftOn(Thread thread) throws ReflectiveOperationException {
        return memory.idAtRest(thread, (local, value) -> idIn(value));
    }

    private static @Nullable String idIn(Object value) {
        if (!value.getClass().getName().endsWith("context.ArrayBasedContext")) {
            return null;
        }
        Matcher entry = ENTRY.matcher(value.toString());
        return entry.find() ? entry.group(1) : null;
    }
}
