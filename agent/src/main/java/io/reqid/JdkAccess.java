package io.reqid;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What the agent reaches in the JDK beyond its public methods. Needs {@code java.lang.invoke} to be opened to this class
 * first.
 */
public final class JdkAccess {
    private static final MethodHandles.Lookup TRUSTED = trusted();

    /** {@code ThreadLocal.createMap}: gives a thread that has not started a first thread-local. */
    static final MethodHandle CREATE_MAP = createMap();

    /** {@code FutureTask.callable}. */
    static final VarHandle CALLABLE = variable(FutureTask.class, "callable", Callable.class);

    /** The field that the agent adds to {@code ForkJoinTask}; null where that class was loaded before the agent. */
    static final @Nullable VarHandle FORK_JOIN_CONTEXT = addedVariable(ForkJoinTask.class, "reqid$captured");

    private JdkAccess() {}

    private static MethodHandles.Lookup trusted() {
        try {
            Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
            trusted.setAccessible(true);
            return (MethodHandles.Lookup) trusted.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Defines a class in the package and the loader of another one.
     *
     * @param host the other class
     * @param classFile the class
     * @return the constructor of the class that takes two objects, all typed {@code Object}
     * @throws ReflectiveOperationException if the class has no such constructor
     */
    public static MethodHandle constructorOfHidden(Class<?> host, byte[] classFile)
            throws ReflectiveOperationException {
        MethodHandles.Lookup made = TRUSTED.in(host).defineHiddenClass(classFile, true);
        return made.findConstructor(made.lookupClass(), MethodType.methodType(void.class, Object.class, Object.class))
                .asType(MethodType.methodType(Object.class, Object.class, Object.class));
    }

    private static MethodHandle createMap() {
        try {
            return TRUSTED.findVirtual(
                    ThreadLocal.class, "createMap", MethodType.methodType(void.class, Thread.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static VarHandle variable(Class<?> owner, String name, Class<?> type) {
        try {
            return TRUSTED.in(owner).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static @Nullable VarHandle addedVariable(Class<?> owner, String name) {
        try {
            return TRUSTED.in(owner).findVarHandle(owner, name, Object.class);
        } catch (ReflectiveOperationException absent) {
            return null;
        }
    }
}
