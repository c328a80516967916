package io.reqid.search.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reqid.search.event.Event;
import io.reqid.search.event.Formats;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is given out once, however it is written. Time passes by {@link #step} alone. */
class FollowTest {
    private static final String HEADER = "#logback.classic pattern: %d{yyyy-MM-dd HH:mm:ss.SSS} [%reqId] %msg%n\n";

    @TempDir
    private Path directory;

    private final List<String> given = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private InputStream input = InputStream.nullInputStream();
    private long now;
    private Follow follow;

    @AfterEach
    void close() {
        if (follow != null) {
            follow.close();
        }
    }

    @Test
    void eventIsGivenOutWhenTheNextBegins() throws Exception {
        Path log = write("app.log", HEADER + line(1) + line(2));
        follow(directory);

        append(log, line(3) + "\tat a.B\n" + line(4));
        step(1);

        assertThat(given).containsExactly(line(3) + "\tat a.B\n");
    }

    @Test
    void lastEventIsGivenOutAfterHalfASecondWithoutNews() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);

        append(log, line(2));
        step(1);
        step(499);
        assertThat(given).isEmpty();
        step(1);
        assertThat(given).containsExactly(line(2));
        step(10_000);
        assertThat(given).hasSize(1);
    }

    @Test
    void lineThatHasNotEndedIsWaitedForHoweverLong() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);

        append(log, line(2).substring(0, 30));
        step(60_000);
        append(log, line(2).substring(30, 35));
        step(60_000);
        assertThat(given).isEmpty();
        append(log, line(2).substring(35));
        step(1);
        step(500);

        assertThat(given).containsExactly(line(2));
        assertThat(events.get(0).requestId()).isEqualTo("r2");
    }

    @Test
    void eventIsNotWholeWhileItsLastLineHasNotEnded() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);

        append(log, line(2) + "\tat a.");
        step(1);
        step(60_000);
        assertThat(given).isEmpty();
        append(log, "B\n" + line(3));
        step(1);

        assertThat(given).containsExactly(line(2) + "\tat a.B\n");
    }

    @Test
    void giantEventIsCutAndItsRestIsNoEvent() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        String rest = ("x".repeat(1023) + "\n").repeat((Limits.STANDARD.maxEvent() >> 10) + 1000);

        append(log, line(2) + rest + line(3) + line(4));
        step(1);

        assertThat(given).hasSize(2).last().isEqualTo(line(3));
        assertThat(given.get(0)).startsWith(line(2)).hasSizeLessThan(rest.length());
        assertThat(notes).extracting(Note::kind).containsExactly(Kind.PARTIAL);
    }

    @Test
    void linesThatComeLateGoOnWithTheirEvent() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        append(log, line(2));
        step(1);
        step(500);

        append(log, "\tat a.B\n");
        step(1);
        step(500);

        assertThat(given).containsExactly(line(2), "more of " + line(2), "\tat a.B\n");
        assertThat(events.get(1).requestId()).isEqualTo("r2");
        assertThat(events.get(1).position()).isEqualTo(Files.size(log) - "\tat a.B\n".length());
    }

    @Test
    void joiningInTheMiddleOfALineOrAnEventWaitsForTheNextEvent() throws Exception {
        Path log = write("app.log", HEADER + line(1) + "\tat a.");
        follow(directory);

        append(log, line(9) + "\tat c.D\n" + line(2) + line(3));
        step(1);

        assertThat(given).containsExactly(line(2));
    }

    @Test
    void fileThatIsRenamedIsReadToItsEndAndItsSuccessorFromTheBeginning() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);

        append(log, line(2));
        Files.move(log, directory.resolve("app.log.1"));
        write("app.log", HEADER + line(4));
        append(directory.resolve("app.log.1"), line(3));
        step(1_000);
        append(log, line(5));
        step(1);
        step(500);

        assertThat(given).containsExactlyInAnyOrder(line(2), line(3), line(4), line(5));
    }

    @Test
    void fileThatIsOnlyRenamedIsNotReadAgain() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);

        Files.move(log, directory.resolve("other.log"));
        step(1_000);
        append(directory.resolve("other.log"), line(2));
        step(1_000);
        step(1_000);

        assertThat(given).containsExactly(line(2));
    }

    @Test
    void fileThatIsRemovedIsLetGoAfterAMinuteOfSilence() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        Files.delete(log);

        step(1_000);
        step(59_000);
        assertThat(follow.size()).isEqualTo(1);
        step(1_000);
        assertThat(follow.size()).isZero();
    }

    @Test
    void fileThatIsSilentIsFollowedAsLongAsItHasItsName() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        step(1_000);
        step(600_000);

        append(log, line(2));
        step(1_000);
        step(1_000);

        assertThat(given).containsExactly(line(2));
    }

    @Test
    void lineThatNeverEndsIsGivenOutWhenItsFileIsLetGo() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        append(log, line(2) + "\tat a.");
        step(1);
        Files.delete(log);

        step(1_000);
        step(59_000);
        assertThat(given).isEmpty();
        step(1_000);

        assertThat(given).containsExactly(line(2) + "\tat a.");
    }

    @Test
    void copyAndTruncateGivesEachEventOnce() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        append(log, line(2));
        step(1);

        Files.copy(log, directory.resolve("app.log.1"));
        Files.writeString(log, "");
        step(1_000);
        append(log, line(3));
        step(1);
        step(500);

        assertThat(given).containsExactly(line(2), line(3));
    }

    @Test
    void fileThatWasTruncatedAndHasGrownPastItsOldLengthIsReadFromTheBeginning() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);

        Files.writeString(log, HEADER + line(5) + line(6) + line(7));
        step(1);
        step(500);

        assertThat(given).containsExactly(line(5), line(6), line(7));
    }

    @Test
    void halfALineIsForgottenWhenItsFileIsTruncated() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        append(log, line(2).substring(0, 30));
        step(1);

        Files.writeString(log, line(3) + line(4));
        step(1);
        step(500);

        assertThat(given).containsExactly(line(3), line(4));
        assertThat(events.get(1).position()).isEqualTo(line(3).length());
    }

    @Test
    void linesAtTheBeginningOfATruncatedFileGoOnWithNoEventOfBefore() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        append(log, line(2));
        step(1);
        step(500);

        Files.writeString(log, "\tat a.B\n" + line(3) + line(4));
        step(1);

        assertThat(given).containsExactly(line(2), "\tat a.B\n", line(3));
        assertThat(events.get(1).requestId()).isNull();
    }

    @Test
    void fileThatAppearsLaterIsReadFromItsBeginning() throws Exception {
        follow(directory);

        write("late.log", HEADER + line(1));
        step(1_000);
        step(500);

        assertThat(given).containsExactly(line(1));
    }

    @Test
    void fileThatIsFilledLaterIsUnderstoodByItsHeader() throws Exception {
        Path log = write("late.log", "");
        follow(directory);

        append(log, HEADER.substring(0, 10));
        step(1);
        append(log, HEADER.substring(10) + line(1) + line(2));
        step(1);

        assertThat(given).containsExactly(line(1));
        assertThat(events.get(0).requestId()).isEqualTo("r1");
    }

    @Test
    void headerOfARestartedServiceChangesThePattern() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);

        append(log, line(2) + "#logback.classic pattern: %-5level <%reqId> %msg%n\nINFO  <r9> hello\nWARN  <r8> you\n");
        step(1);

        assertThat(given).containsExactly(line(2), "INFO  <r9> hello\n");
        assertThat(events.get(1).requestId()).isEqualTo("r9");
    }

    @Test
    void filesThatWereRotatedAwayOrAreCompressedAreNotFollowed() throws Exception {
        write("app.log", HEADER + line(1));
        write("app.log.1", HEADER + line(0));
        Files.write(directory.resolve("app.log.2.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        follow(directory);

        assertThat(follow.size()).isEqualTo(1);
    }

    @Test
    void eventsOfSeveralFilesAreGivenInTimeOrderAndThoseOfAFileInTheirs() throws Exception {
        Path one = write("one.log", HEADER);
        Path two = write("two.log", HEADER);
        follow(directory);

        append(one, line(1) + line(5) + line(3) + line(7) + line(9));
        append(two, line(2) + line(4) + line(6) + "\tat a.B\n" + line(9));
        step(1);

        assertThat(given).containsExactly(line(1), line(2), line(4), line(5), line(3), line(6) + "\tat a.B\n", line(7));
    }

    @Test
    void linesThatComeLateStayBehindTheirEventAmongThoseOfOtherFiles() throws Exception {
        Path one = write("one.log", HEADER);
        Path two = write("two.log", HEADER);
        follow(directory);
        append(one, line(8));
        step(1);
        step(500);

        append(one, "\tat a.B\n" + line(9));
        append(two, line(2) + line(3));
        step(500);

        assertThat(given).containsExactly(line(8), line(2), "more of " + line(8), "\tat a.B\n");
    }

    @Test
    void standardInputIsReadFromItsBeginningToItsEnd() throws Exception {
        write("app.log", HEADER);
        input = new ByteArrayInputStream(
                (HEADER + line(1) + line(2) + line(3).stripTrailing()).getBytes(StandardCharsets.UTF_8));
        follow("-", directory.toString());

        await().until(() -> {
            step(1);
            return given.size() == 3;
        });

        assertThat(given).containsExactly(line(1), line(2), line(3).stripTrailing());
        assertThat(follow.isOver()).as("a file is left").isFalse();
    }

    @Test
    void standardInputIsGivenAsItComesAndIsOverAtItsEnd() throws Exception {
        PipedOutputStream writer = new PipedOutputStream();
        input = new PipedInputStream(writer);
        follow("-");
        writer.write((HEADER + line(1) + line(2)).getBytes(StandardCharsets.UTF_8));
        writer.flush();
        await().until(() -> {
            step(1);
            return given.size() == 1;
        });
        assertThat(follow.isOver()).isFalse();
        step(500);
        assertThat(given).containsExactly(line(1), line(2));

        writer.close();

        await().until(() -> {
            step(1);
            return follow.isOver();
        });
    }

    @Test
    void whateverThePiecesEachEventIsGivenOnce() throws Exception {
        long seed = 20261125;
        Random random = new Random(seed);
        Path log = write("app.log", HEADER);
        follow(directory);
        List<String> written = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            String event =
                    line(i) + "\tat a.B\n".repeat(random.nextInt(3)) + (i % 50 == 0 ? "x".repeat(9_000) + "\n" : "");
            written.add(event);
            text.append(event);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 40 : 4_000));
            Files.write(log, Arrays.copyOfRange(bytes, at, at + length), StandardOpenOption.APPEND);
            at += length;
            step(random.nextInt(100));
        }
        step(500);

        assertThat(given).as("seed " + seed).isEqualTo(written);
    }

    @Test
    void whatIsWholeIsGivenOutInTheEnd() throws Exception {
        Path log = write("app.log", HEADER + line(1));
        follow(directory);
        append(log, line(2) + line(3).substring(0, 12));
        step(1);

        follow.close();

        assertThat(given).containsExactly(line(2));
    }

    private void follow(Path path) {
        follow(path.toString());
    }

    private void follow(String... paths) {
        InputOptions options = InputOptions.standard().withStandardInput(input);
        Formats formats = Formats.standard();
        Follow.Sink sink = new Follow.Sink() {
            @Override
            public void event(Event event) {
                add(event);
            }

            @Override
            public void more(Event begun, Event more) {
                given.add("more of " + text(begun));
                add(more);
            }
        };
        follow = new Follow(
                () -> LogSet.resolve(List.of(paths), options, note -> {}).files(), formats::detect, notes::add, sink);
        step(0);
    }

    private void add(Event event) {
        given.add(text(event));
        events.add(event);
    }

    private static String text(Event event) {
        return new String(event.bytes(), StandardCharsets.UTF_8);
    }

    private void step(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        follow.step(now);
    }

    private static String line(int number) {
        return String.format("2026-11-25 18:00:00.%03d [r%d] message %d%n", number, number, number);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
