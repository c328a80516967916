package io.reqid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/agent.md says there is, and nothing else, is there. */
class AgentPageTest {
    private static final Path PAGE = Path.of("..", "docs", "agent.md");

    /** The first cell of a table's row, where that is a name in code, or several. */
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (`[^`|]+`(?:, `[^`|]+`)*) \\|");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern CALL = Pattern.compile(
            "\\b(Binder|Carrier|Exchanges|FirstUse|Interfaces|Libraries|Stages|Subscriptions|Tasks|Timers)\\.(\\w+)\\(");

    @Test
    void everyHookHasItsRowAndEveryRowItsHook() throws IOException {
        assertThat(firstCells("What is rewritten"))
                .containsExactlyInAnyOrderElementsOf(
                        Hooks.all().stream().map(Hook::name).distinct().toList());
    }

    @Test
    void everyHookIsForSomething() throws IOException {
        assertThat(firstCells("What each hook is for"))
                .containsExactlyInAnyOrderElementsOf(
                        Hooks.all().stream().map(Hook::name).distinct().toList());
    }

    @Test
    void onlyHooksForOtherOperatingSystemsNameNoProgram() throws IOException {
        assertThat(section("What each hook is for").lines().filter(row -> row.contains("| - |")))
                .hasSize(2)
                .allMatch(row -> row.contains("on macOS") || row.contains("on Windows"));
    }

    @Test
    void everyOptionHasItsRowAndEveryRowItsOption() throws IOException {
        String line = complaintAbout("no-such-option");
        String keys = line.substring(line.indexOf("known are ") + "known are ".length());

        assertThat(firstCells("Options"))
                .containsExactlyInAnyOrderElementsOf(List.of(keys.trim().split(", ", -1)));
    }

    @Test
    void everyMethodThatASnippetCallsExists() throws IOException {
        List<Matcher> calls = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> CALL.matcher(block.group(1)))
                .toList();

        int found = 0;
        for (Matcher call : calls) {
            while (call.find()) {
                found++;
                assertThat(methods("io.reqid." + call.group(1)))
                        .as(call.group())
                        .contains(call.group(2));
            }
        }
        assertThat(found).isGreaterThan(30);
    }

    private static List<String> methods(String className) {
        try {
            return Stream.of(Class.forName(className).getDeclaredMethods())
                    .map(Method::getName)
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> firstCells(String heading) throws IOException {
        return FIRST_CELL
                .matcher(section(heading))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .toList();
    }

    private static String section(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("\n## " + heading + "\n");
        assertThat(start).as("heading " + heading).isNotNegative();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end);
    }

    private static String complaintAbout(String key) {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Options unused = Options.parse(key + "=1", new Properties(), new Log());
        } finally {
            System.setErr(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
