package io.reqid;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the agent reaches in the JDK beyond its public methods, once it has the {@linkplain TrustedLookup lookup} for it.
 */
public final class JdkAccess {
    private static final MethodHandles.Lookup TRUSTED = TrustedLookup.get();

    /** {@code ThreadLocal.createMap}: gives a thread that has not started a first thread-local. */
    static final MethodHandle CREATE_MAP = createMap();

    /** {@code FutureTask.callable}. */
    static final VarHandle CALLABLE = variable(FutureTask.class, "callable", Callable.class);

    /** The field that the agent adds to {@code ForkJoinTask}; null where that class was loaded before the agent. */
    static final @Nullable VarHandle FORK_JOIN_CONTEXT = addedVariable(ForkJoinTask.class, "reqid$captured");

    private static final Class<?> RUNNABLE_ADAPTER = nested(Executors.class, "RunnableAdapter");
    private static final VarHandle ADAPTED = variable(RUNNABLE_ADAPTER, "task", Runnable.class);
    private static final VarHandle RESULT = variable(CompletableFuture.class, "result", Object.class);
    private static final VarHandle WORK_QUEUE = variable(ThreadPoolExecutor.class, "workQueue", BlockingQueue.class);
    private static final Class<?> NODE = nested(LinkedBlockingQueue.class, "Node");
    private static final VarHandle HEAD = variable(LinkedBlockingQueue.class, "head", NODE);
    private static final VarHandle NEXT = variable(NODE, "next", NODE);
    private static final VarHandle ITEM = variable(NODE, "item", Object.class);
    private static final MethodHandle LOCK = method(LinkedBlockingQueue.class, "fullyLock");
    private static final MethodHandle UNLOCK = method(LinkedBlockingQueue.class, "fullyUnlock");

    private JdkAccess() {}

    /** {@return the queue of a pool, without the pool's learning that somebody asked} */
    static BlockingQueue<?> queue(ThreadPoolExecutor pool) {
        return (BlockingQueue<?>) WORK_QUEUE.get(pool);
    }

    /** {@return what a callable runs that {@code Executors.callable} has made} */
    static Runnable adaptedRunnable(Callable<?> adapter) {
        return (Runnable) ADAPTED.get(adapter);
    }

    /** {@return whether a future has completed, also one that refuses to say} */
    static boolean isCompleted(CompletableFuture<?> future) {
        return RESULT.getVolatile(future) != null;
    }

    /** Replaces the elements of a queue in their places, while nobody adds or takes any. */
    static void replaceAll(LinkedBlockingQueue<?> queue, UnaryOperator<Object> replacement) {
        try {
            LOCK.invoke(queue);
            try {
                for (Object node = NEXT.get(HEAD.get(queue)); node != null; node = NEXT.get(node)) {
                    ITEM.set(node, replacement.apply(ITEM.get(node)));
                }
            } finally {
                UNLOCK.invoke(queue);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    private static Class<?> nested(Class<?> owner, String name) {
        try {
            return Class.forName(owner.getName() + "$" + name);
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle method(Class<?> owner, String name) {
        try {
            return TRUSTED.findVirtual(owner, name, MethodType.methodType(void.class));
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
