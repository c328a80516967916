package io.reqid.search.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.index.IndexPlace;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random logs, searched by the real thing with edges everywhere and by the naive one: nothing lost, nothing foreign. */
class SearchAgainstNaiveTest {
    private static final int ROUNDS = 40;

    @TempDir
    private Path directory;

    private final List<Note> notes = new ArrayList<>();

    @Test
    void requestsAreTheSameWhateverIsCutWhereAndWhoeverSearches() throws IOException {
        long first = Long.getLong("seed", new Random().nextInt(1_000_000));
        for (long seed = first; seed < first + ROUNDS; seed++) {
            checkRequests(seed);
        }
    }

    private void checkRequests(long seed) throws IOException {
        Random random = new Random(seed);
        RandomLogs made = new RandomLogs(seed, Files.createDirectory(directory.resolve("r" + seed)));
        boolean idKnown = random.nextBoolean();
        LogSet logs = LogSet.resolve(made.paths(), InputOptions.standard(), notes::add);
        List<NaiveSearch.Piece> events = naiveEvents(made, logs, new NaiveSearch(idKnown));
        NaiveSearch naive = new NaiveSearch(idKnown);
        for (int threads = 1; threads <= 3; threads++) {
            index(logs, idKnown, threads);
            Search search = search(logs, idKnown, threads, limits(random));
            List<Event> all = new ArrayList<>();
            search.allEvents(all::add);
            assertThat(pieces(all)).as("all events, seed " + seed).containsExactlyElementsOf(texts(events));
            for (RequestLog log : search.requests(RandomLogs.IDS, false)) {
                String what = "seed " + seed + ", " + threads + " threads, id " + log.id();
                assertThat(pieces(log.events()))
                        .as(what)
                        .containsExactlyElementsOf(matching(events, log.id(), naive::isOwn));
                assertThat(pieces(log.mentions()))
                        .as(what)
                        .containsExactlyElementsOf(matching(events, log.id(), naive::isMention));
            }
            checkIndexed(search, naive, events, "seed " + seed + ", " + threads + " threads");
            List<Event> some = new ArrayList<>();
            search.eventsWith(
                    random.nextBoolean() ? TextQuery.literal("req-1") : TextQuery.regex("re[q]-1"), some::add);
            assertThat(pieces(some))
                    .as("find, seed " + seed)
                    .containsExactlyElementsOf(matching(
                            events, "req-1", (event, id) -> event.text().contains(id)));
        }
        assertThat(notes).as("seed " + seed).noneMatch(note -> note.kind() == Kind.PARTIAL);
    }

    /** Makes no indexes at first, then some, then all. */
    private void index(LogSet logs, boolean idKnown, int round) {
        BracketFormat format = new BracketFormat(idKnown);
        List<String> closed = logs.files().stream()
                .filter(file -> !file.isCurrent())
                .map(file -> String.valueOf(file.path()))
                .toList();
        LogSet some =
                LogSet.resolve(closed.subList(0, closed.size() * (round - 1) / 2), InputOptions.standard(), notes::add);
        new Indexer(some, (file, head, modified, to) -> format, IndexPlace.besideLogs(), 1, Progress.NONE, notes::add)
                .build();
    }

    /** Of these ids alone indexes are asked. */
    private static void checkIndexed(Search search, NaiveSearch naive, List<NaiveSearch.Piece> events, String what) {
        for (RequestLog log : search.requests(RandomLogs.LONG_IDS, false)) {
            assertThat(pieces(log.events()))
                    .as(what)
                    .containsExactlyElementsOf(matching(events, log.id(), naive::isOwn));
            assertThat(pieces(log.mentions()))
                    .as(what)
                    .containsExactlyElementsOf(matching(events, log.id(), naive::isMention));
        }
    }

    private Search search(LogSet logs, boolean idKnown, int threads, Limits limits) {
        SearchOptions options = SearchOptions.standard().withThreads(threads);
        BracketFormat format = new BracketFormat(idKnown);
        return new Search(logs, (file, head, modified, to) -> format, options, Progress.NONE, notes::add, limits);
    }

    private static Limits limits(Random random) {
        return new Limits(random.nextInt(100), 1 + random.nextInt(300), 1 + random.nextInt(600), 1 << 20, 0);
    }

    /** Sets are found by their names, in the order in which the first file of each was named. */
    private static List<NaiveSearch.Piece> naiveEvents(RandomLogs made, LogSet logs, NaiveSearch naive) {
        List<NaiveSearch.Piece> events = new ArrayList<>();
        int order = 0;
        while (order < logs.files().size()) {
            LogFile file = logs.files().get(order);
            int number = file.service().charAt("app".length()) - '0';
            events.addAll(naive.events(made.sets().get(number), order));
            order += made.sets().get(number).size();
        }
        return events;
    }

    private static List<String> matching(
            List<NaiveSearch.Piece> events, String id, BiPredicate<NaiveSearch.Piece, String> rule) {
        return texts(events.stream().filter(event -> rule.test(event, id)).toList());
    }

    private static List<String> texts(List<NaiveSearch.Piece> events) {
        return events.stream().map(NaiveSearch.Piece::text).toList();
    }

    private static List<String> pieces(List<Event> events) {
        return events.stream()
                .sorted(Event.FILE_ORDER)
                .map(event -> new String(event.bytes(), StandardCharsets.ISO_8859_1))
                .toList();
    }
}
