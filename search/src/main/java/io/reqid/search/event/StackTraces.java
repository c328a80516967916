package io.reqid.search.event;

/**
 * Tells stack traces from messages by the form that {@link Throwable#printStackTrace()} and Logback's converters give
 * them.
 */
final class StackTraces {
    private static final byte[] AT = Lines.ascii("\tat ");
    private static final byte[] DOTS = Lines.ascii("\t... ");
    private static final byte[] CAUSED_BY = Lines.ascii("Caused by: ");
    private static final byte[] WRAPPED_BY = Lines.ascii("Wrapped by: ");
    private static final byte[] SUPPRESSED = Lines.ascii("Suppressed: ");
    private static final byte[] COMMON = Lines.ascii("... ");

    private StackTraces() {}

    /**
     * {@return where the stack trace begins, or {@code to} if there is none}
     *
     * @param from where the message begins: a trace begins on a later line
     */
    static int find(byte[] bytes, int from, int to) {
        int header = -1;
        int line = next(bytes, from, to);
        while (line < to) {
            int end = Lines.end(bytes, line, to);
            if (isInner(bytes, line, end)) {
                return header >= 0 ? header : line;
            }
            if (isHeader(bytes, line, end)) {
                header = line;
            }
            line = next(bytes, line, to);
        }
        return to;
    }

    private static int next(byte[] bytes, int from, int to) {
        return Math.min(to, Lines.feed(bytes, from, to) + 1);
    }

    /** {@return whether a line stands in stack traces only} */
    static boolean isInner(byte[] bytes, int from, int to) {
        return Lines.startsWith(bytes, from, to, AT)
                || Lines.startsWith(bytes, from, to, DOTS)
                || Lines.startsWith(bytes, from, to, CAUSED_BY)
                || Lines.startsWith(bytes, from, to, WRAPPED_BY)
                || isIndented(bytes, from, to);
    }

    private static boolean isIndented(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == '\t' || bytes[at] == ' ')) {
            at++;
        }
        if (at == from) {
            return Lines.startsWith(bytes, from, to, SUPPRESSED);
        }
        return Lines.startsWith(bytes, at, to, SUPPRESSED)
                || Lines.startsWith(bytes, at, to, CAUSED_BY)
                || (Lines.startsWith(bytes, at, to, COMMON) && Offsets.isDigit(at + 4 < to ? bytes[at + 4] : 0));
    }

    /** {@return whether a line may be the first of a trace: a qualified class name, alone or followed by a colon} */
    static boolean isHeader(byte[] bytes, int from, int to) {
        int at = from;
        boolean dot = false;
        while (at < to && isNamePart(bytes[at])) {
            dot |= bytes[at] == '.' && at > from;
            at++;
        }
        return dot
                && bytes[at - 1] != '.'
                && (at == to || (bytes[at] == ':' && (at + 1 == to || bytes[at + 1] == ' ')));
    }

    private static boolean isNamePart(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '.'
                || b == '$'
                || b == '_';
    }
}
