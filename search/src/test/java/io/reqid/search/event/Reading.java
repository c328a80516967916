package io.reqid.search.event;

import io.reqid.search.report.Notes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits a file into events, in the way that a search does. */
final class Reading {
    static final long WRITTEN = Instant.parse("2026-11-25T20:00:00Z").toEpochMilli();
    static final ZoneId ZONE = ZoneOffset.UTC;
    private static final Origin ORIGIN = new Origin("shop", "shop.log", 0);

    final List<Notes.Note> notes = new ArrayList<>();
    final EventFormat format;

    private Reading(Formats formats, byte[] head) {
        this.format = formats.detect("shop.log", head, WRITTEN, notes::add);
    }

    static Reading of(Formats formats, byte[] file) {
        return new Reading(formats, Arrays.copyOf(file, Math.min(file.length, 64 * 1024)));
    }

    static Reading of(String file) {
        return of(Formats.standard().withZone(ZONE), bytes(file));
    }

    static List<Event> events(byte[] file) {
        return events(Formats.standard().withZone(ZONE), file);
    }

    static List<Event> events(String file) {
        return events(bytes(file));
    }

    static List<Event> events(Formats formats, byte[] file) {
        return of(formats, file).split(file);
    }

    List<Event> split(byte[] file) {
        List<Event> events = new ArrayList<>();
        int eventStart = -1;
        for (int at = 0; at < file.length; ) {
            int feed = Lines.feed(file, at, file.length);
            int end = Lines.end(file, at, file.length);
            boolean header = format.isHeader(file, at, end);
            if (header || eventStart < 0 || format.startsEvent(file, at, end)) {
                add(events, file, eventStart, at);
                eventStart = header ? -1 : at;
            }
            at = Math.min(file.length, feed + 1);
        }
        add(events, file, eventStart, file.length);
        return events;
    }

    private void add(List<Event> events, byte[] file, int from, int to) {
        if (from >= 0 && to > from) {
            events.add(format.parse(ORIGIN, from, Arrays.copyOfRange(file, from, to)));
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
