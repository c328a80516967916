package io.reqid.search.scan;

import io.reqid.search.event.EventFormat;
import java.nio.charset.StandardCharsets;

/**
 * Where events begin and end in bytes. A <em>boundary</em> is the beginning of a line that starts an event, of a header
 * that Logback writes, or of the line after a header. What stands between two boundaries is one event, or a header.
 * Ranges begin at a boundary, or at the beginning of a file. Immutable; for any number of threads.
 */
final class Boundaries {
    /** No such place. */
    static final int NONE = -1;

    private static final byte[] HEADER = "#logback.classic pattern:".getBytes(StandardCharsets.US_ASCII);

    private final EventFormat format;

    Boundaries(EventFormat format) {
        this.format = format;
    }

    /** {@return where the line after the one with this byte begins, or the end of the range} */
    static int nextLine(byte[] bytes, int at, int to) {
        for (int i = at; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    /** {@return where the line with this byte begins, not before the range} */
    static int lineStart(byte[] bytes, int from, int at) {
        int i = at;
        while (i > from && bytes[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    /** {@return whether a line is the header that {@code outputPatternAsHeader} has Logback write} */
    static boolean isHeader(byte[] bytes, int from, int to) {
        if (to - from < HEADER.length) {
            return false;
        }
        for (int i = 0; i < HEADER.length; i++) {
            if (bytes[from + i] != HEADER[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the line of these bytes, its end included or not, starts an event} */
    boolean startsEvent(byte[] bytes, int from, int next) {
        int end = next;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
            end -= end > from && bytes[end - 1] == '\r' ? 1 : 0;
        }
        return format.startsEvent(bytes, from, end);
    }

    /** {@return whether a line is a boundary by itself} */
    boolean isBoundary(byte[] bytes, int from, int next) {
        return isHeader(bytes, from, next) || startsEvent(bytes, from, next);
    }

    /** {@return where the event with this byte begins, or {@link #NONE} if the byte is in a header} */
    int eventStart(byte[] bytes, int from, int at, int to) {
        int line = lineStart(bytes, from, at);
        if (isHeader(bytes, line, to)) {
            return NONE;
        }
        int next = nextLine(bytes, at, to);
        while (line > from && !startsEvent(bytes, line, next)) {
            int before = lineStart(bytes, from, line - 1);
            if (isHeader(bytes, before, line)) {
                return line;
            }
            next = line;
            line = before;
        }
        return line;
    }

    /** {@return where the event or header that begins here ends} */
    int eventEnd(byte[] bytes, int start, int to) {
        int line = nextLine(bytes, start, to);
        return isHeader(bytes, start, to) ? line : boundaryFrom(bytes, line, to);
    }

    /** {@return the first boundary at or after the beginning of a line, or the end of the range} */
    int boundaryFrom(byte[] bytes, int line, int to) {
        int at = line;
        while (at < to) {
            int next = nextLine(bytes, at, to);
            if (isBoundary(bytes, at, next)) {
                return at;
            }
            at = next;
        }
        return to;
    }

    /** {@return the last boundary behind the beginning of a range whose line ends within it, or {@link #NONE}} */
    int lastBoundary(byte[] bytes, int from, int to) {
        int next = lineStart(bytes, from, to);
        while (next > from) {
            int line = lineStart(bytes, from, next - 1);
            if (line > from && isBoundary(bytes, line, next)) {
                return line;
            }
            if (isHeader(bytes, line, next) && next < to) {
                return next;
            }
            next = line;
        }
        return NONE;
    }
}
