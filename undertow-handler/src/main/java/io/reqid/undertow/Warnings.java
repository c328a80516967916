package io.reqid.undertow;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** The one warning that a handler gives for each kind of fault of what it was configured with. Thread-safe. */
final class Warnings {
    static final Logger LOG = Logger.getLogger("io.reqid.undertow");

    private final AtomicBoolean generatorFailed = new AtomicBoolean();
    private final AtomicBoolean trustFailed = new AtomicBoolean();

    void generatorFailed(Throwable cause) {
        if (generatorFailed.compareAndSet(false, true)) {
            LOG.warn(
                    "The request id generator failed; requests go on without an id. Further failures are not logged.",
                    cause);
        }
    }

    void trustFailed(Throwable cause) {
        if (trustFailed.compareAndSet(false, true)) {
            LOG.warn(
                    "The predicate of Inbound.trusted failed; no inbound id is taken. Further failures are not logged.",
                    cause);
        }
    }
}
