package io.reqid.search.scan;

import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogInput;
import io.reqid.search.report.Notes;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What comes out of the standard input or of a pipe, from its beginning on. It is read by a thread of its own, which waits
 * for the one that follows when that is far behind. For one thread.
 */
final class Pipe {
    private static final int CHUNK = 1 << 16;
    private static final int MOST_WAITING = 64;
    private static final byte[] END = new byte[0];

    private final LogFile file;
    private final LiveEvents events;
    private final Notes notes;
    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread reader;
    private boolean ended;

    private Pipe(LogFile file, LiveEvents events, Notes notes) {
        this.file = file;
        this.events = events;
        this.notes = notes;
        this.reader = new Thread(this::pump, "reqid-pipe");
        reader.setDaemon(true); // nobody can end a read that waits
    }

    static Pipe open(LogFile file, LiveEvents events, Notes notes) {
        Pipe pipe = new Pipe(file, events, notes);
        pipe.reader.start();
        return pipe;
    }

    private void pump() {
        try {
            try (LogInput in = file.open(notes, bytes -> {})) {
                byte[] chunk = new byte[CHUNK];
                for (int got = in.readSome(chunk, 0, CHUNK); got > 0; got = in.readSome(chunk, 0, CHUNK)) {
                    chunks.put(Arrays.copyOf(chunk, got));
                }
            } catch (IOException unreadable) {
                notes.add(Part.unreadable(file, unreadable));
            }
            chunks.put(END);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt(); // nobody takes what is left
        }
    }

    /** Takes what has come. */
    void read(long nanoTime) {
        for (int i = 0; i < MOST_WAITING && !ended; i++) {
            byte[] chunk = chunks.poll();
            if (chunk == null) {
                break;
            }
            ended = chunk == END;
            events.add(chunk, chunk.length, nanoTime);
        }
        if (ended) {
            events.end();
        } else {
            events.pass(nanoTime);
        }
    }

    /** {@return whether all that will ever come was taken} */
    boolean isOver() {
        return ended;
    }

    /** Gives out the whole lines that are left. */
    void close() {
        events.finish();
        reader.interrupt();
    }
}
