package io.reqid.search.scan;

import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Searches all files within bounds in time, in parallel over files and over parts of large ones. */
final class Scan {
    private final LogSet logs;
    private final Context context;
    private final FileSelection selection;
    private final SearchOptions options;
    private boolean complete = true;

    Scan(LogSet logs, Context context, FileSelection selection, SearchOptions options) {
        this.logs = logs;
        this.context = context;
        this.selection = selection;
        this.options = options;
    }

    /** {@return whether the last run read everything: nothing was passed over because of its time} */
    boolean wasComplete() {
        return complete;
    }

    /**
     * {@return what was found, files in their order, in a file in its order}
     *
     * @param indexes null if no file may have one
     */
    List<Found> run(BlockSearch search, TimeBounds bounds, @Nullable IndexLookup indexes) {
        Map<LogFile, IndexLookup.Places> indexed = indexes == null ? Map.of() : indexed(indexes);
        List<LogFile> files = selection.within(logs.files(), indexed.keySet(), bounds);
        complete = files.size() == logs.files().size();
        for (LogFile file : files) {
            context.progress().expect(file.size());
        }
        Seams seams = new Seams(search);
        try (Tasks tasks = new Tasks(options.threads());
                OpenFiles open = new OpenFiles()) {
            List<List<Future<PartResult>>> results = new ArrayList<>();
            for (LogFile file : files) {
                IndexLookup.Places places = indexed.get(file);
                results.add(
                        places == null
                                ? start(file, search, bounds, tasks, open)
                                : startPlaces(file, places, search, tasks, open));
            }
            for (int i = 0; i < files.size(); i++) {
                LogFile file = files.get(i);
                seams.add(file.set(), file.order(), Tasks.inOrder(results.get(i)));
            }
        }
        return seams.found();
    }

    private Map<LogFile, IndexLookup.Places> indexed(IndexLookup indexes) {
        Map<LogFile, IndexLookup.Places> indexed = new HashMap<>();
        for (LogFile file : logs.files()) {
            indexes.placesIn(file, filesAfter(file)).ifPresent(places -> indexed.put(file, places));
        }
        return indexed;
    }

    private List<Future<PartResult>> start(
            LogFile file, BlockSearch search, TimeBounds bounds, Tasks tasks, OpenFiles open) {
        Limits limits = context.limits();
        boolean cut = file.size() > limits.part() || (!bounds.isNone() && file.size() >= limits.seekFrom());
        if (!file.isSeekable() || !cut) {
            Part part = new Part(file, hasBefore(file), hasAfter(file));
            return List.of(tasks.submit(new WholeFile(part, search, context)));
        }
        try {
            return startParts(file, open.add(new SeekableText(file, context)), search, bounds, tasks);
        } catch (IOException unreadable) {
            context.notes().add(Part.unreadable(file, unreadable));
            return List.of();
        }
    }

    private List<Future<PartResult>> startParts(
            LogFile file, SeekableText seekable, BlockSearch search, TimeBounds bounds, Tasks tasks)
            throws IOException {
        byte[] head = seekable.head();
        Optional<TextFile> text = context.understand(file, head);
        if (text.isEmpty()) {
            return List.of();
        }
        long begin = SeekableText.begin(head);
        TimeSeek.Range range = new TimeSeek(seekable, text.get(), begin, options.skewNanos()).within(bounds);
        boolean all = range.from() == begin && range.to() == seekable.length();
        complete &= all;
        context.progress().read(seekable.length() - (range.to() - range.from()));
        List<Future<PartResult>> parts = new ArrayList<>();
        long from = range.from();
        while (from < range.to()) {
            long start = from;
            long end = Math.min(
                    range.to(),
                    seekable.boundaryFrom(text.get(), from + context.limits().part(), begin));
            Part part = new Part(file, start == begin && hasBefore(file), end == seekable.length() && hasAfter(file));
            parts.add(tasks.submit(new Stretch(part, seekable, text.get(), start, end, search, context)));
            from = end;
        }
        return parts;
    }

    /** The file neither goes on with an event of the one before, nor does the one after with one of it. */
    private List<Future<PartResult>> startPlaces(
            LogFile file, IndexLookup.Places places, BlockSearch search, Tasks tasks, OpenFiles open) {
        if (places.blocks().isEmpty()) {
            context.progress().read(file.size());
            return List.of();
        }
        Part part = new Part(file, false, false);
        if (!file.isSeekable() && places.points().size() == 0) {
            return List.of(tasks.submit(() -> part.searchStream(search, context)));
        }
        try {
            SeekableText seekable = open.add(new SeekableText(file, places.points(), context));
            byte[] head = seekable.head();
            Optional<TextFile> text = context.understand(file, head);
            List<Future<PartResult>> parts = new ArrayList<>();
            for (TimeSeek.Range range : text.isEmpty()
                    ? List.<TimeSeek.Range>of()
                    : ranges(places, seekable, text.get(), SeekableText.begin(head))) {
                parts.add(tasks.submit(
                        new Stretch(part, seekable, text.get(), range.from(), range.to(), search, context)));
            }
            return parts;
        } catch (IOException unreadable) {
            context.notes().add(Part.unreadable(file, unreadable));
            return List.of();
        }
    }

    /** {@return the ranges between boundaries that hold some blocks, none twice} */
    private static List<TimeSeek.Range> ranges(
            IndexLookup.Places places, SeekableText seekable, TextFile text, long begin) throws IOException {
        List<TimeSeek.Range> ranges = new ArrayList<>();
        long done = begin;
        for (long block : places.blocks()) {
            long start = block << places.blockShift();
            long end = Math.min(seekable.length(), (block + 1) << places.blockShift());
            long from = Math.max(done, seekable.boundaryUpTo(text, Math.min(start, seekable.length()), begin));
            long to = seekable.boundaryFrom(text, end, begin);
            if (from < to) {
                ranges.add(new TimeSeek.Range(from, to));
                done = to;
            }
        }
        return ranges;
    }

    private boolean hasBefore(LogFile file) {
        return file.order() > 0 && logs.files().get(file.order() - 1).set() == file.set();
    }

    /** {@return the files of its set after a file} */
    private List<LogFile> filesAfter(LogFile file) {
        int end = file.order() + 1;
        while (end < logs.files().size() && logs.files().get(end).set() == file.set()) {
            end++;
        }
        return logs.files().subList(file.order() + 1, end);
    }

    private boolean hasAfter(LogFile file) {
        return file.order() + 1 < logs.files().size()
                && logs.files().get(file.order() + 1).set() == file.set();
    }

    private record WholeFile(Part part, BlockSearch search, Context context) implements Callable<PartResult> {
        @Override
        public PartResult call() {
            return part.searchStream(search, context);
        }
    }

    private record Stretch(
            Part part, SeekableText seekable, TextFile text, long from, long to, BlockSearch search, Context context)
            implements Callable<PartResult> {
        @Override
        public PartResult call() {
            return part.searchRange(seekable, text, from, to, search, context);
        }
    }

    /** Files that parts share. */
    private static final class OpenFiles implements AutoCloseable {
        private final List<SeekableText> files = new ArrayList<>();

        SeekableText add(SeekableText file) {
            files.add(file);
            return file;
        }

        @Override
        public void close() {
            for (SeekableText file : files) {
                try {
                    file.close();
                } catch (IOException unexpected) {
                    throw new UncheckedIOException(unexpected);
                }
            }
        }
    }
}
