package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.event.EventFormat;
import io.reqid.search.event.Origin;
import io.reqid.search.input.LogFile;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes events of the bytes of one file as they come, however they are cut. For one thread. */
final class LiveEvents {
    private static final int HEAD = 1 << 16;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Stamps without a date are counted back from a time; those to come are later than any that the file has. */
    private static final long AHEAD_MILLIS = TimeUnit.HOURS.toMillis(12);

    private final LogFile file;
    private final Origin origin;
    private final FormatSource formats;
    private final Notes notes;
    private final Follow.Sink sink;
    private final int longest = Limits.STANDARD.maxEvent();

    private @Nullable EventFormat format;
    private byte[] head = new byte[0];
    private boolean headGrows = true;

    /** Holds what was not given out: whole lines of one event, then the beginning of a line. */
    private byte[] bytes = new byte[1 << 12];
    /** Where in the array the event begins. */
    private int start;
    /** Where the line begins that has not ended yet. */
    private int line;

    private int filled;
    /** The offset in the file of the beginning of the event. */
    private long position;
    /** The lines are to be passed over up to the next that starts an event. */
    private boolean skipping;
    /** The line is to be passed over up to its end. */
    private boolean inLine;
    /** The lines go on with this event, which was given out. */
    private @Nullable Event begun;

    private long lastNews;

    LiveEvents(LogFile file, FormatSource formats, Notes notes, Follow.Sink sink) {
        this.file = file;
        this.origin = new Origin(file.service(), file.name(), file.order());
        this.formats = formats;
        this.notes = notes;
        this.sink = sink;
    }

    /** Joins a file at its end, when its format is to be told by its beginning. */
    void join(byte[] beginning, long end, boolean lineEnded) {
        head = beginning;
        format = detect(notes);
        headGrows = false;
        position = end;
        skipping = true;
        inLine = !lineEnded;
    }

    /** The file begins anew. */
    void restart() {
        finish();
        head = new byte[0];
        headGrows = true;
        format = null;
        start = 0;
        line = 0;
        filled = 0;
        position = 0;
        skipping = false;
        inLine = false;
        begun = null;
    }

    /** Takes the next bytes of the file. */
    void add(byte[] more, int length, long nanoTime) {
        lastNews = nanoTime;
        growHead(more, length);
        append(more, length);
        for (int at = filled - length; at < filled; at++) {
            if (bytes[at] == '\n') {
                endLine(at + 1);
            }
        }
        cutIfTooLong();
    }

    /** Is told that time passes: what is a whole event if nothing goes on with it is given out. */
    void pass(long nanoTime) {
        if (line > start && line == filled && nanoTime - lastNews >= QUIET_NANOS) {
            give(line);
        }
    }

    /** Gives out the whole lines that are left. */
    void finish() {
        giveLines();
    }

    /** Gives out all that is left, since nothing can come any more. */
    void end() {
        if (filled > line) {
            endLine(filled);
        }
        giveLines();
    }

    private void giveLines() {
        if (line > start) {
            give(line);
        }
    }

    private void growHead(byte[] more, int length) {
        if (headGrows) {
            int taken = Math.min(length, HEAD - head.length);
            head = Arrays.copyOf(head, head.length + taken);
            System.arraycopy(more, 0, head, head.length - taken, taken);
            headGrows = head.length < HEAD;
            format = detect(note -> {});
        }
    }

    private EventFormat detect(Notes told) {
        return formats.detect(file.name(), head, file.modifiedMillis() + AHEAD_MILLIS, told);
    }

    private void append(byte[] more, int length) {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, filled - start);
        }
        filled -= start;
        line -= start;
        start = 0;
        if (filled + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, filled + length));
        }
        System.arraycopy(more, 0, bytes, filled, length);
        filled += length;
    }

    /** A line that begins at {@link #line} has ended. */
    private void endLine(int end) {
        Boundaries known = format == null ? null : new Boundaries(format);
        if (inLine || known == null) {
            inLine = false;
            discardTo(end);
        } else if (known.isHeader(bytes, line, end)) {
            header(end);
        } else if (known.startsEvent(bytes, line, end)) {
            begin(end);
        } else if (skipping) {
            discardTo(end);
        } else {
            line = end;
        }
    }

    /** From a header on its pattern counts: the service was started again. */
    private void header(int end) {
        giveLines();
        if (!headGrows) {
            head = Arrays.copyOfRange(bytes, line, end);
            format = detect(notes);
        }
        discardTo(end);
        skipping = false;
        begun = null;
    }

    private void begin(int end) {
        giveLines();
        skipping = false;
        begun = null;
        line = end;
    }

    /** Gives out the event, or what goes on with one. */
    private void give(int end) {
        EventFormat known = format;
        byte[] own = Arrays.copyOfRange(bytes, start, end);
        Event before = begun;
        if (before != null) {
            sink.more(before, continued(before, own));
        } else if (known != null) {
            begun = known.parse(origin, position, own);
            sink.event(begun);
        }
        discardTo(end);
    }

    private Event continued(Event before, byte[] own) {
        return Event.at(origin, position, own)
                .epochNanos(before.epochNanos())
                .severity(before.severity())
                .thread(before.thread())
                .logger(before.logger())
                .message(new String(own, StandardCharsets.UTF_8).stripTrailing())
                .requestId(before.requestId())
                .idKnown(before.idKnown())
                .asyncId(before.asyncId())
                .triggerAsyncId(before.triggerAsyncId())
                .service(before.service())
                .process(before.process())
                .build();
    }

    private void discardTo(int end) {
        position += end - start;
        start = end;
        line = end;
    }

    private void cutIfTooLong() {
        if (filled - start > longest) {
            notes.add(file.note(
                    Kind.PARTIAL,
                    "has an event longer than " + longest + " bytes at offset " + position + "; the rest was left out",
                    "is it a log? reqid formats FILE says how it is understood"));
            boolean lineEnded = line == filled;
            give(filled);
            skipping = true;
            inLine = !lineEnded;
            begun = null;
        }
    }
}
