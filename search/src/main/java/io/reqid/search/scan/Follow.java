package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.input.LogFile;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives out the events of logs as they are written, each once. A file is known by what the system calls its key, so that
 * it is the same under another name: one that is renamed is read to its end, and one that takes its name is read from its
 * beginning. A file that became shorter, or whose last bytes are others, was truncated and is read from its beginning.
 * Files that are there at first are read from their end on, the standard input and pipes from their beginning. Time passes only by the calls of {@link #step}. For one thread.
 */
public final class Follow implements Closeable {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEFT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Supplier<List<LogFile>> files;
    private final FormatSource formats;
    private final Notes notes;
    private final InTimeOrder sink;
    private final Map<Object, Tail> tails = new LinkedHashMap<>();
    private final Map<String, Pipe> pipes = new LinkedHashMap<>();
    private boolean looked;
    private long nextLook;

    /** Is given what was written. */
    public interface Sink {
        /**
         * Takes an event.
         *
         * @param event the event
         */
        void event(Event event);

        /**
         * Takes lines that go on with an event which was given out, because nothing more had been written for a moment.
         *
         * @param begun the event
         * @param more the lines, with time, level, thread, logger and ids of the event
         */
        void more(Event begun, Event more);
    }

    /**
     * Follows files. Nothing is opened before the first step.
     *
     * @param files looks for the files, again and again; those that are compressed or were rotated away are passed over
     * @param formats tells how each is understood
     * @param notes is told what the user should know
     * @param sink is given the events, those of a file in their order, those of one step in time order
     */
    public Follow(Supplier<List<LogFile>> files, FormatSource formats, Notes notes, Sink sink) {
        this.files = files;
        this.formats = formats;
        this.notes = notes;
        this.sink = new InTimeOrder(sink);
    }

    /**
     * Reads what was written since the last step, and gives out what is known to be whole: an event is if the next one has
     * begun, or if it ends a line and nothing more was written for half a second.
     *
     * @param nanoTime the time, as {@link System#nanoTime} counts it
     */
    public void step(long nanoTime) {
        if (!looked || nanoTime - nextLook >= 0) {
            look(nanoTime);
            nextLook = nanoTime + LOOK_NANOS;
        }
        for (Map.Entry<Object, Tail> each : List.copyOf(tails.entrySet())) {
            if (!read(each.getValue(), nanoTime)) {
                tails.remove(each.getKey());
            }
        }
        pipes.values().forEach(pipe -> pipe.read(nanoTime));
        sink.handOn();
    }

    /** {@return whether nothing can come any more but from files that appear: there is no other and all pipes have ended} */
    public boolean isOver() {
        return tails.isEmpty() && pipes.values().stream().allMatch(Pipe::isOver);
    }

    /** {@return how many files are followed} */
    public int size() {
        return tails.size();
    }

    /** Gives out what was read and ends a line, and closes the files. */
    @Override
    public void close() {
        tails.values().forEach(tail -> {
            tail.finish();
            tail.close();
        });
        tails.clear();
        pipes.values().forEach(Pipe::close);
        pipes.clear();
        sink.handOn();
    }

    private void look(long nanoTime) {
        List<Object> there = new ArrayList<>();
        for (LogFile file : files.get()) {
            Path path = file.path();
            if (!file.isRegular()) {
                pipes.computeIfAbsent(
                        file.name(), name -> Pipe.open(file, new LiveEvents(file, formats, notes, sink), notes));
            } else if (path != null && file.isCurrent()) {
                Object key = keyOf(path);
                if (key != null && (tails.containsKey(key) || open(file, path, key, nanoTime))) {
                    there.add(key);
                }
            }
        }
        tails.forEach((key, tail) -> tail.named(there.contains(key), nanoTime));
        looked = true;
    }

    private boolean open(LogFile file, Path path, Object key, long nanoTime) {
        try {
            Tail tail = Tail.open(file, new LiveEvents(file, formats, notes, sink), looked, nanoTime, notes);
            if (!key.equals(keyOf(path))) {
                tail.close(); // another file has just taken its name: next time
                return false;
            }
            tails.put(key, tail);
            return true;
        } catch (IOException e) {
            notes.add(file.note(Kind.PARTIAL, "cannot be read: " + e.getMessage() + "; the others are followed", ""));
            return false;
        }
    }

    /** {@return whether the file is to be read again} */
    private boolean read(Tail tail, long nanoTime) {
        try {
            tail.read(nanoTime);
            if (!tail.isLeft(nanoTime, LEFT_NANOS)) {
                return true;
            }
        } catch (IOException e) {
            tail.fail(e);
        }
        tail.end();
        tail.close();
        return false;
    }

    /** Where the system has no keys, the time at which a file was made tells it from its successor. */
    private static @Nullable Object keyOf(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key != null ? key : path.toString() + '\0' + attributes.creationTime();
        } catch (IOException gone) {
            return null;
        }
    }
}
