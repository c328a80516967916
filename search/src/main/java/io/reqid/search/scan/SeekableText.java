package io.reqid.search.scan;

import io.reqid.search.input.GzipMembers;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.SeekPoints;
import io.reqid.search.input.TextKind;
import io.reqid.search.report.Notes.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file that is not compressed, or can be unpacked from many places, read from any place. Its length is what it was when it was opened: what is appended later
 * is not seen. For any number of threads.
 */
final class SeekableText implements Closeable {
    private static final int STEP = 1 << 13;

    private final LogFile file;
    private final FileChannel channel;
    private final long length;
    private final @Nullable GzipMembers members;
    private final Context context;

    SeekableText(LogFile file, Context context) throws IOException {
        this(file, SeekPoints.NONE, context);
    }

    /** Opens a file that is compressed if it has seek points. */
    SeekableText(LogFile file, SeekPoints points, Context context) throws IOException {
        this.file = file;
        this.context = context;
        this.channel = file.openChannel();
        file.noteIfRotated(context.notes());
        this.members = points.size() == 0 ? null : new GzipMembers(channel, points, context.progress()::read);
        this.length = members == null ? channel.size() : points.length();
    }

    long length() {
        return length;
    }

    byte[] head() throws IOException {
        return read(0, context.limits().head());
    }

    /** {@return where the text begins: behind a byte order mark} */
    static int begin(byte[] head) {
        return TextKind.bomLength(head, head.length);
    }

    /** {@return the bytes of a range, fewer if the file ends before} */
    byte[] read(long from, int count) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(count, length - from))];
        int got = readFully(bytes, 0, bytes.length, from);
        return got == bytes.length ? bytes : Arrays.copyOf(bytes, got);
    }

    private int readFully(byte[] to, int offset, int count, long from) throws IOException {
        if (members != null) {
            return members.read(to, offset, count, from);
        }
        ByteBuffer rest = ByteBuffer.wrap(to, offset, count);
        int got = 0;
        while (rest.hasRemaining() && got >= 0) {
            got = channel.read(rest, from + count - rest.remaining());
        }
        return count - rest.remaining();
    }

    /** {@return a feed of a range; a note says so if the file no longer reaches to its end} */
    Feed feed(long from, long to) {
        return new Feed() {
            private long at = from;

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                int wanted = (int) Math.min(count, to - at);
                int got = readFully(bytes, offset, wanted, at);
                at += got;
                context.progress().read(members == null ? got : 0);
                if (got < wanted) {
                    wasTruncated(at);
                }
                return got;
            }
        };
    }

    private void wasTruncated(long at) {
        context.notes()
                .add(file.note(
                        Kind.PARTIAL,
                        "was truncated while it was read: " + (length - at) + " of its " + length
                                + " bytes could not be searched",
                        "search again, with the file that it was copied to"));
    }

    /** {@return the first boundary at or after an offset, or the length} */
    long boundaryFrom(TextFile text, long offset, long begin) throws IOException {
        if (offset <= begin) {
            return begin;
        }
        if (offset >= length) {
            return length;
        }
        long line = lineBefore(offset, begin);
        int size = STEP;
        while (true) {
            int wanted = (int) Math.min(size, length - line);
            byte[] bytes = read(line, wanted);
            boolean ends = bytes.length < wanted || line + wanted == length;
            int complete = ends ? bytes.length : Boundaries.lineStart(bytes, 0, bytes.length);
            boolean giant = complete == 0 && size >= longestLine();
            long found = boundaryIn(text, bytes, giant ? bytes.length : complete, line, offset);
            if (found >= 0 || ends) {
                return found >= 0 ? found : length;
            }
            // the last complete line is read again: it may be a header, and the line after it a boundary
            long next = complete == 0 ? line : line + Boundaries.lineStart(bytes, 0, complete - 1);
            if (giant) {
                next = behindLine(line + bytes.length);
            } else if (next == line && size >= longestLine()) {
                next = line + complete;
            }
            size = next == line ? Math.min(2 * size, longestLine()) : STEP;
            line = next;
        }
    }

    private int longestLine() {
        return context.limits().maxEvent() + STEP;
    }

    private long behindLine(long from) throws IOException {
        long at = from;
        while (at < length) {
            byte[] bytes = read(at, STEP);
            int next = Boundaries.nextLine(bytes, 0, bytes.length);
            at += next;
            if (next < bytes.length || bytes.length == 0 || bytes[next - 1] == '\n') {
                break;
            }
        }
        return Math.min(at, length);
    }

    private static long boundaryIn(TextFile text, byte[] bytes, int complete, long line, long offset) {
        boolean afterHeader = false;
        for (int at = 0; at < complete; ) {
            int next = Boundaries.nextLine(bytes, at, complete);
            boolean header = text.boundaries().isHeader(bytes, at, next);
            if (line + at >= offset
                    && (header || afterHeader || text.boundaries().startsEvent(bytes, at, next))) {
                return line + at;
            }
            afterHeader = header;
            at = next;
        }
        return -1;
    }

    /** {@return where the line with the byte before an offset begins} */
    private long lineBefore(long offset, long begin) throws IOException {
        int size = STEP;
        while (true) {
            long from = Math.max(begin, offset - size);
            byte[] bytes = read(from, (int) (offset - from));
            int line = Boundaries.lineStart(bytes, 0, Math.max(0, bytes.length - 1));
            if (line > 0 || from == begin || size > context.limits().maxEvent()) {
                return from + line;
            }
            size *= 2;
        }
    }

    /** {@return the last boundary at or before an offset, or the beginning} */
    long boundaryUpTo(TextFile text, long offset, long begin) throws IOException {
        long step = STEP;
        long from = offset;
        while (from > begin) {
            from = Math.max(begin, offset - step);
            long boundary = boundaryFrom(text, from, begin);
            if (boundary <= offset) {
                return boundary;
            }
            step *= 2;
        }
        return begin;
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        if (members != null) {
            members.close();
        }
        channel.close();
    }
}
