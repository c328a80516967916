package io.reqid;

/**
 * A binding that lasts until it is closed. Meant for try-with-resources:
 *
 * <pre>{@code
 * try (Scope tenant = TENANT.bind("acme")) {
 *     serve(order);
 * }
 * }</pre>
 *
 * <p>A scope belongs to the thread that opened it and is not thread-safe.
 */
public interface Scope extends AutoCloseable {
    /**
     * Makes current again exactly what was current when this scope was opened. Closing twice does nothing.
     *
     * <p>Closing a scope before one that was opened inside it closes that one too. Closing on another thread leaves the
     * context of the closing thread alone, and takes the binding off the opening thread unless that thread has bound
     * something else since. Both are mistakes: each kind is reported once per process on {@link System#err}.
     *
     * @throws IllegalStateException if the scope is closed out of order or on another thread and the system property
     *     {@code reqid.strict} is {@code true}; its cause shows where the scope was opened
     */
    @Override
    void close();
}
