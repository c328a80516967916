package io.reqid.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reqid.benchmarks.report.Quantity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final Set<String> FLAGS = new LinkedHashSet<>(List.of("--quick", "--rounds", "--only"));

    @TempDir
    private Path results;

    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** Writes down when it is called. */
    private final class Recorded implements Contender {
        private final String name;
        private final boolean fails;

        Recorded(String name, boolean fails) {
            this.name = name;
            this.fails = fails;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean ours() {
            return false;
        }

        @Override
        public Map<Quantity, Double> run() throws IOException {
            calls.add(name);
            if (fails) {
                throw new IOException("no answer");
            }
            return Map.of(Quantity.CPU_NANOS, 1.0);
        }
    }

    @Test
    void eachRoundRunsEveryContenderOnceInTurn() throws Exception {
        assertThat(run(List.of("--rounds", "3"), new Recorded("a", false), new Recorded("b", false)))
                .isTrue();

        assertThat(calls).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void contenderThatFailsIsNamedAndNotAskedAgain() throws Exception {
        assertThat(run(List.of("--rounds", "3"), new Recorded("a", false), new Recorded("b", true)))
                .isFalse();

        assertThat(calls).containsExactly("a", "b", "a", "a");
        assertThat(text()).contains("case: b failed: no answer");
        assertThat(Files.readString(results.resolve("test-" + Runtime.version().feature() + ".json")))
                .contains("case: b failed: no answer");
    }

    @Test
    void resultsAreWrittenInThreeForms() throws Exception {
        run(List.of("--quick"), new Recorded("a", false));

        String base = "test-" + Runtime.version().feature();
        assertThat(results.resolve(base + ".md")).content().contains("| case | a | 1.00 ± 0.00 | 1 |", "--quick");
        assertThat(results.resolve(base + ".json")).isNotEmptyFile();
        assertThat(results.resolve(base + ".svg")).isNotEmptyFile();
    }

    @Test
    void remarkThatIsMadeAgainIsPrintedOnce() throws Exception {
        Suite suite = (options, remarks) -> {
            remarks.accept("rg is skipped");
            remarks.accept("rg is skipped");
            return List.of(new Case("case", Quantity.CPU_NANOS, List.of(new Recorded("a", false))));
        };

        assertThat(run(List.of(), suite)).isTrue();
        assertThat(text()).containsOnlyOnce("rg is skipped");
    }

    @Test
    void caseInWhichEveryContenderFailsHasNoRows() throws Exception {
        assertThat(run(List.of(), new Recorded("a", true))).isFalse();

        assertThat(text()).contains("case: a failed").doesNotContain("| contender |");
    }

    @Test
    void onlyWhatIsAskedForIsMeasured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(List.of("--only", "other"), new Recorded("a", false)))
                .withMessageContaining("no case of the suite test");
        assertThat(calls).isEmpty();
    }

    private boolean run(List<String> flags, Contender... contenders) throws Exception {
        return run(flags, (options, remarks) -> List.of(new Case("case", Quantity.CPU_NANOS, List.of(contenders))));
    }

    private boolean run(List<String> flags, Suite suite) throws Exception {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Run("test", suite, flags, Options.parse(FLAGS, flags), out).run(results);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
