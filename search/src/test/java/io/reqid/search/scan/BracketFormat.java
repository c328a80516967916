package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.event.EventFormat;
import io.reqid.search.event.Origin;
import io.reqid.search.event.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines such as {@code 2026-11-25T10:00:00.123Z [id] message}, with or without knowing what the brackets are for. */
record BracketFormat(boolean knowsRequestId) implements EventFormat {
    private static final Pattern START = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z|-{4}) \\[([A-Za-z0-9_.=+-]*)\\] ?([^\\n\\r]*)");

    @Override
    public String description() {
        return "brackets";
    }

    @Override
    public boolean startsEvent(byte[] bytes, int from, int to) {
        return START.matcher(text(bytes, from, to)).matches();
    }

    @Override
    public Event parse(Origin origin, long position, byte[] bytes) {
        Event.Builder event = Event.at(origin, position, bytes).idKnown(knowsRequestId);
        Matcher start = START.matcher(text(bytes, 0, bytes.length));
        if (start.lookingAt()) {
            event.message(start.group(3)).severity(Severity.INFO);
            if (knowsRequestId && !start.group(2).isEmpty()) {
                event.requestId(start.group(2));
            }
            if (!start.group(1).startsWith("----")) {
                event.epochNanos(ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(start.group(1))));
            }
        }
        return event.build();
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
