package io.reqid.search.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several formats in one file: a line belongs to the first that knows it. Immutable.
 *
 * <p>Where nothing tells lines apart every line is an event, and so is, in a file of JSON, a line that is none and looks
 * like no part of a stack trace: whoever printed it, it was not the event before it.
 */
final class MixedFormat implements EventFormat {
    private final String description;
    private final LineFormat[] known;
    private final StampFormat guess;
    private final boolean unknownStart;
    private final boolean knowsRequestId;

    /**
     * @param known the formats of the file, most particular first
     * @param guess for the lines that none of them knows
     * @param unknownStart whether other lines start events of their own
     * @param knowsRequestId whether the formats that the file was seen to have know where ids stand
     */
    MixedFormat(
            String description,
            List<LineFormat> known,
            StampFormat guess,
            boolean unknownStart,
            boolean knowsRequestId) {
        this.description = description;
        this.known = known.toArray(new LineFormat[0]);
        this.guess = guess;
        this.unknownStart = unknownStart;
        this.knowsRequestId = knowsRequestId;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean knowsRequestId() {
        return knowsRequestId;
    }

    @Override
    public boolean isHeader(byte[] bytes, int from, int to) {
        return HeaderLine.is(bytes, Skipped.end(bytes, from, to), to);
    }

    @Override
    public boolean startsEvent(byte[] bytes, int from, int to) {
        int start = Skipped.end(bytes, from, to);
        if (start < to && bytes[start] == '#' && HeaderLine.is(bytes, start, to)) {
            return false;
        }
        return formatOf(bytes, start, to) != null || (unknownStart && isOfItsOwn(bytes, start, to));
    }

    private @Nullable LineFormat formatOf(byte[] bytes, int from, int to) {
        for (LineFormat format : known) {
            if (format.starts(bytes, from, to)) {
                return format;
            }
        }
        return guess.starts(bytes, from, to) ? guess : null;
    }

    private static boolean isOfItsOwn(byte[] bytes, int from, int to) {
        boolean indented = from < to && (bytes[from] == '\t' || bytes[from] == ' ');
        return from < to && !indented && !StackTraces.isInner(bytes, from, to);
    }

    @Override
    public LineKind kindOf(byte[] bytes, int from, int to) {
        int start = Skipped.end(bytes, from, to);
        if (HeaderLine.is(bytes, start, to)) {
            return LineKind.HEADER;
        }
        LineFormat format = formatOf(bytes, start, to);
        if (format != null) {
            return format == guess && guess.needsLevel() ? LineKind.GUESSED : LineKind.EVENT;
        }
        if (unknownStart && isOfItsOwn(bytes, start, to)) {
            return LineKind.RAW;
        }
        boolean trace = StackTraces.isInner(bytes, start, to) || StackTraces.isHeader(bytes, start, to);
        return trace ? LineKind.STACK : LineKind.CONTINUATION;
    }

    @Override
    public Event parse(Origin origin, long position, byte[] bytes) {
        Event.Builder builder = Event.at(origin, position, bytes);
        int lineEnd = Lines.end(bytes, 0, bytes.length);
        int start = Skipped.end(bytes, 0, lineEnd);
        for (LineFormat format : known) {
            if (format.parse(bytes, start, builder)) {
                return builder.build();
            }
        }
        if (!guess.parse(bytes, start, builder)) {
            parseUnknown(bytes, start, lineEnd, builder);
        }
        return builder.build();
    }

    /**
     * What no format knows. If it stands before the first event of a file whose events name their request it belongs to an
     * event that is not here, and nobody knows to which request.
     */
    private void parseUnknown(byte[] bytes, int start, int lineEnd, Event.Builder into) {
        boolean ofItsOwn = unknownStart && isOfItsOwn(bytes, start, lineEnd);
        into.idKnown(knowsRequestId && !ofItsOwn);
        StampFormat.readText(bytes, start, into);
    }
}
