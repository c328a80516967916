package io.reqid.search.event;

import org.jspecify.annotations.Nullable;

/**
 * The words behind a time stamp, as far as their kind can be told: levels, texts in brackets, {@code key=value}, others. For
 * one thread; used once.
 */
final class HeadTokens {
    /** More tokens than a layout has before its message. */
    static final int MOST = 8;

    private static final int LONGEST = 256;

    enum Kind {
        LEVEL,
        BRACKETS,
        KEYED,
        OTHER
    }

    private final byte[] bytes;
    private final IdKeys keys;
    private final Kind[] kinds = new Kind[MOST];
    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private int count;
    private @Nullable Severity severity;
    private int messageAt;

    private HeadTokens(byte[] bytes, IdKeys keys, int from) {
        this.bytes = bytes;
        this.keys = keys;
        this.messageAt = from;
    }

    /** {@return the tokens from a place on} */
    static HeadTokens read(byte[] bytes, IdKeys keys, int from, int to) {
        HeadTokens tokens = new HeadTokens(bytes, keys, from);
        int at = tokens.gap(from, to);
        boolean header = true;
        while (at < to && tokens.count < MOST) {
            int end = tokens.next(at, to);
            header &= tokens.kinds[tokens.count - 1] != Kind.OTHER;
            at = tokens.gap(end, to);
            if (header) {
                tokens.messageAt = at;
            }
        }
        return tokens;
    }

    private int gap(int from, int to) {
        int at = Colours.skip(bytes, from, to);
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '|' || isLoneMark(at, to))) {
            at = Colours.skip(bytes, at + 1, to);
        }
        return at;
    }

    private boolean isLoneMark(int at, int to) {
        return (bytes[at] == '-' || bytes[at] == ':') && (at + 1 == to || bytes[at + 1] == ' ');
    }

    private int next(int from, int to) {
        byte close = bytes[from] == '[' ? (byte) ']' : bytes[from] == '(' ? (byte) ')' : 0;
        if (close != 0) {
            int end = find(close, from + 1, Math.min(to, from + LONGEST));
            if (end >= 0) {
                bracket(from + 1, end);
                return end + 1;
            }
        }
        int end = from;
        while (end < to && bytes[end] != ' ' && bytes[end] != '\t' && bytes[end] != 0x1b && bytes[end] != '|') {
            end++;
        }
        word(from, Math.max(end, from + 1));
        return Math.max(end, from + 1);
    }

    private int find(byte b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == b) {
                return i;
            }
        }
        return -1;
    }

    private void bracket(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        Severity level = severity == null ? Severities.token(bytes, start, end) : null;
        int value = valueStart(start, end);
        add(level != null ? Kind.LEVEL : value > 0 ? Kind.KEYED : Kind.BRACKETS, value > 0 ? value : start, end);
        severity = level == null ? severity : level;
    }

    private void word(int from, int to) {
        int end = to > from + 1 && (bytes[to - 1] == ':' || bytes[to - 1] == ',') ? to - 1 : to;
        Severity level = severity == null ? Severities.token(bytes, from, end) : null;
        int value = valueStart(from, end);
        add(level != null ? Kind.LEVEL : value > 0 ? Kind.KEYED : Kind.OTHER, value > 0 ? value : from, end);
        severity = level == null ? severity : level;
    }

    /** {@return where the value begins, if an id is keyed here, else -1} */
    private int valueStart(int from, int to) {
        for (int i = from + 1; i < Math.min(to, from + 40); i++) {
            if (bytes[i] == '=' || bytes[i] == ':') {
                return keys.rank(Lines.text(bytes, from, i)) >= 0 ? i + 1 : -1;
            }
        }
        return -1;
    }

    private void add(Kind kind, int start, int end) {
        kinds[count] = kind;
        starts[count] = start;
        ends[count++] = end;
    }

    int count() {
        return count;
    }

    Kind kind(int index) {
        return kinds[index];
    }

    /** {@return what a token says: without its brackets or key} */
    String text(int index) {
        return Lines.text(bytes, starts[index], ends[index]);
    }

    @Nullable
    Severity severity() {
        return severity;
    }

    /** {@return where the tokens end that are surely no message} */
    int messageAt() {
        return messageAt;
    }
}
