package io.reqid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries: its id, when it began, and attributes. One small object per request, thread-safe, which the
 * entry of the request (the Undertow handler, say) makes, binds to {@link #CURRENT} and ends.
 *
 * <p>After {@link #end} the id stays readable, so that a line that comes late still says whose it is; the attributes are
 * gone, so that such a straggler keeps nothing else in memory.
 */
public final class RequestContext {
    /** The request that this thread works for; unbound outside any request. */
    public static final AsyncLocal<RequestContext> CURRENT = AsyncLocal.named("request");

    private static final Object[] NO_ATTRIBUTES = {};

    /** The attributes of a request that has ended: one element, where those of another are pairs. */
    private static final Object[] ENDED = {"ended"};

    private static final VarHandle ATTRIBUTES = attributesHandle();

    private final RequestId id;
    private final @Nullable RequestId parentId;
    private final long beganNanos = System.nanoTime();

    /** Pairs of key and value; null until the first one is set, since to write a volatile field costs a memory fence. */
    private volatile Object @Nullable [] attributes;

    private RequestContext(RequestId id, @Nullable RequestId parentId) {
        this.id = Objects.requireNonNull(id, "id");
        this.parentId = parentId;
    }

    private static VarHandle attributesHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(RequestContext.class, "attributes", Object[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@return the request that this thread works for, or null outside a request} */
    public static @Nullable RequestContext current() {
        return CURRENT.get();
    }

    /** {@return the id of the request that this thread works for, or null outside a request} */
    public static @Nullable String currentId() {
        RequestContext current = CURRENT.get();
        return current == null ? null : current.id.value();
    }

    /**
     * Makes the context of a request that begins now, and does not bind it.
     *
     * @param id the id of the request
     * @return the context, to be bound to {@link #CURRENT} and ended
     */
    public static RequestContext begin(RequestId id) {
        return new RequestContext(id, null);
    }

    /**
     * Makes the context of a request that begins now and was caused by another one, and does not bind it.
     *
     * @param id the id of the request
     * @param parentId the id of the request that caused it; null if there is none
     * @return the context, to be bound to {@link #CURRENT} and ended
     */
    public static RequestContext begin(RequestId id, @Nullable RequestId parentId) {
        return new RequestContext(id, parentId);
    }

    /**
     * Begins a request and makes it current on this thread: for jobs, message consumers and tests.
     *
     * @param id the id of the request
     * @return the scope to close, on this thread, which ends the request
     */
    public static Scope bind(RequestId id) {
        RequestContext request = begin(id);
        Scope scope = CURRENT.bind(request);
        return () -> {
            request.end();
            scope.close();
        };
    }

    /**
     * Runs a body as a request of its own, which ends with it.
     *
     * @param id the id of the request
     * @param body what to run
     */
    public static void run(RequestId id, Runnable body) {
        RequestContext request = begin(id);
        try {
            CURRENT.run(request, body);
        } finally {
            request.end();
        }
    }

    /**
     * Runs a body as a request of its own, which ends with it.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exception that the body may throw
     * @param id the id of the request
     * @param body what to run
     * @return the body's result
     * @throws X if the body throws it
     */
    public static <R, X extends Throwable> R call(RequestId id, ThrowingSupplier<R, X> body) throws X {
        RequestContext request = begin(id);
        try {
            return CURRENT.call(request, body);
        } finally {
            request.end();
        }
    }

    /** {@return the id of this request} */
    public RequestId id() {
        return id;
    }

    /** {@return the id of the request that caused this one, if there is one} */
    public Optional<RequestId> parentId() {
        return Optional.ofNullable(parentId);
    }

    /** {@return how long ago this request began, by the clock that never steps; still counting after the end} */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /**
     * {@return the value of an attribute, or null if it was never set or the request has ended}
     *
     * @param <T> the type of the value
     * @param key the key of the attribute
     */
    public <T> @Nullable T get(Attribute<T> key) {
        Objects.requireNonNull(key, "key");
        Object[] pairs = attributes;
        if (pairs == null) {
            return null;
        }
        int index = indexOf(pairs, key);
        return index < 0 ? null : value(pairs, index);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the key at the index has that type
    private static <T> T value(Object[] pairs, int index) {
        return (T) pairs[index + 1];
    }

    /**
     * Sets an attribute, in place of its earlier value. Ignored once the request has ended.
     *
     * @param <T> the type of the value
     * @param key the key of the attribute
     * @param value the value, not null
     */
    public <T> void set(Attribute<T> key, T value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Object[] pairs = attributes;
        while (!isEnd(pairs)
                && !ATTRIBUTES.compareAndSet(this, pairs, with(pairs == null ? NO_ATTRIBUTES : pairs, key, value))) {
            pairs = attributes;
        }
    }

    private static Object[] with(Object[] pairs, Attribute<?> key, Object value) {
        int known = indexOf(pairs, key);
        Object[] changed = Arrays.copyOf(pairs, known < 0 ? pairs.length + 2 : pairs.length);
        int index = known < 0 ? pairs.length : known;
        changed[index] = key;
        changed[index + 1] = value;
        return changed;
    }

    private static int indexOf(Object[] pairs, Attribute<?> key) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == key) {
                return i;
            }
        }
        return -1;
    }

    /** Ends this request and drops its attributes. Ending twice does nothing. */
    public void end() {
        if (!ended()) {
            ATTRIBUTES.setRelease(this, ENDED); // whoever is told of the end sees it, and no fence is paid for
        }
    }

    /** {@return whether this request has ended} */
    public boolean ended() {
        return isEnd(attributes);
    }

    private static boolean isEnd(Object @Nullable [] pairs) {
        return pairs != null && pairs.length == 1;
    }

    /**
     * Tells whether this request is over, and was found so before, at least so many nanoseconds ago. The end itself
     * reads no clock: the time counts from the first question after it.
     */
    boolean endedFor(long nanos) {
        Object[] end = attributes;
        if (end == null || !isEnd(end) || nanos <= 0) {
            return isEnd(end);
        }
        if (end[0] instanceof Long noticedNanos) {
            return System.nanoTime() - noticedNanos >= nanos;
        }
        attributes = new Object[] {System.nanoTime()};
        return false;
    }

    /** {@return the id, for a person to read} */
    @Override
    public String toString() {
        return "RequestContext[" + id.value() + "]";
    }
}
