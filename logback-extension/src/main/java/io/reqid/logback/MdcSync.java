package io.reqid.logback;

import io.reqid.ContextExecutors;
import io.reqid.RequestContext;
import io.reqid.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Copies the request id, and the MDC, into {@code org.slf4j.MDC} where events cannot carry the id by themselves: with an
 * SLF4J back end other than Logback, or with another library's MDC adapter. The key is {@code reqId}.
 *
 * <p>A wrapped task gets the MDC of whoever submitted it, and the id of its request; afterwards the thread has the MDC
 * that it had before, also when the task ran in its caller. With Logback's own MDC adapter none of this is needed.
 */
public final class MdcSync {
    private static final String KEY = EventOverlay.REQUEST_ID;

    private MdcSync() {}

    /**
     * Puts the current request's id into the MDC until the scope is closed; outside a request, takes it out.
     *
     * @return the scope to close, on this thread, which restores what was there before; closing it twice, or on another
     *     thread, does nothing
     */
    public static Scope bind() {
        String previous = MDC.get(KEY);
        set(RequestContext.currentId());
        Thread thread = Thread.currentThread();
        boolean[] open = {true};
        return () -> {
            if (Thread.currentThread() == thread && open[0]) {
                open[0] = false;
                set(previous);
            }
        };
    }

    private static void set(@Nullable String id) {
        if (id == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, id);
        }
    }

    /**
     * Wraps a task that runs under the MDC of now.
     *
     * @param task the task
     * @return the wrapped task
     */
    public static Runnable wrap(Runnable task) {
        Objects.requireNonNull(task, "task");
        Map<String, String> captured = MDC.getCopyOfContextMap();
        return () -> {
            Map<String, String> previous = enter(captured);
            try {
                task.run();
            } finally {
                restore(previous);
            }
        };
    }

    /**
     * Wraps a task that runs under the MDC of now.
     *
     * @param <V> the type of the result
     * @param task the task
     * @return the wrapped task
     */
    public static <V> Callable<V> wrap(Callable<V> task) {
        Objects.requireNonNull(task, "task");
        Map<String, String> captured = MDC.getCopyOfContextMap();
        return () -> {
            Map<String, String> previous = enter(captured);
            try {
                return task.call();
            } finally {
                restore(previous);
            }
        };
    }

    /** The id is that of the request for which the task runs, which a periodic task may outlive; never a copied one. */
    private static @Nullable Map<String, String> enter(@Nullable Map<String, String> captured) {
        Map<String, String> previous = MDC.getCopyOfContextMap();
        Map<String, String> values = captured == null ? new HashMap<>() : new HashMap<>(captured);
        values.remove(KEY);
        String id = RequestContext.currentId();
        if (id != null) {
            values.put(KEY, id);
        }
        MDC.setContextMap(values);
        return previous;
    }

    /** Not every adapter takes null for a map. */
    private static void restore(@Nullable Map<String, String> previous) {
        if (previous == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(previous);
        }
    }

    /**
     * Wraps an executor: its tasks run under the request and the MDC of whoever submits them.
     *
     * @param executor the executor
     * @return the wrapped executor
     */
    public static Executor wrap(Executor executor) {
        if (executor instanceof ExecutorService service) {
            return wrap(service);
        }
        Executor carrying = ContextExecutors.wrap(executor);
        return task -> carrying.execute(wrap(task));
    }

    /**
     * Wraps an executor: its tasks run under the request and the MDC of whoever submits them.
     *
     * @param executor the executor
     * @return the wrapped executor, which shuts the given one down with it
     */
    public static ExecutorService wrap(ExecutorService executor) {
        if (executor instanceof ScheduledExecutorService scheduled) {
            return wrap(scheduled);
        }
        return executor instanceof MdcExecutorService<?>
                ? executor
                : new MdcExecutorService<>(ContextExecutors.wrap(executor));
    }

    /**
     * Wraps an executor: its tasks run under the request and the MDC of whoever schedules them.
     *
     * @param executor the executor
     * @return the wrapped executor, which shuts the given one down with it
     */
    public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
        return executor instanceof MdcScheduledExecutorService
                ? executor
                : new MdcScheduledExecutorService(ContextExecutors.wrap(executor));
    }
}
