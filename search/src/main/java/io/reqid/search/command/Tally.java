package io.reqid.search.command;

import io.reqid.RequestId;
import io.reqid.search.event.Event;
import io.reqid.search.event.Severity;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts events by the request that they belong to. For one thread. */
final class Tally {
    private final Map<String, Request> requests = new HashMap<>();
    private long unclear;
    private long illegal;

    /** What is known of one request. */
    static final class Request {
        private final String id;
        private long events;
        private long errors;
        private long firstNanos = Event.NO_TIME;
        private long lastNanos = Event.NO_TIME;
        private @Nullable Severity worst;

        Request(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }

        long events() {
            return events;
        }

        long errors() {
            return errors;
        }

        /** {@return when its first event was logged, or {@link Event#NO_TIME}} */
        long firstNanos() {
            return firstNanos;
        }

        long lastNanos() {
            return lastNanos;
        }

        /** {@return from its first event to its last} */
        long durationNanos() {
            return lastNanos - firstNanos;
        }

        @Nullable
        Severity worst() {
            return worst;
        }

        private void add(Event event) {
            events++;
            Severity severity = event.severity();
            if (severity != null && (worst == null || severity.compareTo(worst) > 0)) {
                worst = severity;
            }
            if (severity == Severity.ERROR) {
                errors++;
            }
            if (event.hasTime()) {
                long nanos = event.epochNanos();
                firstNanos = firstNanos == Event.NO_TIME ? nanos : Math.min(firstNanos, nanos);
                lastNanos = Math.max(lastNanos, nanos);
            }
        }
    }

    /** Counts an event; one outside a request counts for none. */
    void add(Event event) {
        String id = event.requestId();
        if (id == null) {
            unclear += event.idKnown() ? 0 : 1;
        } else if (RequestId.parse(id).isEmpty()) {
            illegal++;
        } else {
            requests.computeIfAbsent(id, Request::new).add(event);
        }
    }

    /** {@return the requests, in no order} */
    List<Request> requests() {
        return new ArrayList<>(requests.values());
    }

    /** Tells which events could not be counted. */
    void explain(Notes notes) {
        if (unclear > 0) {
            notes.add(new Note(
                    Kind.HINT,
                    "",
                    unclear + " events were left out, since their files do not say where the request id stands",
                    "see reqid formats, and give --pattern, --logback or --id-field"));
        }
        if (illegal > 0) {
            notes.add(new Note(
                    Kind.HINT, "", illegal + " events were left out, since what they give for an id is none", ""));
        }
    }
}
