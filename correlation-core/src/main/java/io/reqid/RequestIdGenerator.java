package io.reqid;

/** Makes the ids of requests that bring none of their own. Implementations are thread-safe, quick, and never block. */
@FunctionalInterface
public interface RequestIdGenerator {
    /** {@return an id that no other request has} */
    RequestId next();
}
