package io.reqid;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * What the agent reaches in the JDK beyond its public methods. Fields are read and written at their offsets: handles for
 * them cost a start more, and what the JDK loads to make one must not be loaded in the midst of a rewritten method. The
 * offsets are found when they are first needed, so that no class of the JDK is loaded for their sake; that a field is absent is found
 * then too, and must not reach the application.
 */
public final class JdkAccess {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    static final long ABSENT = -1;

    private static @Nullable BiConsumer<Object, Object> planter;

    private JdkAccess() {}

    /** The field that the agent adds to {@code ForkJoinTask}; absent where that class was loaded before the agent. */
    private static final class ForkJoin {
        static final long CONTEXT = field(ForkJoinTask.class, "reqid$captured");

        private ForkJoin() {}
    }

    /** What the stages of a future wait as. */
    private static final class Completions {
        static final Class<?> TYPE = nested("java.util.concurrent.CompletableFuture", "Completion");

        private Completions() {}
    }

    /** {@return whether fork/join tasks have a field for what they carry} */
    static boolean isCarriedByTasks() {
        return ForkJoin.CONTEXT != ABSENT;
    }

    /** {@return what a fork/join task carries, read before whatever is read afterwards} */
    static @Nullable Object carried(Object task) {
        return UNSAFE.getReferenceAcquire(task, ForkJoin.CONTEXT);
    }

    static void carry(ForkJoinTask<?> task, @Nullable Object captured) {
        UNSAFE.putReference(task, ForkJoin.CONTEXT, captured);
    }

    /** Has a fork/join task carry nothing, after whatever has been written to it. */
    static void carryNothing(ForkJoinTask<?> task) {
        UNSAFE.putReferenceRelease(task, ForkJoin.CONTEXT, null);
    }

    /** {@return whether a task is a stage of a future that waits, or that an executor was given} */
    static boolean isCompletion(Object task) {
        return FirstUse.hasBeenOfFutures() && Completions.TYPE.isInstance(task);
    }

    /** Where a future has its result. */
    private static final class Results {
        static final long RESULT = field(CompletableFuture.class, "result");

        private Results() {}
    }

    /** {@return whether a future has completed, also one that refuses to say} */
    static boolean isCompleted(CompletableFuture<?> future) {
        return Results.RESULT == ABSENT ? future.isDone() : UNSAFE.getReferenceVolatile(future, Results.RESULT) != null;
    }

    /** Where a future task has what it calls. */
    private static final class Callables {
        static final long CALLABLE = field(FutureTask.class, "callable");

        private Callables() {}
    }

    /** {@return what a future task calls, if it has not run} */
    static @Nullable Callable<?> callable(FutureTask<?> task) {
        return Callables.CALLABLE == ABSENT ? null : (Callable<?>) UNSAFE.getReference(task, Callables.CALLABLE);
    }

    /** Where a callable that {@code Executors.callable} has made has what it runs. */
    private static final class Adapters {
        static final long TASK = field(nested("java.util.concurrent.Executors", "RunnableAdapter"), "task");

        private Adapters() {}
    }

    /** {@return whether {@code Executors.callable} has made a callable} */
    static boolean isAdapter(Object callable) {
        Class<?> type = callable.getClass();
        return type.getClassLoader() == null && type.getName().equals("java.util.concurrent.Executors$RunnableAdapter");
    }

    /** {@return what a callable runs that {@code Executors.callable} has made} */
    static @Nullable Runnable adaptedRunnable(Callable<?> adapter) {
        return Adapters.TASK == ABSENT ? null : (Runnable) UNSAFE.getReference(adapter, Adapters.TASK);
    }

    /** Where a pool has its queue. */
    private static final class PoolQueues {
        static final long QUEUE = field(ThreadPoolExecutor.class, "workQueue");

        private PoolQueues() {}
    }

    /** {@return the queue of a pool, without the pool's learning that somebody asked; an empty one if it has none} */
    static BlockingQueue<?> queue(ThreadPoolExecutor pool) {
        return PoolQueues.QUEUE == ABSENT
                ? new LinkedBlockingQueue<>(1)
                : (BlockingQueue<?>) UNSAFE.getReference(pool, PoolQueues.QUEUE);
    }

