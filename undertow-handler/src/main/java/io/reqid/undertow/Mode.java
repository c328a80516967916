package io.reqid.undertow;

/** How {@link RequestIdHandler} runs the handler behind it. */
public enum Mode {
    /**
     * The handler behind runs in a dispatch of its own on the same thread, so that everything that Undertow does after it
     * has returned, such as submitting dispatched tasks, logging a failure and ending the exchange, runs under the id too.
     * The default.
     */
    DISPATCH,
    /**
     * The handler behind is called directly. What Undertow does on this thread after the handler has returned runs without
     * the id; dispatched tasks and late channel listeners have it. For chains that look at the exchange after the handler
     * has returned: the predicate language with {@code restart}, and mock connections.
     */
    NESTED
}
