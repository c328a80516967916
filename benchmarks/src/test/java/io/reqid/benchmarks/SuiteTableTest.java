package io.reqid.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The table of suites, what runs them, the script that starts it, and the page about them. */
class SuiteTableTest {
    private static final SuiteTable TABLE = SuiteTable.read();

    @Test
    void everySuiteOfTheTableCanBeRun() {
        assertThat(Main.names()).containsExactlyInAnyOrderElementsOf(TABLE.names());
    }

    @Test
    void everySuiteIsExplainedOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "benchmarks.md"));

        assertThat(TABLE.names()).allSatisfy(name -> assertThat(page).contains("benchmarks/run " + name));
    }

    @Test
    void unknownSuiteIsAnErrorThatNamesThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.named("nothing"))
                .withMessageContaining(String.join(", ", TABLE.names()));
    }

    @Test
    void scriptListsTheSuitesWithoutABuild() throws Exception {
        assertThat(script(0))
                .containsAll(TABLE.list().lines().map(line -> "  " + line).toList());
    }

    @Test
    void scriptRefusesAnUnknownSuiteAndAnUnknownFlagWithoutABuild() throws Exception {
        assertThat(script(2, "nothing"))
                .containsExactly("benchmarks/run: unknown suite; there are " + String.join(", ", TABLE.names()));
        assertThat(script(2, "ids", "--bytes", "1"))
                .containsExactly("benchmarks/run: unknown flag; the suite ids knows "
                        + String.join(" ", TABLE.named("ids").flags()));
    }

    private static List<String> script(int status, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "run"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(lines.toString()).isEqualTo(status);
        return lines;
    }
}
