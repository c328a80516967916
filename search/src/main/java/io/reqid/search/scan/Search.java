package io.reqid.search.scan;

import io.reqid.RequestId;
import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Progress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Finds events in logs. What is found does not depend on the number of threads. A file that cannot be read, or not to its
 * end, is noted and the search goes on. For one thread at a time; the standard input can be read once.
 */
public final class Search {
    private final LogSet logs;
    private final Context context;
    private final SearchOptions options;
    private final FirstTimes firstTimes;
    private final FileSelection selection;

    /**
     * Searches files.
     *
     * @param logs the files
     * @param formats tells how each is understood
     * @param options what part of them is searched
     * @param progress is told how far the search is
     * @param notes is told what the user should know
     */
    public Search(LogSet logs, FormatSource formats, SearchOptions options, Progress progress, Notes notes) {
        this(logs, formats, options, progress, notes, Limits.STANDARD);
    }

    Search(LogSet logs, FormatSource formats, SearchOptions options, Progress progress, Notes notes, Limits limits) {
        this.logs = logs;
        this.options = options;
        this.context = new Context(formats, limits, progress, notes);
        this.firstTimes = new FirstTimes(context);
        this.selection = new FileSelection(firstTimes, options.skewNanos());
    }

    /**
     * {@return everything that some requests did: one log for each id asked for, in that order, also where nothing was
     * found}
     *
     * <p>What was logged before the time that an id tells is passed over where that is known without reading it. If then
     * nothing is found, or something so early that the clocks must differ, everything is read.
     *
     * @param ids the ids, or beginnings of ids; one that is named twice is answered once
     * @param prefix whether beginnings are meant: then there is one log for each id of a request that begins so, ordered
     *     by time, and an empty one under what was asked for if there is none
     * @throws IllegalArgumentException if one of them is neither an id nor the beginning of one by the grammar of
     *     {@link RequestId}
     * @throws SearchInterruptedException if the thread is interrupted
     */
    public List<RequestLog> requests(List<String> ids, boolean prefix) {
        List<String> asked = List.copyOf(new LinkedHashSet<>(ids));
        for (String id : asked) {
            checkId(id);
        }
        if (asked.isEmpty()) {
            return List.of();
        }
        IdTimes times = prefix ? IdTimes.UNKNOWN : IdTimes.of(asked, options);
        Answer answer = new Answer(asked, prefix, times, options.bounds());
        Scan scan = new Scan(logs, context, selection, options);
        answer.add(asked, find(scan, asked, prefix, answer, times.bounds()));
        List<String> doubtful = scan.wasComplete() ? List.of() : answer.doubtful();
        if (!doubtful.isEmpty()) {
            answer.add(doubtful, find(scan, doubtful, prefix, answer, times.upperBound()));
        }
        answer.hintAtLongerIds(context.notes());
        return answer.requests(new Sets(logs));
    }

    private List<Found> find(Scan scan, List<String> ids, boolean prefix, Answer answer, TimeBounds bounds) {
        IdJudge judge = answer.judgeOf(ids);
        TimeBounds wanted = read(bounds.and(options.bounds()));
        boolean asked = !prefix && !options.wholeFiles() && anyMayBeIndexed();
        IndexLookup indexes = asked ? new IndexLookup(ids, options.indexPlaces(), firstTimes, context) : null;
        return scan.run(new IdSearch(judge, context), wanted, indexes);
    }

    /** {@return the bounds outside of which nothing need be read} */
    private TimeBounds read(TimeBounds wanted) {
        return options.wholeFiles() ? TimeBounds.NONE : wanted.widened(options.skewNanos());
    }

    private boolean anyMayBeIndexed() {
        for (LogFile file : logs.files()) {
            if (file.isRegular() && !file.isCurrent()) {
                return true;
            }
        }
        return false;
    }

    /** Tells the set of a file by its order. */
    private record Sets(LogSet logs) implements IntUnaryOperator {
        @Override
        public int applyAsInt(int order) {
            return logs.files().get(order).set();
        }
    }

    private static void checkId(String id) {
        if (RequestId.parse(id).isEmpty()) {
            throw new IllegalArgumentException("an id, or its beginning, is 1 to " + RequestId.MAX_LENGTH
                    + " characters of [A-Za-z0-9_.=+-], the first of them not '.'; got " + id.length() + " characters");
        }
    }

    /**
     * Finds the events that hold a text.
     *
     * @param query what they must hold
     * @param sink is given them in file order, by the caller's thread
     * @throws SearchInterruptedException if the thread is interrupted
     */
    public void eventsWith(TextQuery query, Consumer<Event> sink) {
        scanAll(new EventLook(query, options.bounds(), context), sink);
    }

    /**
     * Gives out all events.
     *
     * @param sink is given them in file order, by the caller's thread
     * @throws SearchInterruptedException if the thread is interrupted
     */
    public void allEvents(Consumer<Event> sink) {
        scanAll(new EventLook(null, options.bounds(), context), sink);
    }

    private void scanAll(EventLook look, Consumer<Event> sink) {
        List<LogFile> files = selection.within(logs, read(options.bounds()));
        try (FullScan scan = new FullScan(logs, context, options.threads(), look::look, sink)) {
            scan.run(files);
        }
    }

    /**
     * {@return the time of the oldest event, in milliseconds since 1970, as far as the beginnings of the files show it;
     * empty if no file begins with an event that has a time}
     */
    public OptionalLong oldestMillis() {
        return logs.files().stream()
                .mapToLong(firstTimes::of)
                .filter(nanos -> nanos != Event.NO_TIME)
                .map(TimeUnit.NANOSECONDS::toMillis)
                .min();
    }
}
