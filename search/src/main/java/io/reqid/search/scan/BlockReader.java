package io.reqid.search.scan;

import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into blocks of whole events. Of an event that does not fit into memory the beginning is a block of its own,
 * and the rest is left out with a note. For one thread.
 */
final class BlockReader {
    private final TextFile text;
    private final Feed feed;
    private final Notes notes;
    private byte[] bytes;
    /** The offset in the file of the first byte of the array. */
    private long position;
    /** What lies before it in the array has been given out. */
    private int begin;

    private int filled;
    private boolean ended;

    /**
     * Reads from a boundary, or from the beginning of the file.
     *
     * @param position the offset of the boundary in the file
     * @param ahead bytes that were already read from there
     */
    BlockReader(TextFile text, Feed feed, long position, byte[] ahead, Notes notes) {
        this.text = text;
        this.feed = feed;
        this.position = position;
        this.notes = notes;
        this.bytes = Arrays.copyOf(ahead, Math.max(ahead.length, text.limits().block()));
        this.filled = ahead.length;
    }

    /** {@return the next block, valid until the next call, or null at the end} */
    @Nullable
    Block next() throws IOException {
        discard(begin);
        begin = 0;
        fill();
        while (!ended) {
            int cut = text.boundaries().lastBoundary(bytes, 0, filled);
            if (cut > 0) {
                return upTo(cut);
            }
            if (bytes.length >= text.limits().maxEvent() + (long) text.limits().block()) {
                int line = Boundaries.lineStart(bytes, 0, filled);
                return line > 0 && text.boundaries().isBoundary(bytes, line, filled) ? upTo(line) : cutEvent();
            }
            bytes = Arrays.copyOf(
                    bytes,
                    Math.min(
                            2 * bytes.length,
                            text.limits().maxEvent() + text.limits().block()));
            fill();
        }
        return filled == 0 ? null : upTo(filled);
    }

    private Block upTo(int end) {
        begin = end;
        return new Block(text, position, bytes, 0, end);
    }

    private void discard(int count) {
        System.arraycopy(bytes, count, bytes, 0, filled - count);
        filled -= count;
        position += count;
    }

    private void fill() throws IOException {
        int wanted = bytes.length - filled;
        int got = ended ? 0 : feed.read(bytes, filled, wanted);
        filled += got;
        ended |= got < wanted;
    }

    private Block cutEvent() throws IOException {
        Block beginning = new Block(text, position, bytes, 0, text.limits().maxEvent()).copy();
        notes.add(text.file()
                .note(
                        Kind.PARTIAL,
                        "has an event longer than " + text.limits().maxEvent() + " bytes at offset " + position
                                + "; the rest of it was not searched",
                        "is it a log? reqid formats FILE says how it is understood"));
        discardRestOfEvent();
        return beginning;
    }

    /** Goes on to the next boundary. What a line that does not fit into memory is, is told by its beginning. */
    private void discardRestOfEvent() throws IOException {
        int line = Boundaries.lineStart(bytes, 0, filled);
        while (true) {
            if (line == 0) {
                line = discardLine();
            }
            discard(line);
            fill();
            int complete = ended ? filled : Boundaries.lineStart(bytes, 0, filled);
            int boundary = text.boundaries().boundaryFrom(bytes, 0, complete);
            if (boundary < complete || ended) {
                begin = boundary;
                return;
            }
            line = complete;
        }
    }

    /** {@return where the line after the one that the array begins with begins; the array is full of that one} */
    private int discardLine() throws IOException {
        int next = Boundaries.nextLine(bytes, 0, filled);
        while (next == filled && bytes[filled - 1] != '\n' && !ended) {
            discard(filled);
            fill();
            next = Boundaries.nextLine(bytes, 0, filled);
            if (filled == 0) {
                return 0;
            }
        }
        return next;
    }
}
