package io.reqid;

import java.lang.invoke.MethodHandle;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What rewritten methods of libraries put in the place of a listener that they are given. Not for applications. */
public final class Interfaces {
    private static volatile @Nullable BiFunction<Class<?>, Class<?>, @Nullable MethodHandle> maker;

    private static final ClassValue<@Nullable MethodHandle> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected @Nullable MethodHandle computeValue(Class<?> type) {
            BiFunction<Class<?>, Class<?>, @Nullable MethodHandle> known = maker;
            return known == null ? null : known.apply(type, BoundInterface.class);
        }
    };

    private Interfaces() {}

    /**
     * Says who makes the classes.
     *
     * @param newMaker takes an interface and {@link BoundInterface}; returns a constructor that takes a captured context
     *     and a target, all typed {@code Object}; or null if it could not make the class, and has said so
     */
    public static void makeWith(BiFunction<Class<?>, Class<?>, @Nullable MethodHandle> newMaker) {
        maker = newMaker;
    }

    /**
     * {@return a listener that runs under what is current now, or the listener itself if that cannot be had}
     *
     * @param listener the listener; may be null
     * @param type the interface that the listener is called by
     */
    public static @Nullable Object bind(@Nullable Object listener, Class<?> type) {
        if (listener == null || isBound(listener)) {
            return listener;
        }
        return bind(Carrier.capture(type.getSimpleName()), listener, type);
    }

    static boolean isBound(Object listener) {
        return listener instanceof BoundInterface || listener instanceof Bound || listener instanceof Work;
    }

    static Object bind(@Nullable Object captured, Object listener, Class<?> type) {
        MethodHandle constructor = CONSTRUCTORS.get(narrowest(listener.getClass(), type));
        if (constructor == null) {
            return listener;
        }
        try {
            return (Object) constructor.invokeExact(captured, listener);
        } catch (Throwable failure) { // the class is ours and only stores; whatever it is, the listener must be called
            return listener;
        }
    }

    /** {@return the interface itself, or one of its own project's that extends it and that the listener has} */
    private static Class<?> narrowest(Class<?> listener, Class<?> type) {
        boolean named = type.getModule().isNamed();
        for (Class<?> level = named ? listener : null; level != null; level = level.getSuperclass()) {
            for (Class<?> candidate : level.getInterfaces()) {
                if (type.isAssignableFrom(candidate) && candidate.getModule() == type.getModule()) {
                    return candidate;
                }
            }
        }
        return type;
    }
}
