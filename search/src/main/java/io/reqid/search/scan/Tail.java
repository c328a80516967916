package io.reqid.search.scan;

import io.reqid.search.input.LogFile;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** The end of one file that grows. For one thread. */
final class Tail implements Closeable {
    private static final int CHUNK = 1 << 16;
    private static final int HEAD = 1 << 16;
    /** How many of the bytes before its place a tail remembers, to see that they are still the same. */
    private static final int REMEMBERED = 64;

    private final LogFile file;
    private final FileChannel channel;
    private final LiveEvents events;
    private final Notes notes;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private byte[] remembered = new byte[0];
    private long position;
    private boolean named = true;
    private long lastNews;

    private Tail(LogFile file, FileChannel channel, LiveEvents events, Notes notes, long nanoTime) {
        this.file = file;
        this.channel = channel;
        this.events = events;
        this.notes = notes;
        this.lastNews = nanoTime;
    }

    /** Opens a file at its beginning, or at its end. */
    static Tail open(LogFile file, LiveEvents events, boolean fromBeginning, long nanoTime, Notes notes)
            throws IOException {
        FileChannel channel = file.openChannel();
        Tail tail = new Tail(file, channel, events, notes, nanoTime);
        try {
            if (fromBeginning) {
                notes.add(file.note(Kind.DETAIL, "has appeared; it is read from its beginning", ""));
            } else {
                tail.goToEnd();
            }
            return tail;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void goToEnd() throws IOException {
        long size = channel.size();
        if (size > 0) {
            byte[] head = bytes(0, (int) Math.min(HEAD, size));
            remembered = bytes(Math.max(0, size - REMEMBERED), (int) Math.min(REMEMBERED, size));
            boolean lineEnded = remembered.length > 0 && remembered[remembered.length - 1] == '\n';
            events.join(head, size, lineEnded);
            position = size;
        }
    }

    /** Reads what is new. */
    void read(long nanoTime) throws IOException {
        if (channel.size() < position || !rememberedStands()) {
            notes.add(file.note(Kind.DETAIL, "was truncated; it is read from its beginning", ""));
            events.restart();
            position = 0;
            remembered = new byte[0];
        }
        while (readChunk(nanoTime)) {
            lastNews = nanoTime;
        }
        events.pass(nanoTime);
    }

    private boolean rememberedStands() throws IOException {
        return Arrays.equals(remembered, bytes(position - remembered.length, remembered.length));
    }

    private boolean readChunk(long nanoTime) throws IOException {
        chunk.clear();
        int got = channel.read(chunk, position);
        if (got <= 0) {
            return false;
        }
        events.add(chunk.array(), got, nanoTime);
        position += got;
        remember(got);
        return true;
    }

    private void remember(int got) {
        int kept = Math.min(remembered.length, Math.max(0, REMEMBERED - got));
        int taken = Math.min(got, REMEMBERED);
        byte[] last = Arrays.copyOfRange(remembered, remembered.length - kept, remembered.length - kept + kept + taken);
        System.arraycopy(chunk.array(), got - taken, last, kept, taken);
        remembered = last;
    }

    private byte[] bytes(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            // until all is there or the file ends
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Is told whether the file is still found under a name that is followed. */
    void named(boolean found, long nanoTime) {
        if (named && !found) {
            lastNews = nanoTime;
            notes.add(file.note(Kind.DETAIL, "was renamed or removed; it is read to its end", ""));
        }
        named = found;
    }

    /** {@return whether it has no name any more and nothing came for some time: whoever wrote it writes another} */
    boolean isLeft(long nanoTime, long quietNanos) {
        return !named && nanoTime - lastNews >= quietNanos;
    }

    void fail(IOException e) {
        notes.add(file.note(
                Kind.PARTIAL, "cannot be read any more: " + e.getMessage() + "; the others are followed", ""));
    }

    /** Gives out the whole lines that are left. */
    void finish() {
        events.finish();
    }

    /** Gives out all that is left, since nothing can come any more. */
    void end() {
        events.end();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            notes.add(file.note(Kind.DETAIL, "was not closed: " + e.getMessage(), ""));
        }
    }
}
