package io.reqid.search.event;

import java.util.List;

/**
 * Everything that one request did, as far as it was found. Immutable.
 *
 * @param id the id that was asked for
 * @param events the request's own events, merged in time order; events without a time stand after the one before them in
 *     their file; ties are in file order
 * @param mentions events of others, or of none, in which the id stands somewhere, in the same order
 */
public record RequestLog(String id, List<Event> events, List<Event> mentions) {
    /** Copies the lists. */
    public RequestLog {
        events = List.copyOf(events);
        mentions = List.copyOf(mentions);
    }
}
