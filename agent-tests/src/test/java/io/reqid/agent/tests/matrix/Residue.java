package io.reqid.agent.tests.matrix;

import io.reqid.RequestContext;
import io.reqid.Snapshot;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

/**
 * Looks at what is current on another thread, in that thread's own memory: any work that was sent there to look would
 * bring a context of its own. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
public final class Residue {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Field threadLocals;
    private final Method getEntry;
    private final Field value;
    private final ThreadLocal<?> cell;

    public Residue() throws ReflectiveOperationException {
        threadLocals = Thread.class.getDeclaredField("threadLocals");
        threadLocals.setAccessible(true);
        getEntry = threadLocals.getType().getDeclaredMethod("getEntry", ThreadLocal.class);
        getEntry.setAccessible(true);
        value = getEntry.getReturnType().getDeclaredField("value");
        value.setAccessible(true);
        Field cells = Class.forName("io.reqid.Cell").getDeclaredField("CELL");
        cells.setAccessible(true);
        cell = (ThreadLocal<?>) cells.get(null);
    }

    /** {@return the id that a thread comes to rest with, or null if it comes to rest with none} */
    public String idLeftOn(Thread thread) throws ReflectiveOperationException {
        long start = System.nanoTime();
        String id = idOn(thread);
        while (id != null && System.nanoTime() - start < LIMIT_NANOS) {
            Thread.onSpinWait();
            id = idOn(thread);
        }
        return id;
    }

    private String idOn(Thread thread) throws ReflectiveOperationException {
        Object locals = thread.isAlive() ? threadLocals.get(thread) : null;
        Object entry = locals == null ? null : getEntry.invoke(locals, cell);
        Object[] slots = entry == null ? null : (Object[]) value.get(entry);
        return slots != null && slots[0] instanceof Snapshot frame ? frame.call(RequestContext::currentId) : null;
    }
}
