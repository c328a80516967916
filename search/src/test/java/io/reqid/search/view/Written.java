package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.Origin;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A request whose events a test writes one after another, a millisecond apart unless it says otherwise. */
final class Written {
    static final String ID = "01K1TARGETREQUEST0FFFFF777";
    static final long START = Instant.parse("2026-08-03T01:33:19.200Z").toEpochMilli() * 1_000_000;
    static final Origin APP = new Origin("app", "logs/app.log", 0);
    static final String STACK = "java.lang.IllegalStateException: no route\n\tat io.shop.Mail.send(Mail.java:7)\n"
            + "\tat io.shop.Mail.run(Mail.java:5)\n";

    private final List<Event> events = new ArrayList<>();
    private final List<Event> mentions = new ArrayList<>();
    private Origin origin = APP;
    private long millis;
    private long position;

    /** What follows is logged by another service. */
    Written in(Origin place) {
        this.origin = place;
        return this;
    }

    /** What follows is logged so long after the first event. */
    Written at(long millisSinceStart) {
        this.millis = millisSinceStart;
        return this;
    }

    /** An event of a task. */
    Written task(long asyncId, long trigger, String message) {
        return add(
                message, event -> event.asyncId(asyncId).triggerAsyncId(trigger).thread("t-" + asyncId));
    }

    /** An event at level INFO with changes. */
    Written add(String message, UnaryOperator<Event.Builder> changes) {
        events.add(event(message, changes));
        return this;
    }

    Written mention(String message, UnaryOperator<Event.Builder> changes) {
        mentions.add(event(message, event -> changes.apply(event.requestId("other"))));
        return this;
    }

    private Event event(String message, UnaryOperator<Event.Builder> changes) {
        byte[] bytes = (message + "\n").getBytes(StandardCharsets.UTF_8);
        Event.Builder event = Event.at(origin, position, bytes)
                .epochNanos(START + millis++ * 1_000_000)
                .severity(Severity.INFO)
                .logger("io.shop.Orders")
                .message(message)
                .requestId(ID)
                .idKnown(true);
        position += bytes.length;
        return changes.apply(event).build();
    }

    RequestLog log() {
        return new RequestLog(ID, events, mentions);
    }
}
