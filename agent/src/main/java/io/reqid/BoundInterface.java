package io.reqid;

import org.jspecify.annotations.Nullable;

/**
 * The superclass of the classes that are made while the application runs, one for each interface of a library that the
 * agent must bind: every method runs under the captured context. Not for applications.
 */
public abstract class BoundInterface {
    private final @Nullable Object captured;
    private final Object target;

    /**
     * Called by the classes that are made.
     *
     * @param captured what to run under
     * @param target what to call
     */
    protected BoundInterface(@Nullable Object captured, Object target) {
        this.captured = captured;
        this.target = target;
    }

    /** {@return what the methods run under} */
    final @Nullable Object captured() {
        return captured;
    }

    /** {@return what is called} */
    protected final Object target() {
        return target;
    }

    /** {@return what to give to {@link Carrier#exit}} */
    protected final int enter() {
        return Carrier.enter(captured);
    }

    /**
     * {@return what a method returned or passes on, bound to the same context}
     *
     * @param result what the method returned or passes on; may be null
     * @param type the interface that it is to have
     */
    protected final @Nullable Object bound(@Nullable Object result, Class<?> type) {
        return result == null ? null : Interfaces.bind(captured, result, type);
    }

    /** {@return what a bound object stands for, or the object itself} */
    static @Nullable Object unwrap(@Nullable Object object) {
        return object instanceof BoundInterface bound ? bound.target : object;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other || target.equals(unwrap(other));
    }

    @Override
    public final int hashCode() {
        return target.hashCode();
    }

    @Override
    public final String toString() {
        return target.toString();
    }
}