    /** Where a queue has its locks and its elements. */
    private static final class LinkedNodes {
        static final long PUT_LOCK = field(LinkedBlockingQueue.class, "putLock");
        static final long TAKE_LOCK = field(LinkedBlockingQueue.class, "takeLock");
        static final long HEAD = field(LinkedBlockingQueue.class, "head");
        static final Class<?> NODE = nested(LinkedBlockingQueue.class.getName(), "Node");
        static final long NEXT = field(NODE, "next");
        static final long ITEM = field(NODE, "item");
        static final boolean KNOWN =
                Math.min(Math.min(PUT_LOCK, TAKE_LOCK), Math.min(HEAD, Math.min(NEXT, ITEM))) != ABSENT;

        private LinkedNodes() {}
    }

    /** Replaces the elements of a queue in their places, while nobody adds or takes any. */
    static void replaceAll(LinkedBlockingQueue<?> queue, UnaryOperator<Object> replacement) {
        if (!LinkedNodes.KNOWN) {
            return;
        }
        ReentrantLock putLock = (ReentrantLock) UNSAFE.getReference(queue, LinkedNodes.PUT_LOCK);
        ReentrantLock takeLock = (ReentrantLock) UNSAFE.getReference(queue, LinkedNodes.TAKE_LOCK);
        putLock.lock(); // in the queue's own order
        takeLock.lock();
        try {
            Object node = UNSAFE.getReference(queue, LinkedNodes.HEAD);
            for (node = next(node); node != null; node = next(node)) {
                Object item = UNSAFE.getReference(node, LinkedNodes.ITEM);
                UNSAFE.putReference(node, LinkedNodes.ITEM, replacement.apply(item));
            }
        } finally {
            takeLock.unlock();
            putLock.unlock();
        }
    }

    private static @Nullable Object next(Object node) {
        return UNSAFE.getReference(node, LinkedNodes.NEXT);
    }

    /**
     * Takes the class that gives threads their cell: of {@code java.lang}, so that it may call
     * {@code ThreadLocal.createMap}. The field {@code local} of its one object is set; it takes a thread and a value.
     *
     * @param classFile the class
     * @throws InstantiationException if the class is abstract
     */
    @SuppressWarnings("unchecked")
    public static void plantWith(byte[] classFile) throws InstantiationException {
        Class<?> type = UNSAFE.defineClass(null, classFile, 0, classFile.length, null, null);
        Object made = UNSAFE.allocateInstance(type);
        UNSAFE.putReference(made, field(type, "local"), Cell.threadLocal());
        planter = (BiConsumer<Object, Object>) made;
    }

    /** Gives a thread that has not started its first thread-local. */
    static void plant(Thread child, Object cell) {
        BiConsumer<Object, Object> ready = planter;
        if (ready != null) {
            ready.accept(child, cell);
        }
    }

    /** The JDK's own lookup. */
    private static final class Trusted {
        static final MethodHandles.Lookup LOOKUP = lookup();

        private Trusted() {}

        private static MethodHandles.Lookup lookup() {
            try {
                Field field = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
                return (MethodHandles.Lookup)
                        UNSAFE.getReference(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field));
            } catch (NoSuchFieldException e) {
                throw new ExceptionInInitializerError(e);
            }
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
        MethodHandles.Lookup made = Trusted.LOOKUP.in(host).defineHiddenClass(classFile, true);
        return made.findConstructor(made.lookupClass(), MethodType.methodType(void.class, Object.class, Object.class))
                .asType(MethodType.methodType(Object.class, Object.class, Object.class));
    }

    private static Class<?> nested(String owner, String name) {
        try {
            return Class.forName(owner + "$" + name, false, null);
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@return where a field lies; {@link #ABSENT} on a JDK that has none of the name} */
    static long field(Class<?> owner, String name) {
        try {
            return UNSAFE.objectFieldOffset(owner, name);
        } catch (InternalError absent) {
            return ABSENT;
        }
    }
}
