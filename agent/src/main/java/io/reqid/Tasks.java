package io.reqid;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten methods of the pools call. Not for applications.
 *
 * <p>A command that goes to a pool as it is, by {@code execute}, must lie in the pool's queue as it is: the application
 * may look there, and pools hand it back by many ways. So what it was registered under lies beside the queue, until a
 * worker begins the command or it leaves by another way. The same command may be there more than once.
 */
public final class Tasks {
    private static final SideTable<ThreadPoolExecutor, Waiting> POOLS = new SideTable<>();
    private static final SideTable<Object, Object> FORKED = new SideTable<>();

    private Tasks() {}

    /**
     * A pool is given a command.
     *
     * @param pool the pool
     * @param command the command; null if the caller is about to be told off
     */
    public static void registered(ThreadPoolExecutor pool, @Nullable Runnable command) {
        if (command == null
                || command instanceof FutureTask
                || command instanceof ForkJoinTask
                || command instanceof Work
                || command instanceof Bound) {
            return;
        }
        Object captured = Carrier.capture("ThreadPoolExecutor.execute");
        if (captured != null) {
            waiting(pool).add(command, captured, pool);
        }
    }

    private static Waiting waiting(ThreadPoolExecutor pool) {
        Waiting known = POOLS.get(pool);
        if (known == null) {
            synchronized (POOLS) {
                known = POOLS.get(pool);
                if (known == null) {
                    known = new Waiting();
                    POOLS.put(pool, known);
                }
            }
        }
        return known;
    }

    /**
     * A worker begins a task.
     *
     * @param task the task
     * @param pool the pool
     */
    public static void begin(Runnable task, ThreadPoolExecutor pool) {
        Carrier.enter(captured(task, pool));
    }

    private static @Nullable Object captured(Runnable task, ThreadPoolExecutor pool) {
        if (task instanceof FutureTask<?> future) {
            return JdkAccess.CALLABLE.get(future) instanceof BoundCallable bound ? bound.captured() : null;
        }
        if (task instanceof ForkJoinTask || task instanceof Bound) {
            return null;
        }
        if (task instanceof Work work) {
            return work.resource() == null ? work.frame() : work.resource();
        }
        Waiting waiting = POOLS.get(pool);
        return waiting == null ? null : waiting.takeNewest(task);
    }

    /**
     * A pool refuses a command that it was just given, and is about to tell its handler. The JDK's handlers do not give
     * it to a worker after all; another one may put it into the queue itself.
     *
     * @param pool the pool
     * @param command the command
     */
    public static void rejected(ThreadPoolExecutor pool, Runnable command) {
        Waiting waiting = POOLS.get(pool);
        if (waiting == null) {
            return;
        }
        if (pool.getRejectedExecutionHandler().getClass().getClassLoader() == null) {
            Binder.over(waiting.takeNewest(command));
        } else {
            waiting.doubt(command);
        }
    }

    /**
     * Somebody asked for a command to be taken out of a pool's queue.
     *
     * @param removed whether it was there
     * @param pool the pool
     * @param command the command
     */
    public static void removed(boolean removed, ThreadPoolExecutor pool, @Nullable Object command) {
        Waiting waiting = removed ? POOLS.get(pool) : null;
        if (waiting != null && command != null) {
            Binder.over(waiting.takeOldest(command));
        }
    }

    /**
     * A command was taken out of a pool's queue to make room.
     *
     * @param command the command; null if the queue was empty
     * @param pool the pool
     */
    public static void discarded(@Nullable Object command, ThreadPoolExecutor pool) {
        removed(true, pool, command);
    }

