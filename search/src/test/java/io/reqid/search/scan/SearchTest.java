package io.reqid.search.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reqid.RequestId;
import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    /** A ULID of 2026-11-25T12:00:00.000Z. */
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static final String ID = ulid(NOON);
    private static final String LONG = "y".repeat(400);

    @TempDir
    private Path directory;

    private final List<Note> notes = new ArrayList<>();
    private final AtomicLong skipped = new AtomicLong();

    @Test
    void idOfTheTestTellsItsTime() {
        assertThat(RequestId.parse(ID).flatMap(RequestId::createdAt)).contains(NOON);
    }

    @Test
    void eventThatQuotesAnIdIsAMention() throws IOException {
        String text = line(NOON, "abc", "one") + line(NOON, "xyz", "after abc") + line(NOON, "xyz", "after abcd");
        RequestLog log =
                requests(SearchOptions.standard(), write("a.log", text), "abc").get(0);
        assertThat(messages(log.events())).containsExactly("one");
        assertThat(messages(log.mentions())).containsExactly("after abc");
    }

    @Test
    void fullStopBehindAnIdIsThatOfASentence() throws IOException {
        String text = line(NOON, "x", "after abc1.")
                + line(NOON, "x", "(abc1.) it")
                + line(NOON, "x", "to abc1.d")
                + line(NOON, "x", "abc1..")
                + line(NOON, "abc1.", "its own");
        Path log = write("a.log", text);

        assertThat(messages(
                        requests(SearchOptions.standard(), log, "abc1").get(0).mentions()))
                .containsExactly("after abc1.", "(abc1.) it", "its own");
        assertThat(messages(
                        requests(SearchOptions.standard(), log, "abc1.").get(0).events()))
                .containsExactly("its own");
        assertThat(search(SearchOptions.standard(), log).requests(List.of("abc"), true))
                .filteredOn(each -> each.id().equals("abc1."))
                .singleElement()
                .satisfies(each -> assertThat(messages(each.events())).containsExactly("its own"));
    }

    @Test
    void beginningOfIdsIsNoIdAndSaysSo() throws IOException {
        String text = line(NOON, "abc1", "one") + line(NOON, "abc2", "two") + line(NOON, "abc2", "three");
        RequestLog log =
                requests(SearchOptions.standard(), write("a.log", text), "abc").get(0);
        assertThat(log.events()).isEmpty();
        assertThat(log.mentions()).isEmpty();
        assertThat(notes)
                .filteredOn(note -> note.kind() == Kind.HINT)
                .containsExactly(
                        new Note(Kind.HINT, "abc", "would match 2 requests", "give the whole id or use --prefix"));
    }

    @Test
    void prefixGivesEveryRequestThatBeginsSo() throws IOException {
        String text =
                line(NOON.plusSeconds(5), "abc1", "one") + line(NOON, "abc2", "two about abc1") + line(NOON, "b", "x");
        List<RequestLog> logs =
                search(SearchOptions.standard(), write("a.log", text)).requests(List.of("abc", "zzz"), true);
        assertThat(logs).extracting(RequestLog::id).containsExactly("abc2", "abc1", "zzz");
        assertThat(messages(logs.get(1).events())).containsExactly("one");
        assertThat(messages(logs.get(1).mentions())).containsExactly("two about abc1");
    }

    @Test
    void manyIdsAreAnsweredInOnePassInTheOrderAsked() throws IOException {
        StringBuilder text = new StringBuilder();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            ids.add(0, "01M89YMCTX8GW4EZYE" + (10_000_000 + i * 7919));
            text.append(line(NOON, ids.get(0), "event " + i));
        }
        List<RequestLog> logs = search(SearchOptions.standard(), write("a.log", text.toString()))
                .requests(ids, false);
        assertThat(logs).extracting(RequestLog::id).containsExactlyElementsOf(ids);
        assertThat(logs).allSatisfy(log -> assertThat(log.events()).hasSize(1));
    }

    @Test
    void textThatCannotBeAnIdIsRefused() throws IOException {
        Search search = search(SearchOptions.standard(), write("a.log", ""));
        assertThatThrownBy(() -> search.requests(List.of("a b"), false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> search.requests(List.of(""), true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesAreMergedByTimeAndAFileKeepsItsOrder() throws IOException {
        Path one = write("a.log", line(NOON, "x", "1") + line(NOON.plusSeconds(9), "x", "4") + line(NOON, "x", "5"));
        Path two = write(
                "b.log",
                line(NOON, "x", "2") + line(NOON.plusSeconds(1), "x", "3") + "---- [x] 3b\n"
                        + line(NOON.plusSeconds(10), "x", "6"));
        Search search = search(SearchOptions.standard(), one, two);
        assertThat(messages(search.requests(List.of("x"), false).get(0).events()))
                .containsExactly("1", "2", "3", "3b", "4", "5", "6");
    }

    @Test
    void whatLiesBeforeTheTimeOfAnIdIsNotRead() throws IOException {
        Path big = write("a.log", hours(NOON.minus(Duration.ofHours(20)), 40, ""));
        Path old = write("b.log", line(NOON.minusSeconds(9000), ID, "impossible"));
        Files.setLastModifiedTime(old, FileTime.from(NOON.minusSeconds(8000)));
        RequestLog log =
                requests(SearchOptions.standard(), List.of(big, old), ID).get(0);
        assertThat(messages(log.events())).containsExactly("at noon", "later");
        assertThat(skipped.get()).isBetween(Files.size(big) / 3, Files.size(big) * 2 / 3);
    }

    @Test
    void withinLeavesOutWhatIsLater() throws IOException {
        Path big = write("a.log", hours(NOON.minus(Duration.ofHours(20)), 40, ""));
        RequestLog log = requests(SearchOptions.standard().withWithin(Duration.ofMinutes(1)), big, ID)
                .get(0);
        assertThat(messages(log.events())).containsExactly("at noon");
        assertThat(skipped.get()).isGreaterThan(Files.size(big) * 9 / 10);
    }

    @Test
    void clockThatIsSetBackHidesNothing() throws IOException {
        Path big = write("a.log", hours(NOON, 10, "") + hours(NOON.minus(Duration.ofHours(30)), 20, ""));
        SearchOptions since = SearchOptions.standard().withSince(NOON);
        assertThat(messages(requests(since, big, ID).get(0).events())).containsExactly("at noon", "later");
    }

    @Test
    void idOfAClockThatIsAheadHidesNothing() throws IOException {
        String ahead = ulid(NOON.plus(Duration.ofHours(3)));
        Path big =
                write("a.log", hours(NOON.minus(Duration.ofHours(20)), 40, "").replace(ID, ahead));
        RequestLog log = requests(SearchOptions.standard(), big, ahead).get(0);
        assertThat(messages(log.events())).containsExactly("at noon", "later");
    }

    @Test
    void eventStampedByAClockThatIsALittleBehindIsFound() throws IOException {
        Path big = write(
                "a.log",
                dense(NOON.minusSeconds(120), 100, line(NOON.minusSeconds(20), ID, "early"), 0)
                        + dense(NOON.minusSeconds(20), 30, line(NOON.plusSeconds(10), ID, "late"), 0));

        assertThat(messages(requests(SearchOptions.standard(), big, ID).get(0).events()))
                .containsExactly("early", "late");
        assertThat(skipped.get()).isGreaterThan(Files.size(big) / 5);
    }

    @Test
    void eventThatIsTooEarlyForItsIdLetsEverythingBeRead() throws IOException {
        Path big = write(
                "a.log",
                dense(NOON.minusSeconds(300), 210, line(NOON.minusSeconds(90), ID, "first"), 0)
                        + dense(NOON.minusSeconds(90), 50, line(NOON.minusSeconds(40), ID, "second"), 0)
                        + line(NOON, ID, "third"));

        assertThat(messages(requests(SearchOptions.standard(), big, ID).get(0).events()))
                .containsExactly("first", "second", "third");
    }

    @Test
    void stampsThatStepBackALittleLetNothingMoreBeRead() throws IOException {
        Path big = write("a.log", dense(NOON.minusSeconds(240), 250, line(NOON, ID, "one"), 20));

        assertThat(messages(requests(SearchOptions.standard(), big, ID).get(0).events()))
                .containsExactly("one");
        assertThat(skipped.get()).isGreaterThan(Files.size(big) / 2);
    }

    /** Twenty events a second, of which every seventh is stamped some seconds too early, and one more in the end. */
    private static String dense(Instant from, int seconds, String last, int early) {
        StringBuilder log = new StringBuilder();
        String filler = "x".repeat(300);
        for (int i = 0; i < 20 * seconds; i++) {
            Instant at = from.plusMillis(50L * i).minusSeconds(i % 7 == 0 ? early : 0);
            log.append(line(at, "other", filler));
        }
        return log.append(last).toString();
    }

    @Test
    void clockThatWasAheadForAWhileHidesNothing() throws IOException {
        String before = hours(NOON.minus(Duration.ofHours(300)), 200, LONG);
        String ahead = hours(NOON.minus(Duration.ofMinutes(30)), 2, LONG);
        String after = hours(NOON.minus(Duration.ofHours(4)), 6, LONG);
        for (int place = 0; place < 3; place++) {
            String between = hours(NOON.minus(Duration.ofHours(90)), 1 + 2 * place, LONG);
            Path big = write("a.log", before + ahead + between + after);

            assertThat(messages(
                            requests(SearchOptions.standard(), big, ID).get(0).events()))
                    .as("place " + place)
                    .containsExactly("at noon", "later", "at noon", "later");
        }
    }

    @Test
    void clockThatWasAheadLongBeforeHidesNothing() throws IOException {
        String ahead = hours(NOON.minus(Duration.ofMinutes(30)), 5, LONG);
        Path big = write("a.log", ahead + hours(NOON.minus(Duration.ofHours(200)), 202, LONG));

        assertThat(messages(requests(SearchOptions.standard(), big, ID).get(0).events()))
                .containsExactly("at noon", "later", "at noon", "later");
    }

    /** So short, and so near to what is within, that only the look behind that meets it. */
    @Test
    void clockThatIsSetBackForAWhileHidesNothingFromWithin() throws IOException {
        String before = hours(NOON.minus(Duration.ofHours(2)), 3, LONG);
        String between = hours(NOON.plus(Duration.ofHours(4)), 2, LONG);
        String again = hours(NOON.minus(Duration.ofMinutes(50)), 1, LONG);
        String after = hours(NOON.plus(Duration.ofHours(20)), 200, LONG);
        Path big = write("a.log", before + between + again + after);
        SearchOptions within = SearchOptions.standard().withWithin(Duration.ofMinutes(10));

        assertThat(messages(requests(within, big, ID).get(0).events())).containsExactly("at noon", "at noon");
    }

    @Test
    void wholeFilesHideNothingHoweverShortTheClockWasWrong() throws IOException {
        String before = hours(NOON.minus(Duration.ofHours(90)), 40, LONG);
        String after = hours(NOON.minus(Duration.ofHours(50)), 51, LONG);
        Path big = write("a.log", before + line(NOON.plusSeconds(1), ID, "ahead") + after);
        SearchOptions whole = SearchOptions.standard().withWholeFiles();

        assertThat(messages(requests(SearchOptions.standard(), big, ID).get(0).events()))
                .as("what docs/search.md warns of")
                .doesNotContain("ahead");
        assertThat(messages(requests(whole, big, ID).get(0).events())).contains("ahead", "at noon");
        assertThat(messages(requests(whole.withWithin(Duration.ofMillis(500)), big, ID)
                        .get(0)
                        .events()))
                .as("bounds are bounds all the same")
                .containsExactly("at noon");
    }

    @Test
    void withinIsExact() throws IOException {
        Path file = write(
                "a.log", line(NOON.plusSeconds(60), ID, "in time") + line(NOON.plusSeconds(61), ID, "a second late"));

        assertThat(messages(requests(SearchOptions.standard().withWithin(Duration.ofMinutes(1)), file, ID)
                        .get(0)
                        .events()))
                .containsExactly("in time");
    }

    @Test
    void idWithoutATimeIsLookedForEverywhereBesideOneWithATime() throws IOException {
        Path big = write("a.log", line(NOON.minus(Duration.ofHours(20)), "r1", "old"));
        Files.writeString(big, hours(NOON.minus(Duration.ofHours(19)), 21, ""), StandardOpenOption.APPEND);

        List<RequestLog> logs = search(SearchOptions.standard(), big).requests(List.of(ID, "r1"), false);

        assertThat(logs)
                .extracting(log -> messages(log.events()))
                .containsExactly(List.of("at noon", "later"), List.of("old"));
    }

    @Test
    void clockThatIsSetBackBetweenFilesOfASetHidesNothing() throws IOException {
        Path one = write("a.log.2", line(NOON.plusSeconds(7200), "x", "ahead") + line(NOON.plusSeconds(7201), ID, "1"));
        Path two = write("a.log.1", line(NOON.minusSeconds(7200), "x", "set back"));
        Path three = write("a.log", line(NOON, ID, "2"));

        assertThat(messages(requests(SearchOptions.standard(), List.of(one, two, three), ID)
                        .get(0)
                        .events()))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void filesThatWerePassedOverAreReadIfNothingIsFound() throws IOException {
        String ahead = ulid(NOON.plus(Duration.ofHours(3)));
        Path one = write("a.log.2", line(NOON, ahead, "of a clock ahead"));
        Path two = write("a.log.1", line(NOON.plusSeconds(60), "x", "later"));
        Path three = write("a.log", line(NOON.plusSeconds(120), "x", "last"));

        assertThat(messages(requests(SearchOptions.standard(), List.of(one, two, three), ahead)
                        .get(0)
                        .events()))
                .containsExactly("of a clock ahead");
    }

    @Test
    void eventWhoseTimeNobodyKnowsIsWithinAllBounds() throws IOException {
        Path file = write("a.log", "---- [x] timeless\n" + line(NOON, "x", "old"));

        assertThat(messages(requests(SearchOptions.standard().withSince(NOON.plusSeconds(1)), file, "x")
                        .get(0)
                        .events()))
                .containsExactly("timeless");
    }

    @Test
    void rotatedFilesBeforeTheTimeOfAnIdAreNotRead() throws IOException {
        Path one = write("a.2026-11-23.log", "damaged\n" + line(NOON.minus(Duration.ofDays(2)), ID, "impossible"));
        Path two = write("a.2026-11-24.log", line(NOON.minus(Duration.ofDays(1)), "x", "before"));
        Path three = write("a.log", line(NOON, ID, "now"));
        RequestLog log =
                requests(SearchOptions.standard(), List.of(one, two, three), ID).get(0);
        assertThat(messages(log.events())).containsExactly("now");
    }

    @Test
    void sinceAndUntilBoundEventsAndThoseWithoutTimeGoWithTheOneBefore() throws IOException {
        Path file = write(
                "a.log",
                line(NOON, "x", "1") + "---- [x] 1b\n" + line(NOON.plusSeconds(1), "x", "2") + "---- [x] 2b\n"
                        + line(NOON.plusSeconds(2), "x", "3"));
        SearchOptions second =
                SearchOptions.standard().withSince(NOON.plusSeconds(1)).withUntil(NOON.plusSeconds(1));
        assertThat(messages(requests(second, file, "x").get(0).events())).containsExactly("2", "2b");
        List<Event> all = new ArrayList<>();
        search(second, file).allEvents(all::add);
        assertThat(messages(all)).containsExactly("2", "2b");
    }

    @Test
    void oldestIsTheFirstEventOfAnyFile() throws IOException {
        Path one = write("a.log", "no time\n" + line(NOON, "x", "1"));
        Path two = write("b.log", line(NOON.minusSeconds(5), "x", "1"));
        assertThat(search(SearchOptions.standard(), one, two).oldestMillis())
                .hasValue(NOON.minusSeconds(5).toEpochMilli());
        assertThat(search(SearchOptions.standard(), write("c.log", "")).oldestMillis())
                .isEmpty();
    }

    @Test
    void giantEventIsCutAndSaid() throws IOException {
        String giant = line(NOON, "x", "giant") + ("\tat y " + "z".repeat(100) + "\n").repeat(100) + "\tat end x\n";
        Path file = write("a.log", line(NOON, "x", "1") + giant + line(NOON, "x", "2"));
        Search search = new Search(
                resolve(file),
                (name, head, modified, to) -> new BracketFormat(true),
                SearchOptions.standard(),
                Progress.NONE,
                notes::add,
                new Limits(64, 128, 1 << 20, 2000, 1 << 20));
        List<Event> events = search.requests(List.of("x"), false).get(0).events();
        assertThat(messages(events)).containsExactly("1", "giant", "2");
        assertThat(events.get(1).bytes()).hasSize(2000);
        assertThat(notes).filteredOn(note -> note.kind() == Kind.PARTIAL).hasSize(1);
    }

    @Test
    void lineLongerThanAnyEventIsPassedAndWhatFollowsIsFound() throws IOException {
        Path file = write("a.log", line(NOON, "x", "1") + "q".repeat(20_000) + "\n" + line(NOON, "x", "2"));
        for (long part : new long[] {1 << 20, 100}) {
            Search search = new Search(
                    resolve(file),
                    (name, head, modified, to) -> new BracketFormat(true),
                    SearchOptions.standard(),
                    Progress.NONE,
                    notes::add,
                    new Limits(64, 128, part, 2000, 0));
            assertThat(messages(search.requests(List.of("x"), false).get(0).events()))
                    .containsExactly("1", "2");
        }
        assertThat(notes).filteredOn(note -> note.kind() == Kind.PARTIAL).isNotEmpty();
    }

    @Test
    void utf16IsSaidAndNotSearched() throws IOException {
        Path file = directory.resolve("a.log");
        Files.write(file, line(NOON, "x", "1").getBytes(StandardCharsets.UTF_16));
        assertThat(requests(SearchOptions.standard(), file, "x").get(0).events())
                .isEmpty();
        assertThat(notes)
                .filteredOn(note -> note.kind() == Kind.PARTIAL)
                .singleElement()
                .satisfies(note -> assertThat(note.found()).contains("UTF-16"));
    }

    @Test
    void byteOrderMarkAndNulHideNothing() throws IOException {
        Path bom = write("a.log", "\uFEFF" + line(NOON, "x", "1"));
        Path hole = write("b.log", "\0".repeat(9000) + "\n" + line(NOON, "x", "2"));
        List<Event> events = requests(SearchOptions.standard(), List.of(bom, hole), "x")
                .get(0)
                .events();
        assertThat(messages(events)).containsExactly("1", "2");
        assertThat(events.get(0).position()).isEqualTo(3);
    }

    @Test
    void fileThatShrinksWhileItIsReadIsSaid() throws IOException {
        Path file = write("a.log", line(NOON, "x", "1") + line(NOON, "y", "2").repeat(3000) + line(NOON, "x", "3"));
        LogSet logs = resolve(file);
        long kept = line(NOON, "x", "1").length();
        Progress shrinking = new ReadProgress() {
            @Override
            public void read(long bytes) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(kept);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        Search search = new Search(
                logs,
                (name, head, modified, to) -> new BracketFormat(true),
                SearchOptions.standard().withThreads(1),
                shrinking,
                notes::add,
                new Limits(64, 128, 1000, 1 << 20, 0));
        assertThat(messages(search.requests(List.of("x"), false).get(0).events()))
                .containsExactly("1");
        assertThat(notes)
                .anyMatch(note -> note.kind() == Kind.PARTIAL && note.found().contains("truncated"));
    }

    @Test
    void fileThatIsRotatedBeforeItIsReadIsSaid() throws IOException {
        for (int length : new int[] {10, 100_000}) {
            Path file = write("a.log", line(NOON, "x", "1".repeat(length)));
            Search search = search(SearchOptions.standard().withSince(NOON), file);
            notes.clear();
            Files.move(file, directory.resolve("a.log." + length));
            write("a.log", line(NOON, "x", "2".repeat(length)));
            assertThat(search.requests(List.of("x"), false).get(0).events()).hasSize(1);
            assertThat(notes)
                    .filteredOn(note -> note.kind() == Kind.PARTIAL)
                    .singleElement()
                    .satisfies(note -> assertThat(note.found()).contains("rotated"));
        }
    }

    @Test
    void standardInputIsSearched() {
        byte[] text = line(NOON, ID, "1").getBytes(StandardCharsets.US_ASCII);
        InputOptions options = InputOptions.standard().withStandardInput(new ByteArrayInputStream(text));
        LogSet logs = LogSet.resolve(List.of("-"), options, notes::add);
        Search search = new Search(
                logs,
                (name, head, modified, to) -> new BracketFormat(true),
                SearchOptions.standard(),
                Progress.NONE,
                notes::add);
        assertThat(messages(search.requests(List.of(ID), false).get(0).events()))
                .containsExactly("1");
    }

    /** Two events a second; those of the id at noon and an hour later. */
    private static String hours(Instant from, int hours, String text) {
        StringBuilder log = new StringBuilder();
        for (Instant at = from; at.isBefore(from.plus(Duration.ofHours(hours))); at = at.plusSeconds(30)) {
            log.append(line(at, "other", "x".repeat(100) + text));
            if (at.equals(NOON)) {
                log.append(line(at, ID, "at noon"));
            }
            if (at.equals(NOON.plusSeconds(3600))) {
                log.append(line(at, ID, "later"));
            }
        }
        return log.toString();
    }

    private static String line(Instant time, String id, String message) {
        return String.format("%tFT%<tT.%<tLZ [%s] %s\n", time.atZone(ZoneOffset.UTC), id, message);
    }

    private static String ulid(Instant time) {
        String digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        StringBuilder id = new StringBuilder();
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(digits.charAt((int) (time.toEpochMilli() >>> shift) & 31));
        }
        return id + "8GW4EZYE36SQGB5F";
    }

    private static List<String> messages(List<Event> events) {
        return events.stream().map(Event::message).toList();
    }

    private List<RequestLog> requests(SearchOptions options, Path file, String id) {
        return requests(options, List.of(file), id);
    }

    private List<RequestLog> requests(SearchOptions options, List<Path> files, String id) {
        return search(options, files.toArray(Path[]::new)).requests(List.of(id), false);
    }

    private Search search(SearchOptions options, Path... files) {
        Progress counting = new ReadProgress() {
            @Override
            public void read(long bytes) {
                skipped.accumulateAndGet(bytes, Math::max);
            }
        };
        Limits limits = new Limits(1 << 12, 1 << 13, 1 << 20, 1 << 20, 1 << 16);
        return new Search(
                resolve(files),
                (file, head, modified, to) -> new BracketFormat(true),
                options,
                counting,
                notes::add,
                limits);
    }

    private LogSet resolve(Path... files) {
        List<String> paths = Arrays.stream(files).map(Path::toString).toList();
        return LogSet.resolve(paths, InputOptions.standard(), notes::add);
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
