package io.reqid.search.event;

/** What a place in a line says of its event. */
enum Field {
    /** Nothing that an event has. */
    NONE,
    TIME,
    EPOCH_MILLIS,
    EPOCH_SECONDS,
    LEVEL,
    THREAD,
    LOGGER,
    REQUEST_ID,
    /** An id that may have been cut or replaced, or a text with an id in it. */
    CUT_ID,
    /** All keys of the MDC, as {@code key=value, key=value}. */
    MDC,
    ASYNC_ID,
    TRIGGER_ASYNC_ID,
    SERVICE,
    PROCESS,
    MESSAGE,
    STACK
}
