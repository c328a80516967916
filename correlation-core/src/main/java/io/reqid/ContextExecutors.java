package io.reqid;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * Executors whose tasks run under the context of whoever handed them over. The context is captured when a task is
 * submitted or scheduled; the thread that runs it, whichever that is, has afterwards exactly what it had before. An
 * executor that is wrapped already is returned as it is.
 *
 * <p>Everything else is the wrapped executor's: the order, the futures, the rejection and its exception, the result of
 * shutting down ({@link ExecutorService#shutdownNow} returns the tasks that were given to {@code execute}, not
 * wrappers). What sees tasks from inside, such as a queue with a comparator or a rejection handler of a
 * {@link java.util.concurrent.ThreadPoolExecutor}, sees wrappers; one of a {@link Comparable} task is comparable.
 *
 * <p>A stage of a plain {@link java.util.concurrent.CompletableFuture} that fires on such an executor runs under the
 * empty context, since it was registered elsewhere and the context of whoever completes the future may be another
 * request's. {@link ContextFuture} carries the right one.
 */
@SuppressWarnings("overloads") // an executor and a thread factory are both what a lambda could be: name the type
public final class ContextExecutors {
    private ContextExecutors() {}

    /**
     * {@return an executor whose tasks run under the context in which they were submitted} It is an
     * {@link ExecutorService} or {@link ScheduledExecutorService} if the given one is.
     *
     * @param executor what runs the tasks
     */
    public static Executor wrap(Executor executor) {
        if (executor instanceof ExecutorService service) {
            return wrap(service);
        }
        return executor instanceof ContextExecutor ? executor : new ContextExecutor<>(notNull(executor));
    }

    /**
     * {@return an executor whose tasks run under the context in which they were submitted} It is a
     * {@link ScheduledExecutorService} if the given one is.
     *
     * @param executor what runs the tasks
     */
    public static ExecutorService wrap(ExecutorService executor) {
        if (executor instanceof ScheduledExecutorService scheduled) {
            return wrap(scheduled);
        }
        return executor instanceof ContextExecutorService<?>
                ? executor
                : new ContextExecutorService<>(notNull(executor));
    }

    /**
     * {@return an executor whose tasks run under the context in which they were submitted or scheduled, periodic ones
     * until the request has ended}
     *
     * @param executor what runs the tasks
     */
    public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
        return executor instanceof ContextScheduledExecutorService
                ? executor
                : wrap(executor, PeriodicContext.UNTIL_REQUEST_END);
    }

    /**
     * {@return an executor whose tasks run under the context in which they were submitted or scheduled} If the given one
     * is wrapped already, the new policy holds for what is scheduled on the new one.
     *
     * @param executor what runs the tasks
     * @param policy what periodic tasks see
     */
    public static ScheduledExecutorService wrap(ScheduledExecutorService executor, PeriodicContext policy) {
        Objects.requireNonNull(policy, "policy");
        ScheduledExecutorService delegate =
                executor instanceof ContextScheduledExecutorService wrapper ? wrapper.delegate() : notNull(executor);
        return new ContextScheduledExecutorService(delegate, policy);
    }

    /**
     * {@return a factory whose threads start under the empty context, so that a pool whose threads are born inside a
     * request keeps nothing of it} Where a task of a wrapped executor throws, the thread's uncaught-exception handler
     * still sees the context of that task.
     *
     * @param factory what makes the threads
     */
    public static ThreadFactory wrap(ThreadFactory factory) {
        return factory instanceof ContextThreadFactory ? factory : new ContextThreadFactory(notNull(factory));
    }

    /** {@return the executor below ours, for work that is bound already; any other as it is} */
    static Executor unwrap(Executor executor) {
        return executor instanceof ContextExecutor<?> wrapper ? wrapper.delegate() : executor;
    }

    private static <T> T notNull(T wrapped) {
        return Objects.requireNonNull(wrapped, "what is to be wrapped");
    }
}
