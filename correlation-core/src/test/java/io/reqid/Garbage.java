package io.reqid;

import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.time.Duration;

/** Waits for the collector. */
final class Garbage {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Garbage() {}

    static void awaitCollectionOf(Reference<?> reference) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            System.gc();
            return reference.refersTo(null);
        });
    }
}
