package io.reqid;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** What the agent reaches in the JDK beyond its public methods. Needs the packages to be opened to this class first. */
final class JdkAccess {
    /** {@code ThreadLocal.createMap}: gives a thread that has not started a first thread-local. */
    static final MethodHandle CREATE_MAP = createMap();

    /** {@code FutureTask.callable}. */
    static final VarHandle CALLABLE = variable(FutureTask.class, "callable", Callable.class);

    /** The field that the agent adds to {@code ForkJoinTask}; null where that class was loaded before the agent. */
    static final @Nullable VarHandle FORK_JOIN_CONTEXT = addedVariable(ForkJoinTask.class, "reqid$captured");

    private JdkAccess() {}

    private static MethodHandle createMap() {
        try {
            return lookup(ThreadLocal.class)
                    .findVirtual(
                            ThreadLocal.class,
                            "createMap",
                            MethodType.methodType(void.class, Thread.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static VarHandle variable(Class<?> owner, String name, Class<?> type) {
        try {
            return lookup(owner).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static @Nullable VarHandle addedVariable(Class<?> owner, String name) {
        try {
            return lookup(owner).findVarHandle(owner, name, Object.class);
        } catch (ReflectiveOperationException absent) {
            return null;
        }
    }

    private static MethodHandles.Lookup lookup(Class<?> owner) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
    }
}
