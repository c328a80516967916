package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.index.IdWords;
import io.reqid.search.index.IndexEntries;
import io.reqid.search.index.LogIndex;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogInput;
import io.reqid.search.input.LogSet;
import io.reqid.search.input.TextKind;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Makes, checks and removes the indexes beside closed logs. For one thread at a time. */
public final class Indexer {
    private static final int LOOKED_AT = 16;

    private final List<LogFile> closed;
    private final Context context;
    private final Notes notes;
    private final int threads;

    /** What became of, or is known of, the index of a log. */
    public enum State {
        /** There is an index and it fits the log. */
        GOOD,
        /** There is none. */
        NONE,
        /** There is one that does not fit the log, is damaged or cannot be read. */
        UNUSABLE,
        /** None is made of this log; a note says why. */
        REFUSED
    }

    /**
     * The index of one log.
     *
     * @param file the log
     * @param state what is known of its index
     * @param entries how many entries it has, 0 if it is not good
     * @param bytes its size on disk, 0 if there is none
     */
    public record Status(LogFile file, State state, int entries, long bytes) {}

    /**
     * Works on the indexes of the closed logs of a set: regular files but those that may still be written.
     *
     * @param logs the files
     * @param formats tells how each is understood
     * @param threads how many files are read at once
     * @param progress is told how far reading is
     * @param notes is told what went wrong
     */
    public Indexer(LogSet logs, FormatSource formats, int threads, Progress progress, Notes notes) {
        this.closed = logs.files().stream()
                .filter(file -> file.isRegular() && !file.isCurrent())
                .toList();
        this.context = new Context(formats, Limits.STANDARD, progress, notes);
        this.notes = notes;
        this.threads = threads;
    }

    /**
     * Makes the index of each log that has no good one.
     *
     * @return what there is now, in the order of the files
     * @throws SearchInterruptedException if the thread is interrupted
     */
    public List<Status> build() {
        return each(file -> status(file).state() == State.GOOD ? status(file) : build(file));
    }

    /** {@return what is known of the index of each log without reading the logs} */
    public List<Status> status() {
        return closed.stream().map(this::status).toList();
    }

    /**
     * Makes each index again and compares.
     *
     * @return what there is, in the order of the files; what differs is {@link State#UNUSABLE} and noted
     * @throws SearchInterruptedException if the thread is interrupted
     */
    public List<Status> verify() {
        return each(this::verify);
    }

    /**
     * Removes the indexes.
     *
     * @return how many there were
     */
    public int drop() {
        int dropped = 0;
        for (LogFile file : closed) {
            try {
                dropped += Files.deleteIfExists(LogIndex.placeOf(pathOf(file))) ? 1 : 0;
            } catch (IOException stays) {
                notes.add(file.note(Kind.PARTIAL, "its index could not be removed", "check who may write there"));
            }
        }
        return dropped;
    }

    private List<Status> each(Function<LogFile, Status> work) {
        context.progress().expect(closed.stream().mapToLong(LogFile::size).sum());
        try (Tasks tasks = new Tasks(threads)) {
            List<Future<Status>> results = closed.stream()
                    .map(file -> tasks.submit(() -> work.apply(file)))
                    .toList();
            return Tasks.inOrder(results);
        }
    }

    private Status status(LogFile file) {
        try {
            Optional<LogIndex> index = LogIndex.read(pathOf(file));
            return index.map(good -> good(file, good)).orElseGet(() -> new Status(file, State.NONE, 0, 0));
        } catch (IOException unusable) {
            return new Status(file, State.UNUSABLE, 0, bytes(file));
        }
    }

    private static Status good(LogFile file, LogIndex index) {
        return new Status(file, State.GOOD, index.size(), bytes(file));
    }

    private static long bytes(LogFile file) {
        return LogIndex.placeOf(pathOf(file)).toFile().length();
    }

    private Status build(LogFile file) {
        try {
            Optional<LogIndex> index = collect(file);
            if (index.isEmpty()) {
                return new Status(file, State.REFUSED, 0, 0);
            }
            index.get().write(pathOf(file));
            return good(file, index.get());
        } catch (IOException failed) {
            notes.add(Part.unreadable(file, failed));
            return new Status(file, State.REFUSED, 0, 0);
        }
    }

