package io.reqid;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten methods of pools call that libraries have copied from the JDK's. Not for applications. The commands are
 * queued as they are, and their contexts lie beside the queue.
 */
public final class CopiedPools {
    private static final int KEPT_REFUSED = 256;
    private static final Object NOTHING = new Object();
    private static final SideTable<Object, Contexts> POOLS = new SideTable<>();

    private CopiedPools() {}

    /**
     * {@return the command itself} A pool is given a command.
     *
     * @param pool the pool
     * @param command the command; null if the caller is about to be told off
     */
    public static @Nullable Runnable registered(Object pool, @Nullable Runnable command) {
        if (command != null && !carries(command)) {
            Object captured = Carrier.capture("ThreadPoolExecutor.execute");
            contexts(pool).add(command, captured == null ? NOTHING : captured);
        }
        return command;
    }

    private static boolean carries(Runnable command) {
        return command instanceof FutureTask
                || command instanceof ForkJoinTask
                || command instanceof Work
                || command instanceof Bound;
    }

    private static Contexts contexts(Object pool) {
        Contexts known = POOLS.get(pool);
        if (known == null) {
            synchronized (POOLS) {
                known = POOLS.get(pool);
                if (known == null) {
                    known = new Contexts();
                    POOLS.put(pool, known);
                }
            }
        }
        return known;
    }

    /**
     * {@return the task itself} A worker begins a task.
     *
     * @param task the task
     * @param pool the pool
     */
    public static Runnable begin(Runnable task, Object pool) {
        Contexts contexts = carries(task) ? null : POOLS.get(pool);
        Carrier.enter(contexts == null ? null : contexts.take(task));
        return task;
    }

    /**
     * {@return the command itself} A pool refuses a command that it was just given; it may force it into its queue yet.
     *
     * @param pool the pool
     * @param command the command
     */
    public static Runnable rejected(Object pool, Runnable command) {
        Contexts contexts = POOLS.get(pool);
        if (contexts != null) {
            contexts.refused(command);
        }
        return command;
    }

    /**
     * Somebody asked for a command to be taken out of a pool's queue.
     *
     * @param removed whether it was there
     * @param pool the pool
     * @param command the command
     */
    public static void removed(boolean removed, Object pool, @Nullable Object command) {
        Contexts contexts = removed ? POOLS.get(pool) : null;
        if (contexts != null && command != null) {
            Binder.over(contexts.take(command));
        }
    }

    /**
     * A pool hands back what was queued.
     *
     * @param commands what was queued
     * @param pool the pool
     */
    public static void drained(List<?> commands, Object pool) {
        for (Object command : commands) {
            removed(true, pool, command);
        }
    }

    /** The contexts of one pool's commands, by identity, the oldest first. */
    private static final class Contexts {
        private final IdentityHashMap<Object, Deque<Object>> waiting = new IdentityHashMap<>();
        private final Deque<Object> refused = new ArrayDeque<>();

        synchronized void add(Object command, Object captured) {
            Deque<Object> known = waiting.get(command);
            if (known == null) {
                known = new ArrayDeque<>(1);
                waiting.put(command, known);
            }
            known.addLast(captured);
        }

        synchronized @Nullable Object take(Object command) {
            Deque<Object> known = waiting.get(command);
            if (known == null) {
                return null;
            }
            Object taken = known.pollFirst();
            if (known.isEmpty()) {
                waiting.remove(command);
            }
            return taken == NOTHING ? null : taken;
        }

        /** Keeps the contexts of refused commands, but not of too many that never come. */
        synchronized void refused(Object command) {
            refused.addLast(command);
            if (refused.size() > KEPT_REFUSED) {
                waiting.remove(refused.removeFirst());
            }
        }
    }
}
