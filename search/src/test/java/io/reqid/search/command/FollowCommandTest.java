package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reqid.search.command.Run.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FollowCommandTest {
    private static final String OTHER = "2026-11-25 18:00:00.000 ERROR [r2] theirs\n";
    private static final String OWN = "2026-11-25 18:00:00.000 INFO  [r1] \033[2Jmine\n\tmore\n";
    private static final String HEADER =
            "#logback.classic pattern: %d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%reqId] %msg%n\n";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void exactBytesOfTheRequestAloneAreWrittenUntilItIsInterrupted() throws Exception {
        Result result = followed(Terminal.NONE, "follow", "r1");

        assertThat(result.code()).isEqualTo(130);
        assertThat(result.out()).matches("(\\Q" + OWN + "\\E)+");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void onATerminalControlCharactersAreEscaped() throws Exception {
        Terminal terminal = new Terminal(true, true, false, 100, StandardCharsets.UTF_8);

        assertThat(followed(terminal, "follow", "r1").out())
                .startsWith("2026-11-25 18:00:00.000 INFO  [r1] \\x1b[2Jmine\n    more\n");
    }

    @Test
    void errorsOfAllRequestsAreFollowed() throws Exception {
        assertThat(followed(Terminal.NONE, "follow", "--errors").out()).matches("(\\Q" + OTHER + "\\E)+");
    }

    @Test
    void jsonIsOneObjectForEachEvent() throws Exception {
        assertThat(followed(Terminal.NONE, "follow", "r1", "--json").out().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{\"reqId\":\"r1\",\"time\":\"2026-11-25T18:00:00.000000000Z\""));
    }

    @Test
    void jsonOfAnEventOfNoRequestHasNoId() {
        Result result = Run.of("follow", "--errors", "--json", "-")
                .input(HEADER + OTHER.replace("[r2]", "[]"))
                .go();

        assertThat(result.lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("{\"time\":").doesNotContain("reqId"));
        assertThat(result.code()).isZero();
    }

    @Test
    void pipeIsFollowedToItsEnd() {
        String log = HEADER + OWN + OTHER + OWN.stripTrailing();

        assertThat(Run.of("follow", "r1").input(log).go()).isEqualTo(new Result(0, OWN + OWN, ""));
        assertThat(Run.of("follow", "r3", "-").input(log).go()).isEqualTo(new Result(1, "", ""));
    }

    @Test
    void eventThatQuotesTheIdAndIsOfNoRequestIsNotFollowed() {
        String quoting = "2026-11-25 18:00:00.000 INFO  [] after r1\n";

        assertThat(Run.of("follow", "r1").input(HEADER + quoting).go()).isEqualTo(new Result(1, "", ""));
    }

    @Test
    void linesThatComeLateAreShownWithTheirRequestAlone() throws Exception {
        Path theirs = Files.writeString(directory.resolve("theirs.log"), HEADER);
        Path mine = Files.writeString(directory.resolve("mine.log"), HEADER);
        CompletableFuture<Runnable> interrupt = new CompletableFuture<>();
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() ->
                Main.run(new String[] {"follow", "r1", directory.toString()}, surroundings(Terminal.NONE, interrupt)));
        interrupt.get(30, TimeUnit.SECONDS);
        await().until(() -> {
            append(theirs, OTHER);
            append(mine, OWN);
            return out.size() > 0;
        });
        append(theirs, OTHER);
        append(mine, OWN.replace("mine", "last"));
        await().until(() -> written().contains("last")); // after half a second, and so was the last of theirs

        append(theirs, "\tlate of theirs\n" + OTHER);
        append(mine, "\tlate of mine\n" + OWN);

        await().until(() -> written().contains("late of mine"));
        interrupt.get().run();
        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(130);
        assertThat(written()).contains("late of mine").doesNotContain("late of theirs");
    }

    @Test
    void namedPipeIsFollowedToItsEnd() throws Exception {
        Path pipe = directory.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no named pipes here");
        CompletableFuture<Result> result =
                CompletableFuture.supplyAsync(() -> Run.of("follow", "r1", pipe).go());

        Files.writeString(pipe, HEADER + OWN + OTHER, StandardOpenOption.WRITE);

        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(new Result(0, OWN, ""));
    }

    @Test
    void mildEventsMayBeLeftOut() throws Exception {
        assertThat(followed(Terminal.NONE, "follow", "r1", "r2", "--min-level=warn")
                        .out())
                .matches("(\\Q" + OTHER + "\\E)+");
    }

    @Test
    void whatIsNotThereYetIsTold() throws Exception {
        Path missing = directory.resolve("later.log");

        assertThat(followed(Terminal.NONE, "follow", "r1", missing.toString()).err())
                .isEqualTo("reqid: " + missing + ": is not there yet; it is followed when it appears\n");
    }

    @Test
    void nothingToFollowIsTold() {
        Result result = Run.of("follow", "r1", directory).go();

        assertThat(result).isEqualTo(new Result(1, "", "reqid: no log to follow\n"));
    }

    /** Follows a log that grows until something is shown, then interrupts. */
    private Result followed(Terminal terminal, String... arguments) throws Exception {
        Path log = Files.writeString(directory.resolve("app.log"), HEADER);
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = log.toString();
        CompletableFuture<Runnable> interrupt = new CompletableFuture<>();
        CompletableFuture<Integer> code =
                CompletableFuture.supplyAsync(() -> Main.run(all, surroundings(terminal, interrupt)));
        await().until(() -> {
            append(log, OTHER + OWN);
            return out.size() > 0;
        });

        interrupt.get(30, TimeUnit.SECONDS).run();

        return new Result(code.get(30, TimeUnit.SECONDS), written(), err.toString(StandardCharsets.UTF_8));
    }

    private Surroundings surroundings(Terminal terminal, CompletableFuture<Runnable> interrupt) {
        return new Surroundings(
                Map.of(),
                InputStream.nullInputStream(),
                out,
                err,
                terminal,
                Run.NOW,
                ZoneOffset.UTC,
                interrupt::complete);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
