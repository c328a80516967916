package io.reqid.undertow;

/** Whether {@link RequestIdHandler} logs a line of its own for each request, under the logger {@code io.reqid.undertow.access}. */
public enum AccessLine {
    /** No line. The default. */
    OFF,
    /** One INFO line when the exchange is complete: method, path, status, bytes sent, duration. */
    END,
    /** An INFO line with method and path when the request arrives, and the line of {@link #END}. */
    START_END
}
