package io.reqid.search.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that begin with a time stamp, of whatever layout. Immutable. */
final class StampFormat implements LineFormat {
    private static final int MOST_SAMPLES = 200;

    private final int kinds;
    private final boolean levelNeeded;
    private final int idSlot;
    private final IdKeys keys;
    private final StampClock clock;

    private StampFormat(int kinds, boolean levelNeeded, int idSlot, IdKeys keys, StampClock clock) {
        this.kinds = kinds;
        this.levelNeeded = levelNeeded;
        this.idSlot = idSlot;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * {@return the format of lines that no other format of the file knows}
     *
     * @param kinds the {@link Stamps} that may begin a line
     * @param levelNeeded whether a level must stand near the stamp, as in files of which another format is known
     */
    static StampFormat unlearned(int kinds, boolean levelNeeded, IdKeys keys, StampClock clock) {
        return new StampFormat(kinds, levelNeeded, -1, keys, clock);
    }

    /** {@return which of the {@link Stamps} begins a line, or 0} */
    static int kind(byte[] bytes, int from, int to) {
        int at = Colours.skip(bytes, from, to);
        if (at < to && bytes[at] == '<') {
            at = priorityEnd(bytes, at, to);
        }
        boolean bracket = at < to && (bytes[at] == '[' || bytes[at] == '(');
        return Stamps.kind(bytes, bracket ? at + 1 : at, to);
    }

    /** {@return this format, with the place of the id if the lines of a file agree on one} */
    StampFormat learn(Head head) {
        List<List<String>> values = new ArrayList<>();
        for (int slot = 0; slot < HeadTokens.MOST; slot++) {
            values.add(new ArrayList<>());
        }
        int lines = 0;
        int step = Math.max(1, head.lines() / MOST_SAMPLES);
        for (int i = 0; i < head.lines(); i += step) {
            HeadTokens tokens = tokens(head.bytes(), head.from(i), head.to(i));
            if (tokens != null) {
                lines++;
                collect(tokens, values);
            }
        }
        return new StampFormat(kinds, levelNeeded, onlySlot(values, lines), keys, clock);
    }

    private static void collect(HeadTokens tokens, List<List<String>> values) {
        for (int slot = 0; slot < tokens.count(); slot++) {
            HeadTokens.Kind kind = tokens.kind(slot);
            if (kind == HeadTokens.Kind.BRACKETS || kind == HeadTokens.Kind.KEYED) {
                values.get(slot).add(tokens.text(slot));
            }
        }
    }

    private static int onlySlot(List<List<String>> values, int lines) {
        int found = -1;
        for (int slot = 0; slot < values.size(); slot++) {
            List<String> seen = values.get(slot);
            if (!seen.isEmpty() && seen.size() == lines && IdSlot.holdsIds(seen)) {
                if (found >= 0) {
                    return -1;
                }
                found = slot;
            }
        }
        return found;
    }

    @Override
    public String description() {
        return idSlot < 0 ? "lines that begin with a time stamp" : "lines that begin with a time stamp and hold an id";
    }

    @Override
    public boolean knowsRequestId() {
        return idSlot >= 0;
    }

    @Override
    public boolean starts(byte[] bytes, int from, int to) {
        int limit = Math.min(to, from + 1024);
        int end = stampEnd(bytes, from, limit, new Stamp());
        return end >= 0 && (!levelNeeded || hasLevel(bytes, end, limit));
    }

    /** {@return whether a level must stand near the stamp} */
    boolean needsLevel() {
        return levelNeeded;
    }

    private boolean hasLevel(byte[] bytes, int from, int to) {
        return HeadTokens.read(bytes, keys, from, to).severity() != null;
    }

    private @Nullable HeadTokens tokens(byte[] bytes, int from, int to) {
        int limit = Math.min(to, from + WINDOW);
        int end = stampEnd(bytes, from, limit, new Stamp());
        return end < 0 ? null : HeadTokens.read(bytes, keys, end, limit);
    }

    /** The stamp may be coloured, or in brackets, or behind a syslog priority. */
    private int stampEnd(byte[] bytes, int from, int to, Stamp out) {
        int at = Colours.skip(bytes, from, to);
        if (at < to && bytes[at] == '<' && (kinds & Stamps.SYSLOG) != 0) {
            at = priorityEnd(bytes, at, to);
        }
        boolean bracket = at < to && (bytes[at] == '[' || bytes[at] == '(');
        int end = Stamps.match(bytes, bracket ? at + 1 : at, to, kinds, out);
        if (end >= 0 && bracket) {
            return end < to && (bytes[end] == ']' || bytes[end] == ')') ? end + 1 : -1;
        }
        return end;
    }

    private static int priorityEnd(byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to && at - from < 4 && Offsets.isDigit(bytes[at])) {
            at++;
        }
        return at > from + 1 && at < to && bytes[at] == '>' ? at + 1 : from;
    }

    @Override
    public boolean parse(byte[] bytes, int from, Event.Builder into) {
        int lineEnd = Lines.end(bytes, from, bytes.length);
        if (!starts(bytes, from, lineEnd)) {
            return false;
        }
        Stamp stamp = new Stamp();
        int end = stampEnd(bytes, from, lineEnd, stamp);
        HeadTokens tokens = HeadTokens.read(bytes, keys, end, lineEnd);
        into.epochNanos(clock.epochNanos(stamp));
        into.severity(tokens.severity());
        readId(tokens, into);
        readText(bytes, tokens.messageAt(), into);
        return true;
    }

    private void readId(HeadTokens tokens, Event.Builder into) {
        if (idSlot < 0 || idSlot >= tokens.count()) {
            return;
        }
        HeadTokens.Kind kind = tokens.kind(idSlot);
        String text = tokens.text(idSlot);
        boolean fits = kind == HeadTokens.Kind.BRACKETS || kind == HeadTokens.Kind.KEYED;
        if (fits && (IdSlot.isAbsent(text) || IdSlot.isLegal(text))) {
            into.requestId(IdKeys.idOf(text));
            into.idKnown(true);
        }
    }

    /** Gives an event the text from a place on, split into message and stack trace. */
    static void readText(byte[] bytes, int from, Event.Builder into) {
        int stack = StackTraces.find(bytes, from, bytes.length);
        into.message(Lines.text(bytes, from, Lines.withoutLineEnds(bytes, from, stack)));
        if (stack < bytes.length) {
            into.stackTrace(Lines.text(bytes, stack, Lines.withoutLineEnds(bytes, stack, bytes.length)));
        }
    }
}
