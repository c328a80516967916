package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs what docs/logback-extension.md shows; its console is a list here. */
class DocumentedConfigurationsTest {
    private static final Path PAGE = Path.of(System.getProperty("reqid.test.docs"));
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- run by a test: ([a-z-]+) -->\\s+)?```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final String CONSOLE = "ch.qos.logback.core.ConsoleAppender";

    private static Map<String, String> blocks() throws IOException {
        Map<String, String> blocks = new LinkedHashMap<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            assertThat(block.group(1)).as("name of " + block.group(3)).isNotNull();
            blocks.put(block.group(1), block.group(3));
        }
        return blocks;
    }

    private static List<String> linesOf(String name) throws IOException {
        String configuration = blocks().get(name);
        assertThat(configuration).as(name).contains(CONSOLE);
        try (Logs logs = Logs.configured(configuration.replace(CONSOLE, LinesAppender.class.getName()))) {
            Logger logger = logs.logger();
            logger.info("out");
            RequestContext.run(new RequestId("id-a"), () -> {
                logger.debug("fine");
                logger.info("in");
                logger.error("hostile\r\n[forged] \u001b[31m\u2028", new IllegalStateException("hostile\n[forged]"));
            });
            assertThat(logs.problems()).isEmpty();
            return consoleOf(logs).lines();
        }
    }

    private static LinesAppender consoleOf(Logs logs) {
        Logger root = logs.context.getLogger("ROOT");
        LinesAppender direct = (LinesAppender) root.getAppender("OUT");
        return direct != null
                ? direct
                : (LinesAppender) ((FingersCrossedAppender) root.getAppender("CROSSED")).getAppender("OUT");
    }

    @Test
    void everyConfigurationShownIsRunHereOrWithSpringBoot() throws IOException {
        assertThat(blocks().keySet())
                .isEqualTo(Set.of(
                        "plain",
                        "safe",
                        "logstash",
                        "ecs",
                        "provider",
                        "json",
                        "spring-boot",
                        "spring-boot-structured",
                        "fingers-crossed"));
    }

    @Test
    void plain() throws IOException {
        List<String> lines = linesOf("plain");
        assertThat(lines.get(0)).matches("\\S+ \\[-] INFO  shop - out");
        assertThat(lines.get(1)).matches("\\S+ \\[id-a] INFO  shop - in");
    }

    @Test
    void safePatternLetsNoMessageForgeALineOrReachTheTerminal() throws IOException {
        List<String> lines = linesOf("safe");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).strip()).isEqualTo("[-] INFO  out");
        assertThat(lines.get(2))
                .startsWith("[id-a] ERROR hostile [forged]  [31m")
                .contains("IllegalStateException: hostile [forged]");
        assertThat(Stream.of(lines.get(2).split("", -1))).noneMatch(c -> c.matches("[\\p{Cntrl}\u2028]"));
    }

    @ParameterizedTest
    @CsvSource({"logstash, reqId", "ecs, http.request.id", "json, reqId"})
    void json(String name, String field) throws IOException {
        assertFieldInsideTheRequestOnly(linesOf(name), field);
    }

    @Test
    @Tag("encoder-9")
    void provider() throws IOException {
        assertFieldInsideTheRequestOnly(linesOf("provider"), "http.request.id");
    }

    private static void assertFieldInsideTheRequestOnly(List<String> lines, String field) {
        assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(lines.get(0)).contains("\"out\"").doesNotContain("\"" + field + "\"");
        assertThat(lines.get(1)).contains("\"in\"").contains("\"" + field + "\":\"id-a\"");
        assertThat(lines.get(2)).contains("\"" + field + "\":\"id-a\"").doesNotContain("\n", "\u001b");
    }

    @Test
    void fingersCrossed() throws IOException {
        List<String> lines = linesOf("fingers-crossed");
        assertThat(lines.subList(0, 3)).containsExactly("[-] INFO  out", "[id-a] INFO  in", "[id-a] DEBUG fine");
        assertThat(lines.get(3)).startsWith("[id-a] ERROR hostile");
    }
}
