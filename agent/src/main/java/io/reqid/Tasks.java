package io.reqid;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten methods of the pools call. Not for applications.
 *
 * <p>A command that goes to a pool as it is, by {@code execute}, must lie in the pool's queue as it is wherever the
 * application may look there. See {@link PoolQueue} for how its context waits with it.
 */
public final class Tasks {
    private static final SideTable<ThreadPoolExecutor, PoolQueue> POOLS = new SideTable<>();
    private static final SideTable<Object, Object> FORKED = SideTable.withoutQueue();

    private static final int NOT_ENTERED = -1;

    private Tasks() {}

    /**
     * A pool was made around a queue that nobody else knows.
     *
     * @param pool the pool
     */
    public static void madeWithOwnQueue(ThreadPoolExecutor pool) {
        POOLS.put(pool, PoolQueue.hidden());
    }

    /**
     * {@return what the pool is to queue} A pool is given a command.
     *
     * @param pool the pool
     * @param command the command; null if the caller is about to be told off
     */
    public static @Nullable Runnable registered(ThreadPoolExecutor pool, @Nullable Runnable command) {
        if (command == null
                || command instanceof FutureTask
                || command instanceof ForkJoinTask
                || command instanceof Work
                || command instanceof Bound) {
            return command;
        }
        Object captured = Carrier.capture("ThreadPoolExecutor.execute");
        return queue(pool).add(command, captured, pool);
    }

    private static PoolQueue queue(ThreadPoolExecutor pool) {
        PoolQueue known = POOLS.get(pool);
        if (known == null) {
            synchronized (POOLS) {
                known = POOLS.get(pool);
                if (known == null) {
                    known = PoolQueue.visible();
                    POOLS.put(pool, known);
                }
            }
        }
        return known;
    }

    /**
     * {@return the task itself} A worker begins a task.
     *
     * @param task what was queued
     * @param pool the pool
     */
    public static Runnable begin(Runnable task, ThreadPoolExecutor pool) {
        if (task instanceof PoolQueue.Waiting waiting) {
            Carrier.enter(waiting.captured());
            Binder.over(waiting.captured());
            return waiting.command();
        }
        Object captured = captured(task, pool);
        Carrier.enter(captured);
        if (!(task instanceof FutureTask)) {
            Binder.over(captured);
        }
        return task;
    }

    private static @Nullable Object captured(Runnable task, ThreadPoolExecutor pool) {
        if (task instanceof FutureTask<?> future) {
            return JdkAccess.callable(future) instanceof BoundCallable bound ? bound.captured() : null;
        }
        if (task instanceof ForkJoinTask || task instanceof Bound) {
            return null;
        }
        if (task instanceof Work work) {
            return work.resource() == null ? work.frame() : work.resource();
        }
        PoolQueue queue = POOLS.get(pool);
        return queue == null ? null : queue.takeNext(task, pool);
    }

    /**
     * {@return what to give to {@link #exitRefusal}} A pool refuses a command that it was just given, and is about to tell
     * its handler. The JDK's handlers do not give it to a worker after all; another one may put it into the queue itself.
     *
     * <p>A worker that ran the same command meanwhile may have taken the context of this one for that of its own. Then the
     * handler has the worker's: each run of the command sees one of the contexts that it was given under, and none twice.
     *
     * @param pool the pool
     * @param command what it was to queue
     */
    public static int enterRefusal(ThreadPoolExecutor pool, Runnable command) {
        boolean over = pool.getRejectedExecutionHandler().getClass().getClassLoader() == null;
        if (command instanceof PoolQueue.Waiting waiting) {
            refused(queue(pool), waiting.command(), waiting.captured(), over);
            return NOT_ENTERED;
        }
        PoolQueue queue = POOLS.get(pool);
        if (queue == null) {
            return NOT_ENTERED;
        }
        Object own = queue.takeOwn(command, Carrier.captureFrame());
        if (own != null) {
            refused(queue, command, own, over);
            return NOT_ENTERED;
        }
        Object left = queue.takeOldest(command);
        if (left == null) {
            return NOT_ENTERED;
        }
        int token = Carrier.enter(left == Snapshot.empty() ? null : left);
        Binder.over(left);
        return token;
    }

    private static void refused(PoolQueue queue, Runnable command, Object captured, boolean over) {
        if (over) {
            Binder.over(captured);
        } else {
            queue.doubt(command, captured);
        }
    }

    /**
     * A pool has refused a command, and told its handler.
     *
     * @param token what {@link #enterRefusal} returned
     */
    public static void exitRefusal(int token) {
        if (token != NOT_ENTERED) {
            Carrier.exit(token);
        }
    }

    /**
     * {@return the command itself}
     *
     * @param command what a pool was to queue
     */
    public static Runnable rejected(Runnable command) {
        return command instanceof PoolQueue.Waiting waiting ? waiting.command() : command;
    }

