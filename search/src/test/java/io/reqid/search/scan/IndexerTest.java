package io.reqid.search.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.Event;
import io.reqid.search.event.Formats;
import io.reqid.search.event.RequestLog;
import io.reqid.search.index.IndexPlace;
import io.reqid.search.index.LogIndex;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogSet;
import io.reqid.search.input.Packed;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexerTest {
    private static final int SIZE = 5 << 20;

    @TempDir
    private Path directory;

    private final List<Note> notes = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final AtomicLong read = new AtomicLong();

    @Test
    void sameIsFoundWithAnIndexAndLessIsRead() throws IOException {
        Path plain = Files.write(directory.resolve("a.log.2"), log(1));
        Path packed = Files.write(directory.resolve("a.log.1.gz"), Packed.GZIP.pack(log(2)));
        List<List<String>> before = answers(plain, packed);
        assertThat(indexer(plain, packed).build())
                .extracting(Indexer.Status::state)
                .containsOnly(Indexer.State.GOOD);
        assertThat(answers(plain, packed)).isEqualTo(before);
        assertThat(before.stream().mapToInt(List::size).sum()).isGreaterThan(500);
        read.set(0);
        requests(List.of("01M89YMCTXNOSUCHIDATALL777"), plain);
        assertThat(read.get()).isZero();
        assertThat(notes).noneMatch(note -> note.kind() != Kind.DETAIL);
    }

    @Test
    void idsThatAnIndexDoesNotHoldAreFoundAllTheSame() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.log.1"),
                line("short", "x") + line("a=b=c=d=e=f=g=1=2", "y") + line("onlyletterslonglong", "z"));
        indexer(file).build();
        for (String id : List.of("short", "a=b=c=d=e=f=g=1=2", "onlyletterslonglong")) {
            assertThat(requests(List.of(id), file).get(0).events()).hasSize(1);
        }
    }

    @Test
    void eventThatARotationCutIsFoundWholeInSpiteOfIndexes() throws IOException {
        String id = "01M89YMCTX0000000000000001";
        Path one = Files.writeString(directory.resolve("a.log.2"), line(id, "begun"));
        Path two = Files.writeString(directory.resolve("a.log.1"), "\tat its end\n" + line("other", "x"));
        indexer(one, two).build();
        List<Event> events = requests(List.of(id), one, two).get(0).events();
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(new String(event.bytes(), StandardCharsets.US_ASCII))
                        .endsWith("begun\n\tat its end\n"));
    }

    @Test
    void indexOfALogThatChangedIsNotUsedAndSaysSo() throws IOException {
        String id = "01M89YMCTX0000000000000001";
        Path file = Files.writeString(directory.resolve("a.log.1"), line("other", "x"));
        FileTime time = Files.getLastModifiedTime(file);
        indexer(file).build();
        Files.writeString(file, line(id, ""));
        Files.setLastModifiedTime(file, time);
        assertThat(indexer(file).status()).extracting(Indexer.Status::state).containsExactly(Indexer.State.UNUSABLE);
        assertThat(requests(List.of(id), file).get(0).events()).hasSize(1);
        assertThat(notes).extracting(Note::kind).contains(Kind.HINT);
        assertThat(indexer(file).build()).extracting(Indexer.Status::state).containsExactly(Indexer.State.GOOD);
    }

    @Test
    void noByteOfAnIndexCanBeChangedUnseen() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.log.1"),
                line("01M89YMCTX0000000000000001", "x").repeat(3));
        indexer(file).build();
        Path index = IndexPlace.besideLogs().of(file);
        byte[] good = Files.readAllBytes(index);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            Files.write(index, bad);
            assertThat(indexer(file).status())
                    .as("byte " + i)
                    .extracting(Indexer.Status::state)
                    .containsExactly(Indexer.State.UNUSABLE);
            Files.write(index, Arrays.copyOf(good, i));
            assertThat(indexer(file).status())
                    .as("cut at " + i)
                    .extracting(Indexer.Status::state)
                    .containsExactly(Indexer.State.UNUSABLE);
        }
        Files.write(index, Arrays.copyOf(good, good.length + 1));
        assertThat(indexer(file).status())
                .as("longer")
                .extracting(Indexer.Status::state)
                .containsExactly(Indexer.State.UNUSABLE);
    }

    @Test
    void idAtTheEndOfASentenceIsFoundByTheIndex() throws IOException {
        String id = "01M89YMCTX0000000000000001";
        Path file = Files.writeString(directory.resolve("a.log.1"), line("other", "went on in " + id + "."));
        Indexes indexes = Indexes.besideLogs();
        indexes.indexer(file).build();

        assertThat(indexes.find(id, file).get(1)).hasSize(1);
    }

    @Test
    void idOfTheSameHashCostsAReadAndNothingElse() throws IOException {
        String there = "01M89YMCTX0000000001131241";
        String collides = "01M89YMCTX0000000005796750";
        Path file = Files.writeString(directory.resolve("a.log.1"), line(there, "x"));
        Indexes indexes = Indexes.besideLogs();
        indexes.indexer(file).build();
        try (LogIndex index = LogIndex.open(IndexPlace.besideLogs(), file).orElseThrow()) {
            SortedSet<Long> blocks = new TreeSet<>();
            index.addBlocks(collides, blocks);
            assertThat(blocks).as("the hashes are the same").containsExactly(0L);
        }

        assertThat(indexes.find(collides, file)).isEqualTo(List.of(List.of(), List.of()));
        assertThat(indexes.find(there, file).get(0)).containsExactly(line(there, "x"));
    }

    @Test
    void indexThatWasMadeWithOtherPatternsIsNotUsedAndSaysSo() throws IOException {
        String id = "01M89YMCTX0000000000000001";
        Path file = Files.writeString(directory.resolve("a.log.1"), line(id, "x"));
        Indexes.withRules(1).indexer(file).build();
        Indexes others = Indexes.withRules(2);

        assertThat(others.find(id, file).get(0)).hasSize(1);
        assertThat(others.read.get()).isEqualTo(Files.size(file));
        assertThat(others.notes)
                .filteredOn(note -> note.kind() == Kind.HINT)
                .singleElement()
                .satisfies(note -> assertThat(note.found()).contains("with other patterns"));
        assertThat(others.indexer(file).status())
                .extracting(Indexer.Status::state)
                .containsExactly(Indexer.State.UNUSABLE);
    }

    @Test
    void indexesMayLieInADirectoryOfTheirOwn() throws IOException {
        String id = "01M89YMCTX0000000000000001";
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Path one = Files.writeString(Files.createDirectory(logs.resolve("a")).resolve("a.log.1"), line("other", "x"));
        Path two = Files.writeString(Files.createDirectory(logs.resolve("b")).resolve("a.log.1"), line(id, "y"));
        Path place = directory.resolve("made").resolve("indexes");
        Indexes indexes = Indexes.in(IndexPlace.in(place));

        assertThat(indexes.indexer(one, two).build())
                .extracting(Indexer.Status::state)
                .containsOnly(Indexer.State.GOOD);

        assertThat(place).isDirectoryContaining(file -> file.toString().endsWith(".reqid-idx"));
        assertThat(one).hasSameTextualContentAs(Files.writeString(directory.resolve("same"), line("other", "x")));
        assertThat(logs.resolve("a")).isDirectoryNotContaining(file -> !file.equals(one));
        assertThat(indexes.find(id, one, two).get(0)).containsExactly(line(id, "y"));
        indexes.read.set(0);
        assertThat(indexes.find("01M89YMCTX0000000000000002", one, two)).isEqualTo(List.of(List.of(), List.of()));
        assertThat(indexes.indexer(one, two).verify())
                .extracting(Indexer.Status::state)
                .containsOnly(Indexer.State.GOOD);
        assertThat(indexes.indexer(one, two).drop()).isEqualTo(2);
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void eventThatGoesOnBehindAnEmptyFileIsFoundWholeInSpiteOfIndexes() throws IOException {
        String id = "01M89YMCTX0000000000000001";
        Path one = Files.writeString(directory.resolve("a.log.3"), line(id, "begun"));
        Path none = Files.write(directory.resolve("a.log.2.gz"), Indexes.gzip(new byte[0]));
        Path two = Files.writeString(directory.resolve("a.log.1"), "\tat its end\n" + line("other", "x"));
        indexer(one, none, two).build();

        assertThat(texts(requests(List.of(id), one, none, two).get(0).events()))
                .containsExactly(line(id, "begun") + "\tat its end\n");
    }

    @Test
    void verifyReadsTheLogAgainAndDropRemoves() throws IOException {
        Path file = Files.write(directory.resolve("a.log.1"), log(3));
        indexer(file).build();
        assertThat(indexer(file).verify()).extracting(Indexer.Status::state).containsExactly(Indexer.State.GOOD);
        Path other = Files.write(directory.resolve("b.log.1"), Files.readAllBytes(file));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        assertThat(indexer(other).build()).extracting(Indexer.Status::state).containsExactly(Indexer.State.GOOD);
        assertThat(indexer(file, other).drop()).isEqualTo(2);
        assertThat(indexer(file).status()).extracting(Indexer.Status::state).containsExactly(Indexer.State.NONE);
    }

    @Test
    void logThatMayBeWrittenIsNotIndexed() throws IOException {
        Path file = Files.writeString(directory.resolve("a.log"), line("01M89YMCTX0000000000000001", "x"));
        assertThat(indexer(file).build()).isEmpty();
        assertThat(notes).extracting(Note::found).containsExactly("may still be written, so it has no index");
    }

    @Test
    void logThatGrowsWhileItIsReadIsNotIndexed() throws IOException {
        Path file = Files.writeString(directory.resolve("a.log.1"), line("01M89YMCTX0000000000000001", "x"));
        Progress growing = new ReadProgress() {
            private boolean grown;

            @Override
            public void read(long bytes) {
                if (grown) {
                    return;
                }
                grown = true;
                try {
                    Files.writeString(file, line("01M89YMCTX0000000000000002", "y"), StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        FormatSource formats = (name, head, modified, to) -> new BracketFormat(true);

        assertThat(new Indexer(resolve(file), formats, IndexPlace.besideLogs(), 1, growing, notes::add).build())
                .extracting(Indexer.Status::state)
                .containsExactly(Indexer.State.REFUSED);
        assertThat(IndexPlace.besideLogs().of(file)).doesNotExist();
        assertThat(notes)
                .filteredOn(note -> note.kind() == Kind.HINT)
                .extracting(Note::found)
                .containsExactly("is still written; not indexed");
    }

    @Test
    void logWhoseIdsAreNoWordsOfTheirOwnIsNotIndexed() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.log.1"), "2026-11-25 12:00:00.001 id_01M89YMCTX0000000000000001 hello\n");
        Formats formats = Formats.standard().withPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} id_%reqId %msg%n");

        assertThat(new Indexer(resolve(file), formats::detect, IndexPlace.besideLogs(), 1, Progress.NONE, notes::add)
                        .build())
                .extracting(Indexer.Status::state)
                .containsExactly(Indexer.State.REFUSED);
        assertThat(notes)
                .filteredOn(note -> note.kind() == Kind.HINT)
                .extracting(Note::found)
                .containsExactly("writes its ids so that they are no words of their own; not indexed");
    }

    @Test
    void closedLogsAreIndexedWithoutAWordOfTheOneThatIsWritten() throws IOException {
        Path closed = Files.write(directory.resolve("a.log.1"), log(3));
        Path current = Files.writeString(directory.resolve("a.log"), line("01M89YMCTX0000000000000001", "x"));
        assertThat(indexer(closed, current).build()).hasSize(1);
        assertThat(notes).noneMatch(note -> note.kind() == Kind.HINT);
    }

    @Test
    void damagedLogIsNotIndexed() throws IOException {
        byte[] packed = Packed.GZIP.pack(log(4));
        Path file = Files.write(directory.resolve("a.log.1.gz"), Arrays.copyOf(packed, packed.length / 2));
        assertThat(indexer(file).build()).extracting(Indexer.Status::state).containsExactly(Indexer.State.REFUSED);
        assertThat(IndexPlace.besideLogs().of(file)).doesNotExist();
    }

    @Tag("once")
    @Test
    void killedWhileBuildingItLeavesNoIndexOrAGoodOne() throws Exception {
        long seed = new Random().nextInt(1_000_000);
        Random random = new Random(seed);
        byte[] log = log(5);
        Path file = Files.write(directory.resolve("a.log.1"), log);
        for (int round = 0; round < 4; round++) {
            Process builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Endless.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader said = builder.inputReader(StandardCharsets.US_ASCII)) {
                for (int lines = 1 + random.nextInt(40); lines > 0; lines--) {
                    assertThat(said.readLine()).as("seed " + seed).isNotNull();
                }
                builder.destroyForcibly().waitFor();
            }
            assertThat(indexer(file).verify())
                    .as("seed " + seed)
                    .extracting(Indexer.Status::state)
                    .isSubsetOf(Indexer.State.GOOD, Indexer.State.NONE);
            assertThat(Files.readAllBytes(file)).isEqualTo(log);
        }
        assertThat(LogSet.resolve(List.of(directory.toString()), InputOptions.standard(), notes::add)
                        .files())
                .as("what is left over is no log")
                .hasSize(1);
    }

    /** Builds and drops an index until it is killed, and says a word at each step. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) {
            LogSet logs = LogSet.resolve(List.of(arguments[0]), InputOptions.standard(), note -> {});
            while (true) {
                Progress telling = new ReadProgress() {
                    @Override
                    public void read(long bytes) {
                        System.out.println("read");
                    }
                };
                Indexer indexer = new Indexer(
                        logs,
                        (name, head, modified, to) -> new BracketFormat(true),
                        IndexPlace.besideLogs(),
                        1,
                        telling,
                        note -> {});
                indexer.drop();
                System.out.println("dropped");
                indexer.build();
                System.out.println("built");
            }
        }
    }

    private List<List<String>> answers(Path... files) {
        List<List<String>> answers = new ArrayList<>();
        for (String id : ids.subList(0, 40)) {
            RequestLog log = requests(List.of(id), files).get(0);
            answers.add(texts(log.events()));
            answers.add(texts(log.mentions()));
        }
        return answers;
    }

    private static List<String> texts(List<Event> events) {
        return events.stream()
                .map(event -> new String(event.bytes(), StandardCharsets.US_ASCII))
                .toList();
    }

    /** Several blocks of events of many requests, with stack traces, some of which quote another request. */
    private byte[] log(long seed) {
        Random random = new Random(seed);
        for (int i = ids.size(); i < 2000; i++) {
            ids.add("01M89YMCTX" + String.format("%016d", i * 7919L));
        }
        StringBuilder text = new StringBuilder();
        while (text.length() < SIZE) {
            text.append(line(ids.get(random.nextInt(ids.size())), "x".repeat(random.nextInt(300))));
            if (random.nextInt(20) == 0) {
                text.append("\tat ").append("y".repeat(random.nextInt(2000))).append(" ");
                text.append(ids.get(random.nextInt(ids.size()))).append("\n");
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(String id, String message) {
        return Instant.parse("2026-11-25T12:00:00.001Z") + " [" + id + "] " + message + "\n";
    }

    private List<RequestLog> requests(List<String> asked, Path... files) {
        Progress counting = new ReadProgress() {
            @Override
            public void read(long bytes) {
                read.addAndGet(bytes == fileSize(files[0]) ? 0 : bytes);
            }
        };
        SearchOptions options = SearchOptions.standard().withThreads(2);
        return new Search(
                        resolve(files),
                        (name, head, modified, to) -> new BracketFormat(true),
                        options,
                        counting,
                        notes::add)
                .requests(asked, false);
    }

    private static long fileSize(Path file) {
        return file.toFile().length();
    }

    private Indexer indexer(Path... files) {
        return new Indexer(
                resolve(files),
                (name, head, modified, to) -> new BracketFormat(true),
                IndexPlace.besideLogs(),
                2,
                Progress.NONE,
                notes::add);
    }

    private LogSet resolve(Path... files) {
        List<String> paths = Arrays.stream(files).map(Path::toString).toList();
        return LogSet.resolve(paths, InputOptions.standard(), notes::add);
    }
}
