package io.reqid.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.command.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of requests, their events interleaved over the rotated files of five services in five layouts: what the
 * command shows of a request is what the generator wrote of it, no event less and none more, in every view.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchExactnessTest {
    private static final int REQUESTS = 3_000;
    private static final int SAMPLES = 12;
    private static final long ROTATE_BYTES = 200_000;

    /** So long that it is worth writing again, and that its parts are many. */
    private static final long BIG_BYTES = 6_000_000;

    /** The number in an event's message; the one in its stack trace has a letter behind it, so that each stands alone. */
    private static final Pattern NUMBER = Pattern.compile("evt-\\d{9}(?!t)");

    private static final Pattern MENTIONS = Pattern.compile("(\\d[\\d,]*) mentions?\\b");

    private final long seed = Long.getLong("reqid.seed", System.nanoTime());

    private Path directory;
    private Path logs;
    private LogGenerator.Written written;
    private List<String> samples;

    @BeforeAll
    void writeLogs(@TempDir Path temporary) throws IOException {
        directory = temporary;
        System.out.println("SearchExactnessTest: -Dreqid.seed=" + seed);
        logs = directory.resolve("logs");
        written = LogGenerator.fleet(logs, seed, REQUESTS, ROTATE_BYTES);
        List<String> ids = new ArrayList<>(written.own().keySet());
        samples = new SplittableRandom(seed)
                .ints(SAMPLES, 0, ids.size())
                .mapToObj(ids::get)
                .distinct()
                .toList();
    }

    private Stream<String> samples() {
        return samples.stream();
    }

    @Test
    void logsAreWorthSearching() {
        assertThat(written.own()).hasSizeGreaterThan(REQUESTS * 9 / 10);
        assertThat(written.mentions()).hasSizeGreaterThan(REQUESTS / 4);
        assertThat(written.own().values().stream().flatMap(List::stream).map(ServiceLog.Placed::file))
                .as("files that events were written to")
                .contains(logs.resolve("shop.log"), logs.resolve("stock.log"))
                .anyMatch(file -> file.toString().endsWith(".zst"))
                .anyMatch(file -> file.toString().endsWith(".xz"))
                .anyMatch(file -> file.toString().endsWith(".gz"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void rawShowsExactlyTheBytesOfTheRequest(String id) {
        String shown = run("--raw", id);

        assertThat(sorted(linesOf(shown))).isEqualTo(sorted(linesOf(String.join("", bytesOf(id)))));
        assertThat(numbersIn(shown))
                .as("events, each once")
                .hasSameElementsAs(ownNumbers(id))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyViewShowsEachEventOfTheRequestOnceAndNoOther(String id) throws IOException {
        for (String view : List.of("--json", "--tree", "--order=time", "--timeline", "--tree --stack=full")) {
            String[] flags = (view + (view.equals("--json") ? "" : " --color=never")).split(" ");
            assertThat(numbersIn(run(concat(flags, id)))).as(view).containsExactlyInAnyOrderElementsOf(ownNumbers(id));
        }
        Path page = directory.resolve("page.html");
        run("--html=" + page, id);
        assertThat(numbersIn(Files.readString(page))).as("--html").hasSameElementsAs(ownNumbers(id));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void mentionsAreCountedAndShownOnlyWhenAskedFor(String id) {
        List<String> mentioning = numbers(written.mentions().getOrDefault(id, List.of()));
        String shown = run("--tree", "--color=never", id);
        Matcher counted = MENTIONS.matcher(shown);

        assertThat(counted.find() ? Integer.parseInt(counted.group(1).replace(",", "")) : 0)
                .as(shown)
                .isEqualTo(mentioning.size());
        List<String> all = new ArrayList<>(mentioning);
        all.addAll(ownNumbers(id));
        assertThat(numbersIn(run("--json", "--mentions", id))).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answerIsTheSameOnOneCoreAndOnFour(String id) {
        assertThat(run("--raw", "-j1", id)).isEqualTo(run("--raw", "-j4", id));
    }

    @Test
    void thousandsOfIdsAtOnceGetEachItsOwnEvents() {
        Map<String, List<String>> found = new TreeMap<>();
        for (String line :
                linesOf(runWith(String.join("\n", written.own().keySet()), "--json", "-", logs.toString()))) {
            Matcher id = Pattern.compile("\"reqId\":\"([^\"]*)\"").matcher(line);
            assertThat(id.find()).as(line).isTrue();
            found.computeIfAbsent(id.group(1), first -> new ArrayList<>()).addAll(numbersIn(line));
        }
        Map<String, List<String>> expected = new TreeMap<>();
        written.own().forEach((id, placed) -> expected.put(id, numbers(placed)));
        found.values().forEach(numbers -> numbers.sort(Comparator.naturalOrder()));
        expected.values().forEach(numbers -> numbers.sort(Comparator.naturalOrder()));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void indexChangesNothingInTheAnswer() throws IOException {
        List<String> before = samples.stream().map(id -> run("--raw", id)).toList();
        runWith("", "index", "build", logs.toString());
        try (Stream<Path> files = Files.walk(logs)) {
            assertThat(files.filter(file -> file.toString().endsWith(".reqid-idx")))
                    .as("indexes")
                    .isNotEmpty();
        }

        assertThat(samples.stream().map(id -> run("--raw", id)).toList()).isEqualTo(before);
        runWith("", "index", "drop", logs.toString());
    }

    @Test
    void indexesInAnotherDirectoryChangeNothingInTheAnswer() throws IOException {
        String indexes = directory.resolve("indexes").toString();
        List<String> before = samples.stream().map(id -> run("--raw", id)).toList();
        runWith("", "index", "build", "--reblock", "--index-dir", indexes, logs.toString());
        assertThat(Path.of(indexes)).isDirectoryContaining("glob:**/*.reqid-idx");
        try (Stream<Path> files = Files.walk(logs)) {
            assertThat(files)
                    .as("beside the logs")
                    .noneMatch(file -> file.toString().contains("reqid-idx"));
        }

        assertThat(samples.stream()
                        .map(id -> run("--raw", "--index-dir", indexes, id))
                        .toList())
                .isEqualTo(before);
        runWith("", "index", "drop", "--index-dir", indexes, logs.toString());
    }

    @Test
    void fileThatIsWrittenAgainInPartsGivesTheSameAnswer() throws IOException {
        Path big = Files.createDirectory(directory.resolve("big"));
        Path plain = big.resolve("shop.log.1");
        List<String> ids = LogGenerator.single(plain, seed, BIG_BYTES);
        List<String> expected = ids.stream()
                .map(id -> runWith("", "--raw", id, plain.toString()))
                .toList();
        Path packed = big.resolve("shop.log.1.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        byte[] bytes = Files.readAllBytes(plain);
        Files.delete(plain);
        assertThat(runWith("", "index", "build", big.toString())).contains("whole");

        assertThat(runWith("", "index", "build", "--reblock", big.toString())).contains("parts");

        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(ids).hasSizeGreaterThan(10);
        assertThat(ids.stream()
                        .map(id -> runWith("", "--raw", id, big.toString()))
                        .toList())
                .isEqualTo(expected);
    }

    private String run(String... flagsAndId) {
        return runWith("", concat(flagsAndId, logs.toString()));
    }

    private static String runWith(String input, String... arguments) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(arguments, Map.of(), in, out, err);
        assertThat(code)
                .as("%s\n%s", List.of(arguments), err.toString(StandardCharsets.UTF_8))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String[] concat(String[] flags, String last) {
        String[] all = Arrays.copyOf(flags, flags.length + 1);
        all[flags.length] = last;
        return all;
    }

    private List<String> bytesOf(String id) {
        return own(id).stream()
                .map(placed -> new String(placed.line(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> ownNumbers(String id) {
        return numbers(own(id));
    }

    private List<ServiceLog.Placed> own(String id) {
        return written.own().getOrDefault(id, List.of());
    }

    private static List<String> numbers(List<ServiceLog.Placed> placed) {
        return new ArrayList<>(placed.stream()
                .map(each -> each.entry().message().substring(0, "evt-123456789".length()))
                .toList());
    }

    private static List<String> numbersIn(String text) {
        return NUMBER.matcher(text).results().map(found -> found.group()).toList();
    }

    private static List<String> linesOf(String text) {
        return text.lines().toList();
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