    /**
     * {@return the command itself} The queue of a pool is about to be shown to the application, or searched for a
     * command.
     *
     * @param pool the pool
     * @param command the command that is searched for; may be null
     */
    public static @Nullable Runnable shown(ThreadPoolExecutor pool, @Nullable Runnable command) {
        PoolQueue queue = POOLS.get(pool);
        if (queue != null) {
            queue.show(pool);
        }
        return command instanceof PoolQueue.Waiting waiting ? waiting.command() : command;
    }

    /**
     * Somebody asked for a command to be taken out of a pool's queue.
     *
     * @param removed whether it was there
     * @param pool the pool
     * @param command the command
     */
    public static void removed(boolean removed, ThreadPoolExecutor pool, @Nullable Object command) {
        PoolQueue queue = removed ? POOLS.get(pool) : null;
        if (queue != null && command != null) {
            Binder.over(queue.takeOldest(command));
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
    public static void drained(List<Runnable> commands, ThreadPoolExecutor pool) {
        for (int i = 0; i < commands.size(); i++) {
            Runnable command = commands.get(i);
            if (command instanceof PoolQueue.Waiting waiting) {
                Binder.over(waiting.captured());
                commands.set(i, waiting.command());
            } else {
                removed(true, pool, command);
            }
        }
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A future task calls {@code done}. Hooks are told only where that is
     * the application's.
     *
     * @param task the task
     */
    public static int enterDone(FutureTask<?> task) {
        if (!(JdkAccess.callable(task) instanceof BoundCallable bound)) {
            return Carrier.enterCurrent();
        }
        boolean application = task.getClass().getClassLoader() != null;
        return Carrier.enter(application ? bound.captured() : Carrier.frameOf(bound.captured()));
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
     * @param delay for how long it waits, in any unit
     */
    public static void scheduled(FutureTask<?> task, long delay) {
        if (JdkAccess.callable(task) instanceof BoundCallable bound && delay > 0) {
            bound.recapture(Carrier.timed(bound.captured()));
        }
    }

    /**
     * A scheduled task was made that runs again and again.
     *
     * @param task the task
     */
    public static void scheduledPeriodically(FutureTask<?> task) {
        if (JdkAccess.callable(task) instanceof BoundCallable bound) {
            bound.makePeriodic(Carrier.periodic(bound.captured()));
        }
    }

    /**
     * A fork/join task is about to be queued. While the async graph is followed it is captured here, since a hook of the
     * application's is called: once it is being queued, the queue may be locked, and if a virtual thread waited then, all
     * others would spin.
     *
     * @param task the task; null if the JDK is about to refuse it
     */
    public static void announced(@Nullable ForkJoinTask<?> task) {
        if (task != null && AsyncGraph.isFollowed()) {
            captureForked(task);
        }
    }

    /**
     * A fork/join task is queued.
     *
     * @param task the task
     */
    public static void forked(ForkJoinTask<?> task) {
        if (!AsyncGraph.isFollowed() || !isCaptured(task)) {
            captureForked(task);
        }
    }

    private static boolean isCaptured(ForkJoinTask<?> task) {
        return JdkAccess.isCarriedByTasks() ? JdkAccess.carried(task) != null : FORKED.get(task) != null;
    }

    private static void captureForked(ForkJoinTask<?> task) {
        if (JdkAccess.isCompletion(task)) {
            return; // it carries the context of its stage
        }
        if (JdkAccess.isCarriedByTasks()) {
            JdkAccess.carry(task, AsyncGraph.isFollowed() && isAdapter(task) ? null : Carrier.capture("ForkJoinTask"));
        } else if (!isAdapter(task)) {
            Object captured = Carrier.capture("ForkJoinTask");
            if (captured != null) {
                FORKED.put(task, captured);
            }
        }
    }

    /**
     * Somebody who waits for a fork/join task takes it out of the queue, to run it as part of the own work.
     *
     * @param taken whether it was there
     * @param task the task
     */
    public static void unforked(boolean taken, ForkJoinTask<?> task) {
        if (taken) {
            Binder.over(takeForked(task));
        }
    }

    /**
     * {@return whether a task only runs a function, which is bound, so that the graph knows it already, or which continues a
     * virtual thread and is to be left alone}
     */
    private static boolean isAdapter(ForkJoinTask<?> task) {
        String name = task.getClass().getName();
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
        Object captured = takeForked(task);
        int token = Carrier.enter(captured);
        Binder.over(captured);
        return token;
    }

    private static @Nullable Object takeForked(ForkJoinTask<?> task) {
        if (JdkAccess.isCompletion(task)) {
            return null;
        }
        if (!JdkAccess.isCarriedByTasks()) {
            return isAdapter(task) ? null : FORKED.remove(task);
        }
        Object captured = JdkAccess.carried(task);
        if (captured != null) {
            JdkAccess.carry(task, null);
        }
        return captured;
    }
}
