package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.index.IdWords;
import io.reqid.search.index.IndexEntries;
import io.reqid.search.index.IndexPlace;
import io.reqid.search.index.LogIndex;
import io.reqid.search.index.NewIndex;
import io.reqid.search.index.Reblocking;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogInput;
import io.reqid.search.input.LogSet;
import io.reqid.search.input.SeekPoints;
import io.reqid.search.input.TextKind;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import io.reqid.search.report.Progress;
import io.reqid.search.report.WatchedNotes;
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
    private final IndexPlace place;
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
     * @param seekable whether a search reads only the parts of the log that it needs
     */
    public record Status(LogFile file, State state, long entries, long bytes, boolean seekable) {
        private static Status of(LogFile file, State state, long bytes) {
            return new Status(file, state, 0, bytes, false);
        }
    }

    /**
     * Works on the indexes of the closed logs of a set: regular files but those that may still be written.
     *
     * @param logs the files
     * @param formats tells how each is understood
     * @param place where the indexes lie
     * @param threads how many files are read at once
     * @param progress is told how far reading is
     * @param notes is told what went wrong
     */
    public Indexer(LogSet logs, FormatSource formats, IndexPlace place, int threads, Progress progress, Notes notes) {
        this.closed = logs.files().stream()
                .filter(file -> file.isRegular() && !file.isCurrent())
                .toList();
        this.place = place;
        this.context = new Context(formats, Limits.STANDARD, progress, notes);
        this.notes = notes;
        this.threads = threads;
        if (closed.isEmpty() && !logs.files().isEmpty()) {
            notes.add(logs.files()
                    .get(0)
                    .note(
                            Kind.HINT,
                            logs.files().size() == 1
                                    ? "may still be written, so it has no index"
                                    : "and all other files may still be written, so none has an index",
                            "name files that are closed: rotated or compressed ones"));
        }
    }

    /**
     * Makes the index of each log that has no good one, and removes what killed processes left behind.
     *
     * @return what there is now, in the order of the files
     * @throws SearchInterruptedException if the thread is interrupted
     */
    public List<Status> build() {
        removeStrays();
        return each(this::buildIfNeeded);
    }

    /**
     * The same, after each gzip file that can be unpacked only from its beginning was written again in parts. What cannot be
     * replaced without loss is left as it is with a note.
     *
     * @return what there is now, in the order of the files
     * @throws SearchInterruptedException if the thread is interrupted
     */
    public List<Status> reblock() {
        removeStrays();
        return each(file -> {
            Status status = buildIfNeeded(file);
            boolean whole = file.isGzip() && status.state() == State.GOOD && !status.seekable();
            return whole && rewritten(file) ? again(file).map(this::build).orElse(status) : status;
        });
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
     * Removes the indexes, and what killed processes left behind.
     *
     * @return how many indexes there were
     */
    public int drop() {
        removeStrays();
        int dropped = 0;
        for (LogFile file : closed) {
            try {
                dropped += Files.deleteIfExists(place.of(pathOf(file))) ? 1 : 0;
            } catch (IOException stays) {
                notes.add(file.note(Kind.PARTIAL, "its index could not be removed", "check who may write there"));
            }
        }
        return dropped;
    }

    private void removeStrays() {
        List<Path> logs = closed.stream().map(Indexer::pathOf).toList();
        int removed = place.removeStrays(logs);
        if (removed > 0) {
            notes.add(new Note(
                    Kind.DETAIL, "index", removed + " unfinished files of processes that were killed removed", ""));
        }
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
        try (LogIndex index = LogIndex.open(place, pathOf(file)).orElse(null)) {
            if (index == null) {
                return Status.of(file, State.NONE, 0);
            }
            index.check();
            return index.rules() == context.rules()
                    ? new Status(file, State.GOOD, index.size(), index.bytes(), isSeekable(file, index.isSeekable()))
                    : Status.of(file, State.UNUSABLE, index.bytes());
        } catch (IOException unusable) {
            return Status.of(file, State.UNUSABLE, bytes(file));
        }
    }

    private static boolean isSeekable(LogFile file, boolean unpackable) {
        return file.isSeekable() || unpackable;
    }

    private long bytes(LogFile file) {
        try {
            return Files.size(place.of(pathOf(file)));
        } catch (IOException unknown) {
            return 0;
        }
    }

    private Status buildIfNeeded(LogFile file) {
        Status status = status(file);
        return status.state() == State.GOOD ? status : build(file);
    }

    private Status build(LogFile file) {
        try {
            Optional<NewIndex> index = collect(file);
            if (index.isEmpty()) {
                return Status.of(file, State.REFUSED, 0);
            }
            index.get().write(place, pathOf(file));
            boolean seekable = isSeekable(file, index.get().isSeekable());
            return new Status(file, State.GOOD, index.get().size(), bytes(file), seekable);
        } catch (IOException failed) {
            notes.add(file.note(
                    Kind.PARTIAL,
                    "its index could not be made (" + Printable.text(String.valueOf(failed.getMessage())) + ")",
                    "check who may write there, or keep indexes elsewhere: --index-dir DIR"));
            return Status.of(file, State.REFUSED, 0);
        }
    }

    /** {@return whether a file was written again} */
    private boolean rewritten(LogFile file) {
        try {
            Optional<String> refused = new Reblocking(file, pathOf(file), notes, context.progress()::read).run();
            if (refused.isEmpty()) {
                notes.add(file.note(Kind.DETAIL, "was written again in parts", ""));
                return true;
            }
            notes.add(notRewritten(file, Kind.HINT, refused.get()));
        } catch (IOException failed) {
            notes.add(notRewritten(file, Kind.PARTIAL, Printable.text(String.valueOf(failed.getMessage()))));
        }
        return false;
    }

    private static Note notRewritten(LogFile file, Kind kind, String why) {
        return file.note(kind, "was not written again in parts and is as it was: " + why, "");
    }

    /** {@return a file that has taken the place of another} */
    private static Optional<LogFile> again(LogFile file) {
        return LogSet.resolve(List.of(pathOf(file).toString()), InputOptions.standard(), note -> {}).files().stream()
                .findFirst();
    }

    private Status verify(LogFile file) {
        Status status = status(file);
        if (status.state() != State.GOOD) {
            return status;
        }
        try (LogIndex found = LogIndex.open(place, pathOf(file)).orElse(null)) {
            Optional<NewIndex> again = collect(file);
            if (found != null && again.isPresent() && found.isSameAs(again.get())) {
                return status;
            }
        } catch (IOException changed) {
            notes.add(Part.unreadable(file, changed));
        }
        notes.add(file.note(Kind.PARTIAL, "its index does not say what the log says", "renew it: reqid index build"));
        return Status.of(file, State.UNUSABLE, status.bytes());
    }

    /** {@return the index of a log, or nothing if it could not be read to its end or cannot be indexed, which is noted} */
    private Optional<NewIndex> collect(LogFile file) throws IOException {
        WatchedNotes faults = new WatchedNotes(notes);
        long length = Files.size(pathOf(file));
        FileTime modified = Files.getLastModifiedTime(pathOf(file));
        SeekPoints.Builder points = new SeekPoints.Builder();
        NewIndex index;
        try (LogInput in = file.open(faults, context.progress()::read, points)) {
            byte[] head = new byte[context.limits().head()];
            head = Arrays.copyOf(head, in.read(head, 0, head.length));
            Optional<TextFile> text = context.understand(file, head);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            int bom = TextKind.bomLength(head, head.length);
            byte[] ahead = Arrays.copyOfRange(head, bom, head.length);
            BlockReader blocks = new BlockReader(text.get(), in::read, bom, ahead, faults);
            IndexEntries entries = new IndexEntries();
            long end = bom;
            for (Block block = blocks.next(); block != null && !faults.anyPartial(); block = blocks.next()) {
                if (idsAreHidden(block)) {
                    notes.add(file.note(
                            Kind.HINT,
                            "writes its ids so that they are no words of their own; not indexed",
                            "put spaces or brackets around %reqId"));
                    return Optional.empty();
                }
                add(block, entries);
                end = block.position() + block.to() - block.from();
            }
            boolean beginsInside = FirstTimes.beginsInside(text.get(), head);
            index = NewIndex.of(pathOf(file), beginsInside, context.rules(), entries, points.upTo(end));
        }
        if (Files.size(pathOf(file)) != length
                || !Files.getLastModifiedTime(pathOf(file)).equals(modified)) {
            notes.add(file.note(Kind.HINT, "is still written; not indexed", "index it when it is rotated"));
            return Optional.empty();
        }
        return faults.anyPartial() ? Optional.empty() : Optional.of(index);
    }

    private static void add(Block block, IndexEntries entries) {
        long offset = block.position() - block.from();
        IdWords.forEach(block.bytes(), block.from(), block.to(), (start, hash) -> entries.add(offset + start, hash));
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
        byte[] bytes = event.bytes();
        for (int at = 0; at + word.length <= bytes.length; at++) {
            boolean stands = bytes[at] == word[0] && Arrays.equals(word, 0, word.length, bytes, at, at + word.length);
            if (stands && Words.isMentioned(bytes, at, at + word.length)) {
                return false;
            }
        }
        return true;
    }

    private static Path pathOf(LogFile file) {
        Path path = file.path();
        if (path == null) {
            throw new IllegalStateException("only files have indexes");
        }
        return path;
    }
}
