package io.reqid.undertow;

/** Whether {@link RequestIdHandler} reads the W3C {@code traceparent} header. */
public enum Traceparent {
    /** The header is not read. The default. */
    OFF,
    /**
     * The trace id of a well-formed header is the inbound id, before any of the accepted headers. Whether it is believed is
     * decided by {@link Inbound}, as for any other header.
     */
    USE_TRACE_ID
}
