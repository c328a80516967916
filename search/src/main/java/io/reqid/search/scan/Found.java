package io.reqid.search.scan;

import io.reqid.search.event.Event;

/**
 * An event in which an id was found.
 *
 * @param id the id
 * @param own whether the event is the request's own, or merely mentions it
 * @param nanos when it was logged: its own time, else that of the event before it, else {@link Event#NO_TIME}
 */
record Found(Event event, String id, boolean own, long nanos) {}
