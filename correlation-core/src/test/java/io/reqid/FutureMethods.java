package io.reqid;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The methods of this JDK's futures that take a function, and how to call them without knowing them. */
final class FutureMethods {
    private FutureMethods() {}

    /** {@return every instance method of CompletableFuture and CompletionStage that takes a function} */
    static List<Method> takingFunctions() {
        return Stream.<Class<?>>of(CompletableFuture.class, CompletionStage.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> Arrays.stream(method.getParameterTypes()).anyMatch(FutureMethods::isFunction))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    static boolean isFunction(Class<?> type) {
        return type.getName().startsWith("java.util.function.") || type == Runnable.class;
    }

    /** {@return whether the function of a method is called only if the future has failed} */
    static boolean isForFailures(Method method) {
        return method.getName().startsWith("exceptionally");
    }

    /** {@return whether the function of a method is called whether or not the future has failed} */
    static boolean isForBoth(Method method) {
        return method.getName().startsWith("handle")
                || method.getName().startsWith("whenComplete")
                || method.getName().startsWith("completeAsync");
    }

    /** Calls a method of a future with a function that runs a task, and with whatever else the method asks for. */
    static Object call(Method method, CompletableFuture<Object> future, Runnable task, Executor executor)
            throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> argument(method, type, task, executor))
                .toArray();
        try {
            return CompletableFuture.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(future, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Object argument(Method method, Class<?> type, Runnable task, Executor executor) {
        if (type == Executor.class) {
            return executor;
        }
        if (type == CompletionStage.class) {
            // what waits for either must wait for the future under test
            return method.getName().contains("Either")
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedFuture("other");
        }
        if (isFunction(type)) {
            return function(type, task, method.getName().contains("ompose") ? FutureMethods::stage : () -> "result");
        }
        throw new AssertionError("no argument known for " + type + " of " + method);
    }

    private static CompletionStage<Object> stage() {
        return CompletableFuture.completedFuture("result");
    }

    private static Object function(Class<?> type, Runnable task, Supplier<?> result) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (!Modifier.isAbstract(called.getModifiers())) {
                throw new AssertionError("unexpected call of " + called);
            }
            task.run();
            return called.getReturnType() == void.class ? null : result.get();
        });
    }
}
