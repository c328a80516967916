package io.reqid.agent.tests.matrix;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** What JDK 21 and 25 have and 17 has not, called by reflection. */
final class Loom {
    private static final int FEATURE = Runtime.version().feature();
    private static final int VIRTUAL_THREADS = 21;
    private static final int SCOPE_OPEN = 25;

    private Loom() {}

    static boolean isPresent() {
        return FEATURE >= VIRTUAL_THREADS;
    }

    /** {@return whether structured concurrency is there, in its form of JDK 25, and enabled} */
    static boolean hasScopes() {
        if (FEATURE < SCOPE_OPEN) {
            return false;
        }
        try (AutoCloseable scope = (AutoCloseable) call(scopeClass(), "open", null)) {
            return scope != null;
        } catch (Exception | LinkageError e) {
            return false;
        }
    }

    static Object virtual() throws Exception {
        return call(Thread.class, "ofVirtual", null);
    }

    static Object platform() throws Exception {
        return call(Thread.class, "ofPlatform", null);
    }

    static Thread start(Object builder, Runnable work) throws Exception {
        return (Thread) call(builderClass(), "start", builder, work);
    }

    static Thread unstarted(Object builder, Runnable work) throws Exception {
        return (Thread) call(builderClass(), "unstarted", builder, work);
    }

    static Object notInheriting(Object builder) throws Exception {
        return call(builderClass(), "inheritInheritableThreadLocals", builder, false);
    }

    static ThreadFactory factory(Object builder) throws Exception {
        return (ThreadFactory) call(builderClass(), "factory", builder);
    }

    static Thread startVirtualThread(Runnable work) throws Exception {
        return (Thread) call(Thread.class, "startVirtualThread", null, work);
    }

    static ExecutorService virtualExecutor() throws Exception {
        return (ExecutorService) call(Executors.class, "newVirtualThreadPerTaskExecutor", null);
    }

    static ExecutorService perTaskExecutor(ThreadFactory factory) throws Exception {
        return (ExecutorService) call(Executors.class, "newThreadPerTaskExecutor", null, factory);
    }

    /** Opens a scope, forks work in it and joins it. */
    static void inScope(Object... works) throws Exception {
        try (AutoCloseable scope = (AutoCloseable) call(scopeClass(), "open", null)) {
            for (Object work : works) {
                call(scopeClass(), "fork", scope, work);
            }
            call(scopeClass(), "join", scope);
        }
    }

    /** Calls the public method of a type with that name which takes these arguments. */
    static Object call(Class<?> type, String name, Object target, Object... arguments) throws Exception {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
                return invoke(method, target, arguments);
            }
        }
        throw new NoSuchMethodException(type + "." + name);
    }

    private static Object invoke(Method method, Object target, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static boolean takes(Class<?>[] types, Object... arguments) {
        boolean fits = types.length == arguments.length;
        for (int i = 0; fits && i < types.length; i++) {
            fits = types[i] == boolean.class ? arguments[i] instanceof Boolean : types[i].isInstance(arguments[i]);
        }
        return fits;
    }

    private static Class<?> builderClass() throws ClassNotFoundException {
        return Class.forName("java.lang.Thread$Builder");
    }

    private static Class<?> scopeClass() throws ClassNotFoundException {
        return Class.forName("java.util.concurrent.StructuredTaskScope");
    }
}
