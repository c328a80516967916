package io.reqid.search.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reqid.search.index.IndexPlace;
import io.reqid.search.index.Reblocking;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Progress;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReblockTest {
    private static final int SIZE = 5 << 19;
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-11-20T10:00:00.123Z"));

    @TempDir
    private Path directory;

    private final Indexes indexes = Indexes.besideLogs();
    private boolean exchanged;

    @Test
    void everyProgramUnpacksTheSameBytes() throws Exception {
        byte[] log = Indexes.log(1, SIZE);
        Path file = packed("a.log.1.gz", log);
        byte[] before = Files.readAllBytes(file);

        assertThat(indexes.indexer(file).reblock())
                .singleElement()
                .matches(status -> status.state() == Indexer.State.GOOD && status.seekable());

        assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
        assertThat(Files.size(file)).isBetween(before.length / 2L, before.length * 102L / 100);
        assertThat(unpacked(file)).isEqualTo(log);
        assertThat(output("gunzip", "-t", file.toString())).isEmpty();
        assertThat(output("gzip", "-dc", file.toString())).isEqualTo(log);
    }

    @Test
    void timePermissionsAndOwnerStay() throws Exception {
        Path file = packed("a.log.1.gz", Indexes.log(2, SIZE));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r---w-"));
        Files.setLastModifiedTime(file, TIME);
        PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);

        indexes.indexer(file).reblock();

        PosixFileAttributes after = Files.readAttributes(file, PosixFileAttributes.class);
        assertThat(after.fileKey()).as("another file").isNotEqualTo(before.fileKey());
        assertThat(after.permissions()).isEqualTo(before.permissions());
        assertThat(after.owner()).isEqualTo(before.owner());
        assertThat(after.group()).isEqualTo(before.group());
        assertThat(after.lastModifiedTime()).isEqualTo(TIME);
    }

    @Test
    void partsAloneAreReadThatHoldTheId() throws Exception {
        String once = "01M89YMCTXSTANDSONCE0000001";
        byte[] log = join(
                Indexes.log(3, SIZE),
                Indexes.line(once, "x".repeat(100)).getBytes(StandardCharsets.US_ASCII),
                Indexes.log(4, SIZE));
        Path file = packed("a.log.1.gz", log);
        List<List<String>> before = indexes.find(once, file);
        indexes.indexer(file).reblock();
        indexes.read.set(0);

        assertThat(indexes.find(once, file)).isEqualTo(before);
        assertThat(before.get(0)).hasSize(1);
        assertThat(indexes.read.get()).isBetween(1L, Files.size(file) * 9 / 10);
        indexes.read.set(0);
        Path plain = Files.write(directory.resolve("plain.log"), log);
        for (int i = 0; i < 8; i++) {
            assertThat(indexes.find(Indexes.id(i), file)).isEqualTo(indexes.find(Indexes.id(i), plain));
        }
        assertThat(indexes.notes).noneMatch(note -> note.kind() != Kind.DETAIL);
    }

    @Test
    void fileIsWrittenAgainOnce() throws Exception {
        Path file = packed("a.log.1.gz", Indexes.log(5, SIZE));
        indexes.indexer(file).reblock();
        Object key = Files.readAttributes(file, PosixFileAttributes.class).fileKey();
        indexes.indexer(file).drop();

        indexes.indexer(file).reblock();

        assertThat(Files.readAttributes(file, PosixFileAttributes.class).fileKey())
                .isEqualTo(key);
    }

    @Test
    void smallAndPlainFilesStayAsTheyAre() throws Exception {
        Path small = packed("a.log.1.gz", Indexes.log(6, 1 << 16));
        Path plain = Files.write(directory.resolve("b.log.1"), Indexes.log(6, SIZE));
        byte[] before = Files.readAllBytes(small);

        assertThat(indexes.indexer(small, plain).reblock()).allMatch(Indexer.Status::seekable);

        assertThat(Files.readAllBytes(small)).isEqualTo(before);
        assertThat(Files.readAllBytes(plain)).isEqualTo(Indexes.log(6, SIZE));
    }

    @Test
    void symbolicLinkIsLeftAlone() throws Exception {
        Path target = packed("elsewhere", Indexes.log(7, SIZE));
        Path link = Files.createSymbolicLink(directory.resolve("a.log.1.gz"), target);
        byte[] before = Files.readAllBytes(target);

        indexes.indexer(link).reblock();

        assertLeftAlone("it is a symbolic link");
        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllBytes(target)).isEqualTo(before);
    }

    @Test
    void fileOfSeveralNamesIsLeftAlone() throws Exception {
        Path file = packed("a.log.1.gz", Indexes.log(8, SIZE));
        Files.createLink(directory.resolve("other"), file);
        byte[] before = Files.readAllBytes(file);

        indexes.indexer(file).reblock();

        assertLeftAlone("it has 2 names (hard links)");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(2);
    }

    @Test
    void fileThatIsChangedMeanwhileIsLeftAloneEvenIfItsLengthAndTimeAreTheSame() throws Exception {
        Path path = packed("a.log.1.gz", Indexes.log(11, SIZE));
        byte[] other = Files.readAllBytes(path);
        other[4] ^= 1; // the time in its header
        Reblocking reblocking = reblocking(path, read -> overwrite(path, other));

        assertThat(reblocking.run()).hasValue("it was changed meanwhile");

        assertThat(Files.readAllBytes(path)).isEqualTo(other);
        assertThat(filesIn(directory)).containsExactly("a.log.1.gz");
    }

    private Reblocking reblocking(Path path, LongConsumer read) {
        LogFile file = LogSet.resolve(List.of(path.toString()), InputOptions.standard(), note -> {})
                .files()
                .get(0);
        return new Reblocking(file, path, indexes.notes::add, read);
    }

    private static void overwrite(Path path, byte[] bytes) {
        try {
            FileTime time = Files.getLastModifiedTime(path);
            Files.write(path, bytes);
            Files.setLastModifiedTime(path, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void otherBytesThanThoseThatWereReadDoNotTakeTheirPlace() throws Exception {
        byte[] block = new byte[1 << 20];
        new Random(12).nextBytes(block);
        byte[] log = join(block, block, block);
        log[block.length - 1] ^= 1;
        Path path = packed("a.log.1.gz", log);
        byte[] before = Files.readAllBytes(path);
        Reblocking reblocking = reblocking(path, read -> exchangeMembers());

        assertThatThrownBy(reblocking::run)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not what was read back");

        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(filesIn(directory)).containsExactly("a.log.1.gz");
    }

    /** Lets the first two members of the new file, which are of one length, change places. */
    private void exchangeMembers() {
        try {
            String name = filesIn(directory).get(1);
            Path copy = directory.resolve(name);
            byte[] bytes = Files.readAllBytes(copy);
            int first = lengthOfFirstMember(bytes);
            if (!exchanged && first > 0 && bytes.length == 2 * first) {
                exchanged = true;
                byte[] exchanged = join(Arrays.copyOfRange(bytes, first, 2 * first), Arrays.copyOf(bytes, first));
                Files.write(copy, exchanged, StandardOpenOption.WRITE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lengthOfFirstMember(byte[] bytes) {
        for (int at = 1 << 20; at + 3 < bytes.length; at++) {
            if (bytes[at] == 0x1f && bytes[at + 1] == (byte) 0x8b && bytes[at + 2] == 8 && bytes[at + 3] == 0) {
                return at;
            }
        }
        return 0;
    }

    @Test
    void damagedFileIsLeftAlone() throws Exception {
        byte[] packed = Indexes.gzip(Indexes.log(9, SIZE));
        byte[] cut = Arrays.copyOf(packed, packed.length - 4);
        Path file = Files.write(directory.resolve("a.log.1.gz"), cut);

        assertThat(indexes.indexer(file).reblock())
                .extracting(Indexer.Status::state)
                .containsExactly(Indexer.State.REFUSED);

        assertThat(reblocking(file, read -> {}).run()).hasValue("it is damaged");
        assertThat(Files.readAllBytes(file)).isEqualTo(cut);
        assertThat(filesIn(directory)).containsExactly("a.log.1.gz");
    }

    @Test
    void whatKilledProcessesLeftIsRemovedAndNothingElse() throws Exception {
        Path file = packed("a.log.1.gz", Indexes.log(10, 1 << 16));
        Files.writeString(directory.resolve("reblocked.reqid-idx.0123456789abcdef.tmp"), "half");
        Files.writeString(directory.resolve("reblocked.reqid-idx.0123456789abcdeg.tmp"), "mine");
        Files.writeString(directory.resolve("a.reqid-idx.tmp"), "mine");

        indexes.indexer(file).drop();

        assertThat(filesIn(directory))
                .containsExactly("a.log.1.gz", "a.reqid-idx.tmp", "reblocked.reqid-idx.0123456789abcdeg.tmp");
    }

    @Tag("once")
    @Test
    void killedAtAnyMomentTheOldFileOrTheNewOneIsThere() throws Exception {
        long seed = new Random().nextInt(1_000_000);
        Random random = new Random(seed);
        byte[] log = Indexes.log(seed, SIZE);
        Path file = packed("a.log.1.gz", log);
        Files.setLastModifiedTime(file, TIME);
        Path model = Files.copy(file, directory.resolve("model"), StandardCopyOption.COPY_ATTRIBUTES);
        List<String> states = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            killAfter(1 + random.nextInt(6), random.nextInt(60_000_000), file, model);
            assertThat(unpacked(file)).as("seed %d, round %d", seed, round).isEqualTo(log);
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(TIME);
            states.addAll(filesIn(directory));
            assertThat(indexes.indexer(file).verify())
                    .as("seed %d, round %d, %s", seed, round, states)
                    .extracting(Indexer.Status::state)
                    .isSubsetOf(Indexer.State.GOOD, Indexer.State.NONE, Indexer.State.UNUSABLE);
            indexes.indexer(file).build();
            assertThat(filesIn(directory)).containsExactly("a.log.1.gz", "a.log.1.gz.reqid-idx", "model");
        }
    }

    /** Lets a process write a file again and again, and kills it some nanoseconds after it said some words. */
    private static void killAfter(int words, int nanos, Path file, Path model) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        file.toString(),
                        model.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            for (int i = 0; i < words; i++) {
                assertThat(said.readLine()).isNotNull();
            }
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Writes a file again in parts, puts the old one back and so on, and says a word at each step. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            while (true) {
                LogSet logs = LogSet.resolve(List.of(arguments[0]), InputOptions.standard(), note -> {});
                new Indexer(
                                logs,
                                (name, head, modified, to) -> new BracketFormat(true),
                                IndexPlace.besideLogs(),
                                1,
                                Progress.NONE,
                                note -> {})
                        .reblock();
                System.out.println("written again");
                Path old = Files.copy(
                        Path.of(arguments[1]),
                        file.resolveSibling("old.reqid-idx.0123456789abcdef.tmp"),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
                Files.move(old, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                System.out.println("put back");
            }
        }
    }

    private void assertLeftAlone(String why) throws IOException {
        assertThat(indexes.notes)
                .filteredOn(note -> note.kind() == Kind.HINT)
                .singleElement()
                .satisfies(note ->
                        assertThat(note.found()).isEqualTo("was not written again in parts and is as it was: " + why));
        assertThat(filesIn(directory)).noneMatch(name -> name.endsWith(".tmp"));
    }

    private Path packed(String name, byte[] log) throws IOException {
        return Files.write(directory.resolve(name), Indexes.gzip(log));
    }

    private static byte[] unpacked(Path file) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file))).readAllBytes();
    }

    private static byte[] output(String... command) throws Exception {
        assumeTrue(
                Stream.of("/bin/", "/usr/bin/").anyMatch(place -> Files.isExecutable(Path.of(place + command[0]))),
                command[0] + " is not installed");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor())
                .as(new String(output, 0, Math.min(200, output.length), StandardCharsets.US_ASCII))
                .isZero();
        return output;
    }

    private static byte[] join(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int length = all.length;
            all = Arrays.copyOf(all, length + part.length);
            System.arraycopy(part, 0, all, length, part.length);
        }
        return all;
    }

    private static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
