package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.command.Run.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole command, in this process. */
class MainTest {
    private static final String A = "01KAXTB9G0AAAAAAAAAAAAAAAA";
    private static final String B = "01KAXTB9GMBBBBBBBBBBBBBBBB";

    @TempDir
    private Path directory;

    private Path log;
    private List<String> lines;

    @BeforeEach
    void copyLog() throws IOException {
        log = directory.resolve("shop.log");
        try (InputStream golden = MainTest.class.getResourceAsStream("/golden/command/shop.log")) {
            Files.copy(golden, log);
        }
        lines = Files.readAllLines(log);
    }

    private String bytesOf(int... numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            text.append(lines.get(number)).append('\n');
        }
        return text.toString();
    }

    @Test
    void inAPipeTheExactBytesOfTheEventsAreShown() {
        assertThat(Run.of(A, log, "-q").go()).isEqualTo(new Result(0, bytesOf(1, 4, 5, 6), ""));
    }

    @Test
    void severalRequestsAreShownInTimeOrder() {
        assertThat(Run.of(B, A, log, "-q").go().out()).isEqualTo(bytesOf(1, 3, 4, 5, 6, 7, 8));
    }

    @Test
    void mentionsAreCountedAndShownIfAskedFor() {
        assertThat(Run.of(A, log).go().err())
                .isEqualTo("reqid: " + A + ": 1 mention in other requests; --mentions shows it\n");
        assertThat(Run.of(A, log, "--mentions").go()).isEqualTo(new Result(0, bytesOf(1, 4, 5, 6, 7), ""));
    }

    @Test
    void logsMayComeFromStandardInputAndTheVariable() throws IOException {
        String text = Files.readString(log);

        assertThat(Run.of(B).input(text).go().out()).isEqualTo(bytesOf(3, 7, 8));
        assertThat(Run.of(B, "-").input(text).go().out()).isEqualTo(bytesOf(3, 7, 8));
        assertThat(Run.of(B).typed().env("REQID_PATH", directory).go().out()).isEqualTo(bytesOf(3, 7, 8));
    }

    @Test
    void findPipesIntoTheSearch() {
        Result found = Run.of("find", "received", log).go();
        Result searched = Run.of("-", log, "-q").input(found.out()).go();

        assertThat(found.code()).isZero();
        assertThat(searched.out()).isEqualTo(bytesOf(1, 3, 4, 5, 6, 7, 8));
    }

    @Test
    void findListsRequestsByTheirFirstMatchWithCountAndWorstLevel() {
        assertThat(Run.of("find", "O-", log).go())
                .isEqualTo(new Result(
                        0,
                        A + "  2026-11-25T17:00:00.000Z  2  ERROR\n" + B + "  2026-11-25T17:00:00.020Z  3  WARN\n",
                        ""));
        assertThat(Run.of("find", "/O-\\d: (sold|mail)/", log, "--tz=+02:00")
                        .go()
                        .out())
                .isEqualTo(A + "  2026-11-25T19:00:00.250+02:00  1  ERROR\n" + B
                        + "  2026-11-25T19:00:01.500+02:00  1  INFO\n");
        assertThat(Run.of("find", "no server", log, "--json").go().out())
                .isEqualTo("{\"reqId\":\"" + A
                        + "\",\"first\":\"2026-11-25T17:00:00.250000000Z\",\"events\":1,\"level\":\"ERROR\"}\n");
        assertThat(Run.of("find", "O-", log, "--min-level=warn").go().out()).contains("  1  ERROR\n", "  1  WARN\n");
    }

    @Test
    void topListsTheSlowestOrThoseWithErrors() {
        String slow = B + "  2026-11-25T17:00:00.020Z  1.480s  3  0  WARN\n";
        String failed = A + "  2026-11-25T17:00:00.000Z  0.250s  2  1  ERROR\n";

        assertThat(Run.of("top", log).go()).isEqualTo(new Result(0, slow + failed, ""));
        assertThat(Run.of("top", "--slow", "-n1", log).go().out()).isEqualTo(slow);
        assertThat(Run.of("top", "--errors", log).go().out()).isEqualTo(failed);
        assertThat(Run.of("top", "--errors", "--json", log).go().out())
                .isEqualTo("{\"reqId\":\"" + A + "\",\"first\":\"2026-11-25T17:00:00.000000000Z\","
                        + "\"last\":\"2026-11-25T17:00:00.250000000Z\",\"durationMillis\":250.000000,"
                        + "\"events\":2,\"errors\":1,\"level\":\"ERROR\"}\n");
    }

    @Test
    void tablesHaveAHeadingOnATerminalAlone() {
        assertThat(Run.of("find", "O-", log).onTerminal().go().lines().get(0)).startsWith("REQUEST ");
        assertThat(Run.of("top", log).onTerminal().go().lines().get(0)).contains("DURATION");
    }

    @Test
    void formatsTellsHowAFileIsUnderstoodAndWhichLinesAreNot() throws IOException {
        Files.writeString(log, "2026-11-25 17:00:02 INFO oh\033[2J no\n", StandardOpenOption.APPEND);

        assertThat(Run.of("formats", log).go().out())
                .isEqualTo(
                        log + "\n  format    pattern %d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%reqId] [%thread]"
                                + " %logger{0}: %msg%n + lines that begin with a time stamp\n  service   shop\n"
                                + "  id        not in all events is its place known; in others any word of the first line may be"
                                + " it\n"
                                + "  lines     10: 6 begin an event, 2 of stack traces, 0 continue one, 1 are headers,"
                                + " 1 fit no format, 0 are not understood\n"
                                + "  line 10 fits no format: 2026-11-25 17:00:02 INFO oh\\x1b[2J no\n");
    }

    @Test
    void indexesAreMadeListedCheckedUsedAndRemoved() throws IOException {
        Path closed = Files.move(log, directory.resolve("shop.log.1"));
        Files.createFile(log);
        Path index = directory.resolve("shop.log.1.reqid-idx");

        assertThat(Run.of("index", "build", directory).go().out()).matches("good +\\d+ +\\d+ +parts +" + closed + "\n");
        assertThat(index).exists();
        assertThat(Run.of("index", "status", directory).go().out()).startsWith("good ");
        assertThat(Run.of("index", "verify", directory).go().out()).startsWith("good ");
        assertThat(Run.of(B, directory, "-q").go()).isEqualTo(new Result(0, bytesOf(3, 7, 8), ""));
        assertThat(Run.of("index", "drop", directory).go()).isEqualTo(new Result(0, "1 index removed\n", ""));
        assertThat(index).doesNotExist();
        assertThat(Run.of("index", "drop", directory).go()).isEqualTo(new Result(1, "0 indexes removed\n", ""));
    }

    @Test
    void directoryOfIndexesIsToldByAFlagOrAVariable() throws IOException {
        Path closed = Files.move(log, directory.resolve("shop.log.1"));
        Files.createFile(log);
        Path indexes = directory.resolve("indexes");

        assertThat(Run.of("index", "build", directory, "--index-dir", indexes)
                        .go()
                        .out())
                .startsWith("good ");
        assertThat(indexes).isDirectoryContaining("glob:**/shop.log.1.*.reqid-idx");
        assertThat(directory.resolve("shop.log.1.reqid-idx")).doesNotExist();
        assertThat(Run.of("index", "status", directory).go().out()).startsWith("none ");
        for (String action : List.of("status", "verify")) {
            assertThat(Run.of("index", action, directory)
                            .env("REQID_INDEX_DIR", indexes)
                            .go()
                            .out())
                    .startsWith("good ");
        }
        Files.writeString(closed, "x", StandardOpenOption.APPEND);
        assertThat(Run.of(B, directory).env("REQID_INDEX_DIR", indexes).go().err())
                .as("it was looked for there")
                .contains("has an index that is not used");
        assertThat(Run.of("index", "drop", directory, "--index-dir", indexes)
                        .go()
                        .out())
                .isEqualTo("1 index removed\n");
        assertThat(indexes).isEmptyDirectory();
    }

    @Test
    void theUserIsToldWhatIsNotThere() {
        assertThat(Run.of("NONE", log).go()).isEqualTo(new Result(1, "", "reqid: NONE: no event found\n"));
        assertThat(Run.of("NONE", log, "--since=17:00").go().err())
                .isEqualTo("reqid: NONE: no event found; try without --since, --until and --within\n");
        assertThat(Run.of("01K00000000000000000000000", log).go().err())
                .isEqualTo(
                        "reqid: 01K00000000000000000000000: no event found; it is of 2025-07-12T18:57:36.768Z, older than"
                                + " your oldest file, which begins at 2026-11-25T17:00:00Z: look in older files\n");
    }

    @Test
    void idThatIsNoOlderThanTheLogIsOnlyNotThere() {
        String anHourLater = "01M89XTK800000000000000000";

        assertThat(Run.of(anHourLater, log).go())
                .isEqualTo(new Result(1, "", "reqid: " + anHourLater + ": no event found\n"));
    }

    @Test
    void whatCannotBeReadMakesTheAnswerPartial() {
        Result result = Run.of(B, log, directory.resolve("gone.log"), "-q").go();

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEqualTo(bytesOf(3, 7, 8));
        assertThat(result.err()).startsWith("reqid: " + directory.resolve("gone.log") + ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "find;reqid: nothing to find given",
                "find '';reqid: reqid find: the text to find must not be empty",
                "find /(/ LOG;reqid: reqid find: not a regular expression",
                "A LOG --tree --json;reqid: --json and --tree cannot be shown at once",
                "A LOG --raw --timeline;reqid: --raw and --timeline cannot be shown at once",
                "A LOG --tree --order=time;reqid: --tree and --order cannot be shown at once",
                "top --slow --errors LOG;reqid: --slow and --errors cannot be shown at once",
                "top -n 0 LOG;reqid: --number must be a number from 1 to 1000000, found \"0\"",
                "A LOG -j 9999;reqid: --threads must be a number from 1 to 1024, found \"9999\"",
                "A LOG --task x;reqid: --task must be the number of a task",
                "A LOG --tz Mars;reqid: --tz must be a time zone",
                "A LOG --since 2026-11-26 --until 2026-11-25;reqid: --since must not be after --until",
                "A LOG --within 10;reqid: --within must be a duration",
                "A LOG --pattern %nosuch{;reqid: --pattern: ",
                "A LOG --logback gone.xml;reqid: --logback gone.xml cannot be read: no such file",
                "A LOG --service x;reqid: --service: a service is told as NAME=GLOB",
                "A LOG --id-field=;reqid: --id-field: ",
                "help nosuch;reqid: no sub-command \"nosuch\"",
                "help finds;reqid: no sub-command \"finds\"; did you mean find?",
                "index status --reblock;reqid: --reblock goes with reqid index build, found status",
                "index status --index-dir= x;reqid: --index-dir needs a directory, found \"\"",
                "index status --index-dir pom.xml x;reqid: --index-dir needs a directory, found \"pom.xml\"",
                "index;reqid: reqid index needs one of build, status, verify, drop, found \"\"",
                "index biuld LOG;reqid: reqid index needs one of build, status, verify, drop, found \"biuld\"",
                "index build -;reqid: reqid index works on files",
                "--nosuch;reqid: unknown flag --nosuch"
            })
    void wrongCommandLineEndsWithTwoAndSaysWhatIsAllowed(String typed, String expected) {
        Object[] arguments = List.of(typed.replace("LOG", log.toString()).split(" ", -1)).stream()
                .map(word -> word.equals("''") ? "" : word)
                .toArray();

        Result result = Run.of(arguments).go();

        assertThat(result.err()).startsWith(expected);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void onATerminalEventsAreDrawnWithTheirControlCharactersEscaped() throws IOException {
        Files.writeString(
                log, "2026-11-25T17:00:02.000Z INFO  [" + A + "] [x] Y: \033]0;title\007\n", StandardOpenOption.APPEND);

        Result result = Run.of(A, log).onTerminal().env("NO_COLOR", "1").go();

        assertThat(result.out()).contains(A, "Mailer", "title").doesNotContain("\033", "\007");
        assertThat(Run.of(A, log).onTerminal().go().out()).contains("\033[").doesNotContain("\033]");
        assertThat(Run.of(A, log).onTerminal().env("TERM", "dumb").go().out()).doesNotContain("\033");
        assertThat(Run.of(A, log, "--color=never").onTerminal().go().out()).doesNotContain("\033");
    }

    @ParameterizedTest
    @CsvSource({"--tree", "--order=time", "--order=tree", "--timeline"})
    void aViewMayBeAskedForInAPipe(String flag) {
        assertThat(Run.of(A, log, flag).go().out()).contains(A, "Mailer").doesNotContain("\033");
    }

    @Test
    void jsonHoldsTheBytesIfRawIsAskedForToo() {
        assertThat(Run.of(A, log, "--json").go().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"reqId\":\"" + A));
        assertThat(Run.of(A, log, "--json", "--raw").go().out()).contains("\"raw\":\"");
    }

    @Test
    void pageIsWrittenIntoItsFile() throws IOException {
        Path page = directory.resolve("page.html");

        Result result = Run.of(A, log, "--html", page).go();

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("page.html: the page is written");
        assertThat(Files.readString(page)).startsWith("<!").contains("mail is lost");
        assertThat(Run.of(A, log, "--html", "-", "-q").go().out()).isEqualTo(Files.readString(page));
    }

    @Test
    void pageThatCannotBeWrittenIsTold() {
        Result result = Run.of(A, log, "-q", "--html", directory.resolve("no/page.html"))
                .go();

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("page.html: cannot be written: no such file");
    }

    @Test
    void versionAndHelpEndWithZero() {
        assertThat(Run.of("--version").go().out()).startsWith("reqid ").contains("Java " + Runtime.version());
        assertThat(Run.of("help").go())
                .isEqualTo(Run.of("--help").go())
                .isEqualTo(Run.of("-h").go());
        assertThat(Run.of("help", "top").go()).isEqualTo(Run.of("top", "-h").go());
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void helpNamesEveryFlagOfACommandAndNoOther(Command command) {
        Result result = command == Command.SEARCH
                ? Run.of("help").go()
                : Run.of("help", command.word()).go();

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains(command.summary());
        for (Flag flag : Flag.values()) {
            boolean shown = result.out()
                    .lines()
                    .anyMatch(line -> line.strip().replaceFirst("^-\\w, ", "").matches(flag.typed() + "(=.*| .*|)"));
            assertThat(shown).as(flag.typed()).isEqualTo(flag.fits(command));
        }
    }

    @Test
    void readerThatHasGoneIsNoError() {
        assertThat(withOutput(new IOException("Broken pipe"))).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void anyOtherFailureOfTheOutputIsTold() {
        assertThat(withOutput(new IOException("No space left on device")))
                .isEqualTo(new Result(3, "", "reqid: cannot write standard output: No space left on device\n"));
    }

    @Test
    void faultOfTheCommandIsOneLineAndMoreIfAskedFor() {
        Result quiet = withOutput(new IllegalStateException("bad\033"));
        Result verbose = withOutput(new IllegalStateException("bad"), "-v");

        assertThat(quiet.code()).isEqualTo(70);
        assertThat(quiet.err())
                .startsWith(
                        "reqid: java.lang.IllegalStateException: bad\\x1b; this is a fault of reqid. Please report it")
                .matches("[^\n]*\n");
        assertThat(verbose.err()).contains("    at io.reqid.search.command.MainTest.");
    }

    private Result withOutput(Exception failure, String... flags) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (failure instanceof IOException io) {
                    throw io;
                }
                throw (RuntimeException) failure;
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] arguments =
                Stream.concat(Stream.of(B, log.toString()), Stream.of(flags)).toArray(String[]::new);
        int code = Main.run(arguments, Map.of(), InputStream.nullInputStream(), broken, err);
        return new Result(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
