package io.reqid.demo;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where mail is sent: a virtual thread for each on Java 21 and later, a pool before. */
final class MailThreads {
    private MailThreads() {}

    static ExecutorService create() {
        try {
            MethodHandle virtual = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) virtual.invokeExact();
        } catch (NoSuchMethodException e) {
            return Executors.newCachedThreadPool(body -> new Thread(body, "mail"));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("virtual threads are there but cannot be used", e);
        }
    }
}
