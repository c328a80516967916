package io.reqid.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;

/** Starts the application with no more than the application.properties of the documentation. */
class SpringBootTest {
    @TempDir
    private Path directory;

    private static String documented(String name) throws IOException {
        String page = Files.readString(Path.of(System.getProperty("reqid.test.docs")));
        Matcher block = Pattern.compile(
                        "<!-- run by a test: " + Pattern.quote(name) + " -->\\s+```\\w+\\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).as("configuration " + name).isTrue();
        return block.group(1);
    }

    private List<String> linesOfAppWith(String properties) throws Exception {
        Files.writeString(directory.resolve("application.properties"), properties);
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Application.class.getName()));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }

    private static String lineOf(List<String> lines, String message) {
        return lines.stream()
                .filter(line -> line.endsWith(" : " + message) || line.contains("\"message\":\"" + message + "\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line '" + message + "' in " + lines));
    }

    @Test
    void testRunsWithTheVersionItClaims() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("reqid.test.springBoot"));
    }

    @Test
    void correlationPatternPrintsTheIdOnEveryLineOfTheRequest() throws Exception {
        List<String> lines = linesOfAppWith(documented("spring-boot"));
        assertThat(lineOf(lines, "request")).contains(" [order-1] ");
        assertThat(lineOf(lines, "task")).contains(" [order-1] ");
        assertThat(lineOf(lines, "no request")).contains(" [-] ").doesNotContain("order-1");
        assertThat(lines).noneMatch(line -> line.contains("|-WARN") || line.contains("|-ERROR"));
    }

    @Test
    void structuredLoggingWritesTheId() throws Exception {
        List<String> lines = linesOfAppWith(documented("spring-boot-structured"));
        assertThat(lineOf(lines, "request")).contains("\"reqId\":\"order-1\"");
        assertThat(lineOf(lines, "task")).contains("\"reqId\":\"order-1\"");
        assertThat(lineOf(lines, "no request")).doesNotContain("reqId");
    }
}