    private Status verify(LogFile file) {
        Status status = status(file);
        if (status.state() != State.GOOD) {
            return status;
        }
        try {
            Optional<LogIndex> found = LogIndex.read(pathOf(file));
            Optional<LogIndex> again = collect(file);
            if (found.isPresent() && again.isPresent() && found.get().isSameAs(again.get())) {
                return status;
            }
        } catch (IOException changed) {
            notes.add(Part.unreadable(file, changed));
        }
        notes.add(file.note(Kind.PARTIAL, "its index does not say what the log says", "renew it: reqid index build"));
        return new Status(file, State.UNUSABLE, 0, status.bytes());
    }

    /** {@return the index of a log, or nothing if it could not be read to its end or cannot be indexed, which is noted} */
    private Optional<LogIndex> collect(LogFile file) throws IOException {
        Faults faults = new Faults(notes);
        long length = Files.size(pathOf(file));
        FileTime modified = Files.getLastModifiedTime(pathOf(file));
        LogIndex index;
        try (LogInput in = file.open(faults, context.progress()::read)) {
            byte[] head = new byte[context.limits().head()];
            head = Arrays.copyOf(head, in.read(head, 0, head.length));
            Optional<TextFile> text = context.understand(file, head);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            int bom = TextKind.bomLength(head, head.length);
            byte[] ahead = Arrays.copyOfRange(head, bom, head.length);
            BlockReader blocks = new BlockReader(text.get(), in::read, bom, ahead, faults);
            boolean beginsInside = FirstTimes.beginsInside(text.get(), head);
            IndexEntries entries = new IndexEntries();
            for (Block block = blocks.next(); block != null && !faults.any; block = blocks.next()) {
                if (idsAreHidden(block)) {
                    notes.add(file.note(
                            Kind.HINT,
                            "writes its ids so that they are no words of their own; not indexed",
                            "put spaces or brackets around %reqId"));
                    return Optional.empty();
                }
                add(block, entries);
            }
            index = LogIndex.of(pathOf(file), beginsInside, entries);
        }
        if (Files.size(pathOf(file)) != length
                || !Files.getLastModifiedTime(pathOf(file)).equals(modified)) {
            notes.add(file.note(Kind.HINT, "is still written; not indexed", "index it when it is rotated"));
            return Optional.empty();
        }
        return faults.any ? Optional.empty() : Optional.of(index);
    }

    private static void add(Block block, IndexEntries entries) {
        long offset = block.position() - block.from();
        IdWords.forEach(
                block.bytes(),
                block.from(),
                block.to(),
                (start, hash) -> entries.add((offset + start) >>> LogIndex.BLOCK_SHIFT, hash));
    }

    /** Looks at the first events of a block: whether an id stands so in its place that it is part of a longer word. */
    private static boolean idsAreHidden(Block block) {
        int at = block.from();
        for (int i = 0; i < LOOKED_AT && at < block.to(); i++) {
            int end = block.eventEnd(at);
            if (!block.isHeader(at) && isHidden(block.event(at, end))) {
                return true;
            }
            at = end;
        }
        return false;
    }

    private static boolean isHidden(Event event) {
        String id = event.requestId();
        if (id == null || !event.idKnown() || !LogIndex.holds(id)) {
            return false;
        }
        byte[] word = id.getBytes(StandardCharsets.US_ASCII);
        Hits hits = new Hits();
        Needles.of(List.of(word)).find(event.bytes(), 0, event.bytes().length, hits);
        boolean whole = false;
        for (int i = 0; i < hits.size(); i++) {
            whole |= Words.isWhole(event.bytes(), hits.position(i), hits.position(i) + word.length);
        }
        return !whole;
    }

    private static Path pathOf(LogFile file) {
        Path path = file.path();
        if (path == null) {
            throw new IllegalStateException("only files have indexes");
        }
        return path;
    }

    /** Hands on notes and knows whether one said that something is missing. */
    private static final class Faults implements Notes {
        private final Notes notes;
        private boolean any;

        Faults(Notes notes) {
            this.notes = notes;
        }

        @Override
        public void add(Note note) {
            any |= note.kind() == Kind.PARTIAL;
            notes.add(note);
        }
    }
}
