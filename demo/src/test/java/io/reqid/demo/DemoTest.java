package io.reqid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    @TempDir
    private Path logs;

    @Test
    void everyLineOfEveryRequestIsFoundUnderItsOwnId() {
        FinishedDemo demo = FinishedDemo.shared();

        assertThat(demo.exitCode()).as(String.join("\n", demo.output())).isZero();
        assertThat(demo.output())
                .filteredOn(line -> line.contains(" 0 without an id, 0 with a foreign id"))
                .hasSize(2);
        assertThat(demo.output()).anyMatch(line -> line.contains("400 requests, 16 of them failed"));
        assertThat(demo.output()).noneMatch(line -> line.contains("WRONG"));
    }

    @Test
    void readmeShowsWhatTheDemoPrints() throws Exception {
        FinishedDemo demo = FinishedDemo.shared();
        List<String> printed = demo.output().stream()
                .map(line -> line.replace(demo.logs().toString(), "logs"))
                .map(Readme::withoutAccidents)
                .toList();

        assertThat(printed)
                .containsAll(Readme.shownBelow("<!-- demo output -->").stream()
                        .map(Readme::withoutAccidents)
                        .toList());
    }

    @Test
    void commandThatTheDemoPrintsFindsTheLinesThatItShows() throws Exception {
        List<String> output = FinishedDemo.shared().output();
        int command = indexOfCommand(output);
        Process grep =
                new ProcessBuilder(output.get(command).substring("$ ".length()).split(" ")).start();
        List<String> found = grep.inputReader().lines().toList();

        assertThat(found).hasSizeGreaterThan(5).anyMatch(line -> line.contains(" ERROR "));
        assertThat(output.subList(command + 1, command + 1 + found.size())).isEqualTo(found);
        assertThat(output.get(command + 1 + found.size())).isEmpty();
    }

    @Test
    void treeOfTheFailedOrderHoldsEveryEventThatGrepFindsAndItsStackTrace() {
        List<String> output = FinishedDemo.shared().output();
        List<String> found = output.stream()
                .skip(indexOfCommand(output) + 1L)
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.substring(line.indexOf(": O-") + 2))
                .toList();
        List<String> tree = output.stream()
                .dropWhile(line -> !line.startsWith("$ reqid --tree "))
                .takeWhile(line -> !line.isEmpty())
                .toList();

        assertThat(tree.get(1)).contains(found.size() + " events", "1 error");
        assertThat(found)
                .allSatisfy(message -> assertThat(tree)
                        .filteredOn(line -> line.contains(": " + message))
                        .hasSize(1));
        assertThat(tree).anyMatch(line -> line.contains(" lines: Storefront$OrderFailedException)"));
        assertThat(tree).filteredOn(line -> line.contains("● task ")).hasSizeGreaterThan(3);
    }

    private static int indexOfCommand(List<String> output) {
        return IntStream.range(0, output.size())
                .filter(i -> output.get(i).startsWith("$ grep "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void logBeginsWithThePatternThatItWasWrittenIn() throws Exception {
        assertThat(Files.readAllLines(FinishedDemo.shared().logs().resolve("shop.log"))
                        .get(0))
                .startsWith("#logback.classic pattern: ")
                .contains("[%reqId]");
    }

    @Test
    void logsOfAnEarlierDayAreCompressedAndNotCounted() throws Exception {
        Path old = logs.resolve("shop.log");
        Files.writeString(old, "2026-01-01T00:00:00.000Z INFO  [-] [main] Storefront: O-0001: without an id\n");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        try (DemoProcess demo = new DemoProcess(logs)) {
            demo.lines();

            assertThat(demo.exitCode()).isZero();
            assertThat(LogFiles.lines(old)).anyMatch(line -> line.endsWith("without an id"));
            assertThat(Files.readString(old)).doesNotContain("without an id");
        }
    }

    @Test
    void shopThatIsKeptOpenServesUnderTheIdOfItsCustomer() throws Exception {
        try (DemoProcess demo = new DemoProcess(logs, "--keep")) {
            Matcher address = ADDRESS.matcher(demo.lineWith("storefront http"));
            assertThat(address.find()).isTrue();
            demo.lineWith("The shop stays open");
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address.group() + "/orders/O-9001"))
                                    .header("X-Request-ID", "my-own-id")
                                    .POST(HttpRequest.BodyPublishers.ofString("2 x apple"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.headers().firstValue("X-Request-ID")).contains("my-own-id");
            assertThat(demo.lineWith("O-9001: confirmation mailed")).contains("[my-own-id]");
        }
    }

    @Test
    void unknownArgumentIsRefusedAndTheKnownOnesNamed() throws Exception {
        try (DemoProcess demo = new DemoProcess(logs, "--kep")) {
            assertThat(demo.lines()).anyMatch(line -> line.contains("--keep, --bare, --difference"));
            assertThat(demo.exitCode()).isEqualTo(2);
        }
    }
}
