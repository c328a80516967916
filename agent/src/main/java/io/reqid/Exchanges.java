package io.reqid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What rewritten methods of Undertow and XNIO call. Not for applications. What belongs to an exchange runs under what is
 * <em>known</em> of the exchange, whichever thread works for it: nothing, that it has begun, or its context. Undertow keeps
 * that for us, as an attachment of the exchange, so that a request costs no table and no weak reference.
 */
public final class Exchanges {
    /** What is known of an exchange that has no context yet: its next handlers run under the empty one. */
    private static final Object BEGUN = "begun";

    private static final String UNDERTOW = "io.undertow.";
    private static final String XNIO = "org.xnio.";
    private static final String OUR_HANDLER = "io.reqid.undertow.";

    /** Where the tasks of Undertow's own live that belong to no request, or to one that they enter themselves. */
    private static final String[] OWN_TASKS = {
        "server.", "protocols.", "client.", "conduits.", "channels.", "util.", "security.", "websockets.core."
    };

    /** Where the listeners of Undertow's own live that belong to a connection, or only call another listener. */
    private static final String[] OWN_LISTENERS = {
        "server.protocol.", "server.session.", "protocols.", "client.", "conduits.", "channels."
    };

    private static final ClassValue<Object> KEYS = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> exchangeType) {
            return newKey(exchangeType);
        }
    };

    private static volatile @Nullable CachedKey lastKey;

    private Exchanges() {}

    private record CachedKey(Class<?> exchangeType, Object key) {}

    /**
     * {@return the key of the attachment, one for each copy of Undertow}
     *
     * @param exchange the exchange
     */
    public static Object key(Object exchange) {
        CachedKey cached = lastKey;
        if (cached == null || cached.exchangeType != exchange.getClass()) {
            cached = new CachedKey(exchange.getClass(), KEYS.get(exchange.getClass()));
            lastKey = cached;
        }
        return cached.key;
    }

    private static Object newKey(Class<?> exchangeType) {
        try {
            Class<?> key = Class.forName("io.undertow.util.AttachmentKey", false, exchangeType.getClassLoader());
            return MethodHandles.publicLookup()
                    .findStatic(key, "create", MethodType.methodType(key, Class.class))
                    .invoke(Object.class);
        } catch (
                Throwable failure) { // the method is older than the exchange; without it Undertow itself does not start
            throw new LinkageError("no attachments in this Undertow", failure);
        }
    }

    /**
     * {@return what is to be known of an exchange whose handler is about to be called}
     *
     * @param known what is known so far; null if no handler has been called
     */
    public static Object calling(@Nullable Object known) {
        if (known == null) {
            return BEGUN;
        }
        Snapshot current = Cell.frame(Cell.current());
        if (known instanceof Snapshot context) {
            return nearest(context, current);
        }
        return current == null ? known : current;
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A handler of an exchange is called.
     *
     * @param known what is known of the exchange
     */
    public static int enterCall(Object known) {
        return Carrier.enter(known instanceof Snapshot ? known : null);
    }

    /**
     * {@return what to give to {@link Carrier#exit}} An exchange ends, on any thread.
     *
     * @param known what is known of the exchange; null if no handler has been called
     */
    public static int enterEnd(@Nullable Object known) {
        return known instanceof Snapshot context
                ? Carrier.enter(nearest(context, Cell.frame(Cell.current())))
                : Carrier.enterCurrent();
    }

    /**
     * {@return the task that an exchange dispatches, bound to the exchange} Who dispatches it may work for another one: a
     * request limiter resumes an exchange where another one ends.
     *
     * @param task what it was; may be null
     * @param known what is known of the exchange; null if no handler has been called
     * @param inCall whether a handler of the exchange is being called, so that this thread works for it
     */
    public static @Nullable Runnable dispatched(@Nullable Runnable task, @Nullable Object known, boolean inCall) {
        if (task == null || bindsItself(task)) {
            return task;
        }
        Snapshot current = Cell.frame(Cell.current());
        Snapshot context = inCall ? current : null;
        if (known instanceof Snapshot own) {
            context = nearest(own, current);
        }
        if (context == null && current == null) {
            return task;
        }
        AsyncResource resource = AsyncGraph.register("HttpServerExchange.dispatch", context);
        return new Bound.Command(resource == null ? context : resource, task);
    }

    /** {@return what is current, if it is the exchange's context with more in it; else the exchange's context} */
    private static Snapshot nearest(Snapshot context, @Nullable Snapshot current) {
        return current != null && RequestContext.CURRENT.in(current) == RequestContext.CURRENT.in(context)
                ? current
                : context;
    }

    /**
     * {@return what an XNIO worker or IO thread runs}
     *
     * @param task what it was to run; may be null
     */
    public static @Nullable Runnable task(@Nullable Runnable task) {
        return task == null || isOwnTask(task) ? task : Binder.task(task);
    }

    /**
     * {@return what an IO thread runs at a later time}
     *
     * @param task what it was to run; may be null
     */
    public static @Nullable Runnable timer(@Nullable Runnable task) {
        return task == null || isOwnTask(task) || bindsItself(task)
                ? task
                : new Bound.Command(Carrier.captureTimer("XnioExecutor.executeAfter"), task);
    }

    /**
     * {@return what an IO thread runs again and again}
     *
     * @param task what it was to run; may be null
     */
    public static @Nullable Runnable periodicTask(@Nullable Runnable task) {
        return task == null || isOwnTask(task) || bindsItself(task)
                ? task
                : new Bound.PeriodicTask(Carrier.capturePeriodic("XnioExecutor.executeAtInterval"), task);
    }

    private static boolean bindsItself(Runnable task) {
        return Interfaces.isBound(task) || task instanceof FutureTask || task instanceof ForkJoinTask;
    }

    /**
     * {@return a listener or callback that runs under what is current now}
     *
     * @param listener the listener; may be null
     * @param type the interface that it is called by
     */
    public static @Nullable Object listener(@Nullable Object listener, Class<?> type) {
        if (listener == null || Interfaces.isBound(listener)) {
            return listener;
        }
        String name = listener.getClass().getName();
        if (isUndertows(name) ? isOwnListener(name) : isOurHandlers(name)) {
            return listener;
        }
        return Interfaces.bind(Carrier.capture(type.getSimpleName()), listener, type);
    }

    /**
     * {@return a callback of a client's exchange, which also Undertow's own proxy needs under what is current now}
     *
     * @param callback the callback; may be null
     * @param type the interface that it is called by
     */
    public static @Nullable Object callback(@Nullable Object callback, Class<?> type) {
        if (callback == null
                || Interfaces.isBound(callback)
                || isOurHandlers(callback.getClass().getName())) {
            return callback;
        }
        return Interfaces.bind(Carrier.capture(type.getSimpleName()), callback, type);
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A listener is called; what it throws is logged under its context too.
     *
     * @param listener the listener; may be null
     */
    public static int enterListener(@Nullable Object listener) {
        return listener instanceof BoundInterface bound ? bound.enter() : Carrier.enterCurrent();
    }

    /** {@return what to give to {@link Carrier#exit}} A connection reads what comes next, for whichever request it is. */
    public static int enterConnection() {
        return Carrier.enter(null);
    }

    private static boolean isUndertows(String name) {
        return name.startsWith(UNDERTOW) || name.startsWith(XNIO);
    }

    private static boolean isOwnTask(Runnable task) {
        String name = task.getClass().getName();
        return name.startsWith(XNIO) || (name.startsWith(UNDERTOW) && isIn(OWN_TASKS, name));
    }

    /** Outside a request the rest of them needs nothing either: it is called where nothing is current. */
    private static boolean isOwnListener(String name) {
        boolean own = name.startsWith(UNDERTOW)
                ? isIn(OWN_LISTENERS, name)
                : !name.startsWith("ChannelListeners", XNIO.length());
        return own || Cell.frame(Cell.current()) == null;
    }

    private static boolean isIn(String[] packages, String name) {
        for (String each : packages) {
            if (name.startsWith(each, UNDERTOW.length())) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether a listener is one of our handler's, which binds, and looks for itself where it was set} */
    private static boolean isOurHandlers(String name) {
        return name.startsWith(OUR_HANDLER)
                && name.startsWith("Bound", name.lastIndexOf(name.indexOf('$') < 0 ? '.' : '$') + 1);
    }
}
