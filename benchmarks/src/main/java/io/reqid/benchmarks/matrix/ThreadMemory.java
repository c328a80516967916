package io.reqid.benchmarks.matrix;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The thread-locals of another thread, read in its memory. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}. */
final class ThreadMemory {
    private static final long LIMIT_NANOS = 2_000_000_000L;

    /** A thread that waits so long with an id has not just stopped on its way out of the work. */
    private static final long REST_NANOS = 100_000_000L;

    private static final long PAUSE_NANOS = 1_000_000L;

    private final Field map;

    private ThreadMemory(Field map) {
        this.map = map;
    }

    static ThreadMemory ofLocals() throws ReflectiveOperationException {
        return new ThreadMemory(open(Thread.class, "threadLocals"));
    }

    static ThreadMemory ofInheritableLocals() throws ReflectiveOperationException {
        return new ThreadMemory(open(Thread.class, "inheritableThreadLocals"));
    }

    private static Field open(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** {@return the id that a thread comes to rest with, or null; read from each local and its value} */
    @Nullable
    String idAtRest(Thread thread, BiFunction<Object, Object, @Nullable String> read)
            throws ReflectiveOperationException {
        long start = System.nanoTime();
        long waitingSince = start;
        String id = id(thread, read);
        while (id != null && System.nanoTime() - start < LIMIT_NANOS) {
            LockSupport.parkNanos(PAUSE_NANOS); // a thread that spins would keep the other from coming to rest
            if (!isWaiting(thread)) {
                waitingSince = System.nanoTime();
            } else if (System.nanoTime() - waitingSince > REST_NANOS) {
                return id(thread, read);
            }
            id = id(thread, read);
        }
        return id;
    }

    private static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private @Nullable String id(Thread thread, BiFunction<Object, Object, @Nullable String> read)
            throws ReflectiveOperationException {
        Object locals = thread.isAlive() ? map.get(thread) : null;
        if (locals == null) {
            return null;
        }
        Object table = open(locals.getClass(), "table").get(locals);
        for (int i = 0; i < Array.getLength(table); i++) {
            Object entry = Array.get(table, i);
            Object local = entry == null ? null : ((Reference<?>) entry).get();
            Object value =
                    local == null ? null : open(entry.getClass(), "value").get(entry);
            String id = value == null ? null : read.apply(local, value);
            if (id != null) {
                return id;
            }
        }
        return null;
    }
}
