package io.reqid.benchmarks.matrix;

import io.reqid.agent.tests.matrix.Subject;
import org.jspecify.annotations.Nullable;

/** An id in an inheritable local of the thread. */
@SuppressWarnings("NullAway") // the interface is of a module of tests, which says null in words alone
abstract class LocalSubject implements Subject {
    private final ThreadLocal<@Nullable String> local;
    private final ThreadMemory memory;

    LocalSubject(ThreadLocal<@Nullable String> local) throws ReflectiveOperationException {
        this.local = local;
        this.memory = ThreadMemory.ofInheritableLocals();
    }

    @Override
    public final Object begin(String id) {
        return id;
    }

    @Override
    public final <T> T callUnder(Object context, Body<T> body) throws Exception {
        return call((String) context, body);
    }

    @Override
    public final <T> T callOutside(Body<T> body) throws Exception {
        return call(null, body);
    }

    private <T> T call(@Nullable String id, Body<T> body) throws Exception {
        String before = local.get();
        set(id);
        try {
            return body.call();
        } finally {
            set(before);
        }
    }

    private void set(@Nullable String id) {
        if (id == null) {
            local.remove();
        } else {
            local.set(id);
        }
    }

    @Override
    public final @Nullable String currentId() {
        return local.get();
    }

    @Override
    public final @Nullable String idLeftOn(Thread thread) throws ReflectiveOperationException {
        return memory.idAtRest(thread, (key, value) -> key == local ? (String) value : null);
    }
}
