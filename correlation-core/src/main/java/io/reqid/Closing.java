package io.reqid;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an executor as {@code ExecutorService.close()} does, which exists since Java 19. Some executors have one of
 * their own (that of the common pool does nothing), so ours must call theirs.
 */
final class Closing {
    private static final @Nullable MethodHandle CLOSE = find();
    private static final long ONE_DAY = 1;

    private Closing() {}

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(ExecutorService.class, "close", MethodType.methodType(void.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    static void close(ExecutorService executor) {
        if (CLOSE == null) {
            shutdownAndWait(executor);
            return;
        }
        try {
            CLOSE.invokeExact(executor);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("ExecutorService.close() declares no checked exception", e);
        }
    }

    private static void shutdownAndWait(ExecutorService executor) {
        executor.shutdown();
        boolean interrupted = false;
        while (!executor.isTerminated()) {
            try {
                executor.awaitTermination(ONE_DAY, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                executor.shutdownNow();
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
