package io.reqid.search.event;

/** How grave an event is, mildest first: Logback's levels. */
public enum Severity {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
}
