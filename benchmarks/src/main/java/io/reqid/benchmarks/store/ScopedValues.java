package io.reqid.benchmarks.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * {@code java.lang.ScopedValue} of JDK 25, by handles, since this is compiled for 17. The handles are constants, which the
 * compiler sees through: a call costs what it costs in source code. Not to be touched on an older JDK.
 */
final class ScopedValues {
    /** The JDK that has them for good (JEP 506). */
    static final int SINCE = 25;

    private static final MethodHandle GET;
    private static final MethodHandle RUN_WHERE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> type = Class.forName("java.lang.ScopedValue");
            Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
            Object key = type.cast(type.getMethod("newInstance").invoke(null));
            GET = lookup.findVirtual(type, "get", MethodType.methodType(Object.class))
                    .bindTo(key);
            MethodHandle where = lookup.findStatic(type, "where", MethodType.methodType(carrier, type, Object.class))
                    .bindTo(key);
            MethodHandle run = lookup.findVirtual(carrier, "run", MethodType.methodType(void.class, Runnable.class));
            RUN_WHERE = MethodHandles.collectArguments(run, 0, where);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ScopedValues() {}

    static Object get() throws Throwable {
        return (Object) GET.invokeExact();
    }

    static void runWhere(Object value, Runnable body) throws Throwable {
        RUN_WHERE.invokeExact(value, body);
    }
}
