package io.reqid.search.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSetTest {
    @TempDir
    private Path directory;

    private final List<Note> notes = new ArrayList<>();

    @Test
    void rotatedFilesAreOneSetOldestFirst() throws IOException {
        assertOrder("app.2026-11-20.0.log.gz", "app.2026-11-21.0.log.gz", "app.2026-11-21.10.log.gz", "app.log");
        assertOrder("b.log.3.gz", "b.log.2", "b.log.1", "b.log");
        assertOrder("c.log.2026-11-20.0.gz", "c.log.2026-11-20.1.gz", "c.log");
        assertOrder("d.log-20261119", "d.log-20261120.gz", "d.log");
        assertOrder("e-2026-11-20-1.log.zst", "e-2026-11-20-2.log.xz", "e.log");
        assertOrder("f-11-30-2025.log.gz", "f-01-02-2026.log.gz", "f.log");
        assertOrder("g.2026-09.log", "g.2026-10.log", "g.log");
        assertOrder("h.2.log", "h.1.log", "h.log");
        assertOrder("2026_11_20.request.log", "2026_11_21.request.log");
    }

    /** Writes the files newest first, all with the same times, so that only the names can tell the order. */
    private void assertOrder(String... oldestFirst) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String name : oldestFirst) {
            Path file = write(name, "x\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            paths.add(0, file.toString());
        }
        List<LogFile> files = resolve(paths.toArray(String[]::new)).files();
        assertThat(files).extracting(LogFile::name).extracting(this::nameOf).containsExactly(oldestFirst);
        assertThat(files).extracting(LogFile::set).containsOnly(0);
        assertThat(files).extracting(LogFile::order).isSorted().doesNotHaveDuplicates();
    }

    private String nameOf(String path) {
        return Path.of(path).getFileName().toString();
    }

    @Test
    void numbersCountUpIfTheTimesSaySo() throws IOException {
        Path one = write("app.log.1", "x\n");
        Path two = write("app.log.2", "x\n");
        Files.setLastModifiedTime(one, FileTime.fromMillis(1_000));
        Files.setLastModifiedTime(two, FileTime.fromMillis(2_000));
        assertThat(resolve(two.toString(), one.toString()).files())
                .extracting(LogFile::path)
                .containsExactly(one, two);
    }

    @Test
    void instancesWithNumbersAreNoRotations() throws IOException {
        List<LogFile> files = resolve(
                        write("node-1.log", "x\n").toString(),
                        write("node-2.log", "x\n").toString())
                .files();
        assertThat(files).extracting(LogFile::set).containsExactly(0, 1);
        assertThat(files).extracting(LogFile::service).containsExactly("node-1", "node-2");
    }

    @Test
    void textAndJsonOfOneServiceAreTwoSets() throws IOException {
        List<LogFile> files = resolve(
                        write("shop.log", "x\n").toString(),
                        write("shop.json", "{}\n").toString())
                .files();
        assertThat(files).extracting(LogFile::set).containsExactly(0, 1);
        assertThat(files).extracting(LogFile::service).containsExactly("shop", "shop");
    }

    @Test
    void onlyTheNewestUncompressedFileIsCurrent() throws IOException {
        List<LogFile> files = resolve(
                        write("app.log.1", "x\n").toString(),
                        write("app.log", "x\n").toString())
                .files();
        assertThat(files).extracting(LogFile::isCurrent).containsExactly(false, true);
    }

    @Test
    void sameFileIsReadOnce() throws IOException {
        Path file = write("app.log", "x\n");
        Path hard = Files.createLink(directory.resolve("hard.log"), file);
        Path soft = Files.createSymbolicLink(directory.resolve("soft.log"), file);
        LogSet logs = resolve(file.toString(), file.toString(), hard.toString(), soft.toString(), directory.toString());
        assertThat(logs.files()).extracting(LogFile::path).containsExactly(file);
        assertThat(notes).extracting(Note::kind).containsOnly(Kind.DETAIL);
    }

    @Test
    void directoryGivesTheTextInIt() throws IOException {
        Path inner = Files.createDirectories(directory.resolve("a/b"));
        Files.createSymbolicLink(inner.resolve("loop"), directory);
        write("a/b/app.log", "x\n");
        Files.write(
                directory.resolve("a/b/app.2026-11-20.log.gz"),
                Packed.GZIP.pack("x\n".getBytes(StandardCharsets.US_ASCII)));
        Files.write(directory.resolve("a/App.class"), new byte[] {1, 2, 3, 4, 5, 6, 7, 14, 15, 16});
        write("a/.hidden", "x\n");
        write("a/app.log.1.reqid-idx", "x\n");
        assertThat(resolve(directory.toString()).files())
                .extracting(file -> nameOf(file.name()))
                .containsExactly("app.2026-11-20.log.gz", "app.log");
        assertThat(notes)
                .extracting(Note::kind, Note::found)
                .containsExactly(tuple(Kind.DETAIL, "is no text; left out"));
    }

    @Test
    void globGivesWhatFits() throws IOException {
        write("one.log", "x\n");
        write("two.log", "x\n");
        write("three.txt", "x\n");
        assertThat(resolve(directory + "/*.log").files())
                .extracting(file -> nameOf(file.name()))
                .containsExactly("one.log", "two.log");
        assertThat(resolve(directory + "/*.none").files()).isEmpty();
        assertThat(notes).extracting(Note::kind, Note::found).containsExactly(tuple(Kind.PARTIAL, "fits no file"));
    }

    @Test
    void whatIsNotThereIsNotedAndTheRestIsRead() throws IOException {
        Path there = write("app.log", "x\n");
        LogSet logs = resolve(directory.resolve("missing\n.log").toString(), there.toString());
        assertThat(logs.files()).extracting(LogFile::path).containsExactly(there);
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0).kind()).isEqualTo(Kind.PARTIAL);
        assertThat(notes.get(0).subject()).endsWith("missing\\x0a.log");
    }

    @Test
    void whatMayNotBeReadIsNoted() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assertThat(resolve(directory.toString()).files()).isEmpty();
        assertThat(notes).extracting(Note::kind).containsExactly(Kind.PARTIAL);
    }

    @Test
    void archivesThatCannotBeReadAreNoted() throws IOException {
        Files.write(directory.resolve("app.log.bz2"), "BZh91AY".getBytes(StandardCharsets.US_ASCII));
        assertThat(resolve(directory.toString()).files()).isEmpty();
        assertThat(notes).extracting(Note::kind).containsExactly(Kind.PARTIAL);
    }

    @Test
    void serviceIsWhatTheRuleSays() throws IOException {
        InputOptions options =
                InputOptions.standard().withService("front=*shop*").withService("back=logs/*.log");
        Files.createDirectory(directory.resolve("logs"));
        List<String> paths = List.of(
                write("myshop.log", "x\n").toString(),
                write("logs/b.log", "x\n").toString(),
                write("c.log", "x\n").toString());
        assertThat(LogSet.resolve(paths, options, notes::add).files())
                .extracting(LogFile::service)
                .containsExactly("front", "back", "c");
    }

    @Test
    void ruleWithoutNameOrGlobIsRefused() {
        for (String wrong : List.of("x", "=x", "x=", "x=[")) {
            assertThatThrownBy(() -> InputOptions.standard().withService(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void standardInputIsReadOnce() throws IOException {
        InputOptions options = InputOptions.standard()
                .withStandardInput(
                        new ByteArrayInputStream(Packed.GZIP.pack("abc".getBytes(StandardCharsets.US_ASCII))));
        List<LogFile> files =
                LogSet.resolve(List.of("-", "-"), options, notes::add).files();
        assertThat(files).hasSize(1);
        byte[] bytes = new byte[10];
        try (LogInput in = files.get(0).open(notes::add, read -> {})) {
            assertThat(in.read(bytes, 0, bytes.length)).isEqualTo(3);
        }
        assertThat(notes).isEmpty();
    }

    private LogSet resolve(String... paths) {
        List<String> list = new ArrayList<>();
        Collections.addAll(list, paths);
        return LogSet.resolve(list, InputOptions.standard(), notes::add);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
