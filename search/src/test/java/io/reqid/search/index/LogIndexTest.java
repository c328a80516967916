package io.reqid.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reqid.search.input.SeekPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogIndexTest {
    private static final int IDS = 20_000;

    @TempDir
    private Path directory;

    private final IndexPlace place = IndexPlace.besideLogs();
    private final Map<String, SortedSet<Long>> expected = new HashMap<>();
    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        log = Files.writeString(directory.resolve("a.log.1"), "anything\n");
    }

    @Test
    void blocksOfEachIdAreTheOnesThatWereAddedHoweverOftenItStands() throws IOException {
        write(entries());
        try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
            for (Map.Entry<String, SortedSet<Long>> each : expected.entrySet()) {
                assertThat(blocks(index, each.getKey())).isEqualTo(each.getValue());
            }
            assertThat(blocks(index, "01M89YMCTXNOSUCHID0000001")).isEmpty();
        }
    }

    @Test
    void questionReadsFewPagesAndIsNotMisledByTheirDamage() throws IOException {
        write(entries());
        byte[] good = Files.readAllBytes(place.of(log));
        int pages = (good.length - IndexHeader.BYTES + 4095) / 4096;
        assertThat(pages).isGreaterThan(100);
        int answered = 0;
        int asked = 0;
        for (int page = 0; page < pages; page += 7) {
            byte[] bad = good.clone();
            bad[Math.min(bad.length - 1, IndexHeader.BYTES + page * 4096 + 100)] ^= 4;
            Files.write(place.of(log), bad);
            try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
                assertThatThrownBy(index::check).isInstanceOf(IOException.class).hasMessage("it is damaged");
                for (int i = 0; i < IDS; i += 500) {
                    asked++;
                    answered += answersRightIfAtAll(index, id(i)) ? 1 : 0;
                }
            }
        }
        assertThat(answered).isGreaterThan(asked * 9 / 10);
    }

    private boolean answersRightIfAtAll(LogIndex index, String id) {
        try {
            assertThat(blocks(index, id)).isEqualTo(expected.get(id));
            return true;
        } catch (IOException damaged) {
            return false;
        }
    }

    @Test
    void pagesCannotChangePlaces() throws IOException {
        write(entries());
        byte[] bytes = Files.readAllBytes(place.of(log));
        byte[] page = Arrays.copyOfRange(bytes, IndexHeader.BYTES, IndexHeader.BYTES + 4096);
        System.arraycopy(bytes, IndexHeader.BYTES + 4096, bytes, IndexHeader.BYTES, 4096);
        System.arraycopy(page, 0, bytes, IndexHeader.BYTES + 4096, 4096);
        Files.write(place.of(log), bytes);
        try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
            assertThatThrownBy(index::check).hasMessage("it is damaged");
        }
    }

    @Test
    void pagesOfAnotherIndexAreDamage() throws IOException {
        IndexEntries one = new IndexEntries();
        add(one, 0, id(1));
        IndexEntries other = new IndexEntries();
        add(other, 0, id(2));
        NewIndex.of(log, false, 1, other, SeekPoints.NONE).write(place, log);
        byte[] foreign = Files.readAllBytes(place.of(log));
        NewIndex.of(log, false, 2, one, SeekPoints.NONE).write(place, log);
        byte[] bytes = Files.readAllBytes(place.of(log));
        System.arraycopy(foreign, IndexHeader.BYTES, bytes, IndexHeader.BYTES, bytes.length - IndexHeader.BYTES);
        Files.write(place.of(log), bytes);

        try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
            assertThatThrownBy(() -> blocks(index, id(1))).hasMessage("it is damaged");
        }
    }

    @Test
    void logIsToldByItsSizeItsTimeItsBeginningAndItsEnd() throws IOException {
        byte[] text = "a line\n".repeat(3000).getBytes(StandardCharsets.US_ASCII);
        FileTime time = FileTime.from(Instant.parse("2026-11-20T10:00:00.123Z"));
        write(log, text, time);
        write(new IndexEntries());
        LogIndex.open(place, log).orElseThrow().close();

        assertIsAnother(text, FileTime.fromMillis(time.toMillis() + 1));
        assertIsAnother(Arrays.copyOf(text, text.length - 700), time); // the same beginning and end
        assertIsAnother(changed(text, 0), time);
        assertIsAnother(changed(text, text.length - 1), time);
    }

    private static byte[] changed(byte[] text, int at) {
        byte[] other = text.clone();
        other[at] ^= 1;
        return other;
    }

    private void assertIsAnother(byte[] text, FileTime time) throws IOException {
        write(log, text, time);
        assertThatThrownBy(() -> LogIndex.open(place, log)).hasMessage("it was made before the log was changed");
    }

    private static void write(Path file, byte[] bytes, FileTime time) throws IOException {
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void whoeverLooksSeesTheOldIndexOrTheNewOne() throws Exception {
        write(entries());
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> looking = CompletableFuture.runAsync(() -> {
            while (!ended.get()) {
                try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
                    index.check();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        IndexEntries few = new IndexEntries();
        for (int i = 0; i < 100 && !looking.isDone(); i++) {
            write(few);
        }
        ended.set(true);

        looking.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatSomebodyIsWritingIsNotRemovedAsLeftOver() throws IOException {
        try (Temporary writing = Temporary.create(directory, "index")) {
            assertThat(place.removeStrays(List.of(log))).isZero();
            assertThat(writing.path()).exists();
        }
    }

    @Test
    void nobodyReadsAnIndexWhoMayNotReadItsLog() throws IOException {
        for (String permissions : List.of("rw-------", "rw-r-----", "rw-r--r--")) {
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString(permissions));
            write(new IndexEntries());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.of(log))))
                    .isEqualTo(permissions);
        }
    }

    @Test
    void blocksGrowWithTheFileSoThatTheirNumbersFit() throws IOException {
        IndexEntries entries = new IndexEntries(20, 8);
        String first = id(1);
        String last = id(2);
        add(entries, 0, first);
        add(entries, (3L << 20) + 5, first);
        add(entries, (3L << 20) + 6, last);
        add(entries, 1L << 30, last);
        add(entries, (1L << 30) + 1, first);

        assertThat(entries.blockShift()).isEqualTo(28);
        write(entries);
        try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
            assertThat(index.blockShift()).isEqualTo(28);
            assertThat(blocks(index, first)).containsExactly(0L, 4L);
            assertThat(blocks(index, last)).containsExactly(0L, 4L);
            assertThat(index.size()).isEqualTo(4);
        }
    }

    @Test
    void lastNumberOfABlockFits() throws IOException {
        IndexEntries entries = new IndexEntries();
        long offset = ((1L << 24) - 1) << 20;
        add(entries, offset, id(1));
        assertThat(entries.blockShift()).isEqualTo(20);
        add(entries, offset + (1 << 20), id(2));
        assertThat(entries.blockShift()).isEqualTo(21);
        write(entries);
        try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
            assertThat(blocks(index, id(1))).containsExactly((1L << 23) - 1);
            assertThat(blocks(index, id(2))).containsExactly(1L << 23);
        }
    }

    @Test
    void seekPointsAreKeptIfTheyAreCloseTogether() throws IOException {
        long[] close = {0, 0, 1000, 2 << 20, 2000, 4 << 20};
        NewIndex.of(log, false, 7, new IndexEntries(), SeekPoints.of(close, 5 << 20))
                .write(place, log);
        try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
            assertThat(index.points().numbers()).isEqualTo(close);
            assertThat(index.points().length()).isEqualTo(5 << 20);
            assertThat(index.rules()).isEqualTo(7);
        }
        NewIndex.of(log, false, 7, new IndexEntries(), SeekPoints.of(new long[] {0, 0}, (2 << 20) + 1))
                .write(place, log);
        try (LogIndex index = LogIndex.open(place, log).orElseThrow()) {
            assertThat(index.isSeekable()).isFalse();
        }
    }

    @Test
    void logsOfOneNameHaveIndexesOfTheirOwnInADirectory() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other")).resolve("a.log.1");
        Files.copy(log, other);
        IndexPlace place = IndexPlace.in(directory.resolve("indexes"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("other"));

        assertThat(place.of(log)).isNotEqualTo(place.of(other)).hasParentRaw(directory.resolve("indexes"));
        assertThat(place.of(link.resolve("a.log.1"))).isEqualTo(place.of(other));
    }

    private IndexEntries entries() {
        Random random = new Random(20261125);
        IndexEntries entries = new IndexEntries();
        for (long block = 0; block < 400; block++) {
            for (int i = 0; i < 200; i++) {
                String id = id(random.nextInt(IDS));
                add(entries, (block << 20) + i, id);
                expected.computeIfAbsent(id, key -> new TreeSet<>()).add(block);
            }
            add(entries, (block << 20) + 300, "0000-a-word-of-every-block");
        }
        for (int i = 0; i < IDS; i++) {
            expected.computeIfAbsent(id(i), key -> new TreeSet<>());
        }
        return entries;
    }

    private static void add(IndexEntries entries, long offset, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        entries.add(offset, IdWords.hash(bytes, 0, bytes.length));
    }

    private void write(IndexEntries entries) throws IOException {
        NewIndex.of(log, false, 0, entries, SeekPoints.NONE).write(place, log);
    }

    private static SortedSet<Long> blocks(LogIndex index, String id) throws IOException {
        SortedSet<Long> blocks = new TreeSet<>();
        index.addBlocks(id, blocks);
        return blocks;
    }

    private static String id(int number) {
        return String.format("01M89YMCTX%016d", number * 7919L);
    }
}
