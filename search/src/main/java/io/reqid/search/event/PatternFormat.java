package io.reqid.search.event;

import io.reqid.search.report.Printable;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines that a Logback pattern prints. Immutable. */
final class PatternFormat implements LineFormat {
    /** How far before the end of a line the fields behind a message are looked for. */
    private static final int TAIL_WINDOW = 4096;

    private final String description;
    private final CompiledPattern pattern;
    private final boolean @Nullable [] first;
    private final StampClock clock;
    private final IdKeys keys;

    private PatternFormat(String description, CompiledPattern pattern, StampClock clock, IdKeys keys) {
        this.description = description;
        this.pattern = pattern;
        this.first = pattern.head().firstBytes();
        this.clock = clock;
        this.keys = keys;
    }

    /**
     * {@return the format of a pattern}
     *
     * @param words words of the user's own, and the standard ones they stand for
     * @param zone where stamps without offset were printed, unless the pattern says so
     * @param modifiedMillis when the file was written to
     * @throws IllegalArgumentException if it is not a pattern
     */
    static PatternFormat of(
            String pattern, Map<String, String> words, IdKeys keys, @Nullable ZoneId zone, long modifiedMillis) {
        CompiledPattern compiled = new PatternCompiler(keys, words).compile(PatternParser.parse(pattern));
        ZoneId printedIn = compiled.zone();
        StampClock clock = new StampClock(printedIn == null ? zone : printedIn, modifiedMillis);
        return new PatternFormat("pattern " + Printable.text(pattern), compiled, clock, keys);
    }

    PatternFormat described(String other) {
        return new PatternFormat(other, pattern, clock, keys);
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean knowsRequestId() {
        return pattern.holdsId();
    }

    @Override
    public boolean starts(byte[] bytes, int from, int to) {
        if (first != null && (from == to || !first[bytes[from] & 0xff])) {
            return false;
        }
        int limit = Math.min(to, from + WINDOW);
        return head(bytes, from, limit, true) != null;
    }

    /** Names of loggers, and ids, that hold spaces are rare: a reading without them comes first. */
    private @Nullable LineMatch head(byte[] bytes, int from, int to, boolean firstLineOnly) {
        LineMatch match = new LineMatch(pattern.head(), bytes, from, to, false, firstLineOnly);
        if (match.run(from) >= 0) {
            return match;
        }
        LineMatch loose = new LineMatch(pattern.head(), bytes, from, to, true, firstLineOnly);
        return pattern.head().holdsWords() && loose.run(from) >= 0 ? loose : null;
    }

    @Override
    public boolean parse(byte[] bytes, int from, Event.Builder into) {
        LineMatch head = head(bytes, from, Math.min(bytes.length, from + WINDOW), false);
        if (head == null) {
            return false;
        }
        FieldReader fields = new FieldReader(bytes, into, clock, keys, pattern.absent());
        fields.read(pattern.head(), head);
        boolean complete = readRest(bytes, head.matchEnd(), fields, into);
        into.idKnown(pattern.holdsId() && complete && !fields.unsure());
        return true;
    }

    /** {@return whether the fields behind the message were found, if there should be some} */
    private boolean readRest(byte[] bytes, int from, FieldReader fields, Event.Builder into) {
        int stack = StackTraces.find(bytes, from, bytes.length);
        int stackEnd = Lines.withoutLineEnds(bytes, stack, bytes.length);
        into.stackTrace(stack == bytes.length ? null : Lines.text(bytes, stack, stackEnd));
        int end = Lines.withoutLineEnd(bytes, from, stack);
        if (stack < bytes.length && pattern.blankLineBeforeStack()) {
            end = Lines.withoutLineEnd(bytes, from, end);
        }
        LineProgram tail = pattern.tail();
        LineMatch match = tail == null ? null : tail(tail, bytes, from, end);
        if (match != null && tail != null) {
            fields.read(tail, match);
            end = withoutColours(bytes, from, match.matchStart());
        }
        if (pattern.message()) {
            into.message(Lines.text(bytes, from, end));
        }
        return tail == null || match != null;
    }

    /** What follows a message stands at the end of the message's last line. */
    private @Nullable LineMatch tail(LineProgram tail, byte[] bytes, int from, int to) {
        int end = to;
        while (true) {
            int start = lineStart(bytes, from, end);
            LineMatch match = tailOfLine(tail, bytes, Math.max(start, end - TAIL_WINDOW), end, to);
            if (match != null || start == from) {
                return match;
            }
            end = Lines.withoutLineEnd(bytes, from, start);
        }
    }

    private static int lineStart(byte[] bytes, int from, int end) {
        int at = end;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private static @Nullable LineMatch tailOfLine(LineProgram tail, byte[] bytes, int from, int end, int to) {
        LineMatch match = new LineMatch(tail, bytes, from, to, false, false);
        boolean[] first = tail.firstBytes();
        for (int at = end; at >= from; at--) {
            boolean possible = first == null || (at < to && first[bytes[at] & 0xff]);
            if (possible && match.run(at) >= 0) {
                return match;
            }
        }
        return null;
    }

    private int withoutColours(byte[] bytes, int from, int to) {
        LineProgram tail = pattern.tail();
        if (tail == null || tail.step(0).kind != Step.Kind.COLOURS) {
            return to;
        }
        int at = to;
        for (int i = to - 1; i >= Math.max(from, at - 32); i--) {
            if (bytes[i] == 0x1b && Colours.skip(bytes, i, to) >= at) {
                at = i;
            }
        }
        return at;
    }
}