    /**
     * A pool hands back what was queued.
     *
     * @param commands what was queued
     * @param pool the pool
     */
    public static void drained(List<?> commands, ThreadPoolExecutor pool) {
        for (Object command : commands) {
            removed(true, pool, command);
        }
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A future task calls {@code done}.
     *
     * @param callable what the task calls; null if it is done with that
     */
    public static int enterCallable(@Nullable Callable<?> callable) {
        return callable instanceof BoundCallable bound ? Carrier.enter(bound.captured()) : Carrier.enterCurrent();
    }

    /**
     * A future task has ended.
     *
     * @param callable what the task called
     */
    public static void over(@Nullable Callable<?> callable) {
        if (callable instanceof BoundCallable bound) {
            bound.over();
        }
    }

    /**
     * A scheduled task was made.
     *
     * @param task the task
     * @param triggerTime when it is due, in nanoseconds of {@link System#nanoTime}
     */
    public static void scheduled(FutureTask<?> task, long triggerTime) {
        if (JdkAccess.CALLABLE.get(task) instanceof BoundCallable bound && triggerTime - System.nanoTime() > 0) {
            bound.recapture(Carrier.timed(bound.captured()));
        }
    }

    /**
     * A scheduled task was made that runs again and again.
     *
     * @param task the task
     */
    public static void scheduledPeriodically(FutureTask<?> task) {
        if (JdkAccess.CALLABLE.get(task) instanceof BoundCallable bound) {
            bound.makePeriodic(Carrier.periodic(bound.captured()));
        }
    }

    /**
     * A fork/join task is queued.
     *
     * @param task the task
     */
    public static void forked(ForkJoinTask<?> task) {
        Object captured = isAdapter(task) ? null : Carrier.capture("ForkJoinTask");
        if (JdkAccess.FORK_JOIN_CONTEXT != null) {
            JdkAccess.FORK_JOIN_CONTEXT.set(task, captured);
        } else if (captured != null) {
            FORKED.put(task, captured);
        }
    }

    /** {@return whether a task only runs a function, which is bound, so that the graph knows it already} */
    private static boolean isAdapter(ForkJoinTask<?> task) {
        String name = AsyncGraph.isFollowed() ? task.getClass().getName() : "";
        return name.startsWith("java.util.concurrent.CompletableFuture$")
                || name.startsWith("java.util.concurrent.ForkJoinTask$")
                || name.startsWith("java.util.concurrent.DelayScheduler$")
                || name.startsWith("java.util.concurrent.SubmissionPublisher$");
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A fork/join task that was queued is run.
     *
     * @param task the task
     */
    public static int enterForked(ForkJoinTask<?> task) {
        Object captured;
        if (JdkAccess.FORK_JOIN_CONTEXT == null) {
            captured = FORKED.remove(task);
        } else {
            captured = JdkAccess.FORK_JOIN_CONTEXT.get(task);
            if (captured != null) {
                JdkAccess.FORK_JOIN_CONTEXT.set(task, null);
            }
        }
        return Carrier.enter(captured);
    }

    /** What lies beside the queue of one pool. */
    private static final class Waiting {
        private static final int KEPT_DOUBTS = 256;
        private static final int FIRST_SWEEP = 1024;

        private final IdentityHashMap<Object, Deque<Object>> contexts = new IdentityHashMap<>();
        private final Deque<Object> doubts = new ArrayDeque<>();
        private IdentityHashMap<Object, Deque<Object>> suspects = new IdentityHashMap<>();
        private int nextSweep = FIRST_SWEEP;

        synchronized void add(Object command, Object captured, ThreadPoolExecutor pool) {
            Deque<Object> known = contexts.get(command);
            if (known == null) {
                known = new ArrayDeque<>(1);
                contexts.put(command, known);
            }
            known.addLast(captured);
            if (contexts.size() > nextSweep && isOfTheJdk(pool.getQueue())) {
                sweep(pool);
            }
        }

        synchronized @Nullable Object takeNewest(Object command) {
            Deque<Object> known = contexts.get(command);
            Object taken = known == null ? null : known.pollLast();
            forgetEmpty(command, known);
            return taken;
        }

        synchronized @Nullable Object takeOldest(Object command) {
            Deque<Object> known = contexts.get(command);
            Object taken = known == null ? null : known.pollFirst();
            forgetEmpty(command, known);
            return taken;
        }

        /** Keeps the context of a command that may never run, but not of too many such. */
        synchronized void doubt(Object command) {
            doubts.addLast(command);
            if (doubts.size() > KEPT_DOUBTS) {
                contexts.remove(doubts.removeFirst());
            }
        }

        /**
         * Forgets commands that somebody took out of the queue behind the pool's back: those that were not there at two
         * sweeps, which are far apart. One that a worker has just taken is missing at one sweep at most.
         */
        private void sweep(ThreadPoolExecutor pool) {
            IdentityHashMap<Object, Object> queued = new IdentityHashMap<>();
            for (Object command : pool.getQueue().toArray()) {
                queued.put(command, command);
            }
            IdentityHashMap<Object, Deque<Object>> missing = new IdentityHashMap<>();
            for (Object command : contexts.keySet().toArray()) {
                Deque<Object> known = contexts.get(command);
                if (!queued.containsKey(command) && suspects.get(command) == known) {
                    contexts.remove(command);
                } else if (!queued.containsKey(command)) {
                    missing.put(command, known);
                }
            }
            suspects = missing;
            nextSweep = Math.max(FIRST_SWEEP, 2 * contexts.size());
        }

        /** {@return whether a queue calls nothing of the application's when it is asked for its elements} */
        private static boolean isOfTheJdk(Object queue) {
            return queue.getClass().getClassLoader() == null;
        }

        private void forgetEmpty(Object command, @Nullable Collection<Object> known) {
            if (known != null && known.isEmpty()) {
                contexts.remove(command);
            }
        }
    }
}
