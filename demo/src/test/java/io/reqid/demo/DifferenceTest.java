package io.reqid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the agent does for the demo, with the finished jar. */
@Timeout(240)
class DifferenceTest {
    @TempDir
    private Path logs;

    @Test
    void linesThatAreWrongWithoutTheAgentAreRightWithIt() throws Exception {
        try (DemoProcess demo = new DemoProcess(logs, "--difference")) {
            List<String> output = demo.lines();

            assertThat(demo.exitCode()).as(String.join("\n", output)).isZero();
            Verdict without = verdict(output, "without the agent: ");
            assertThat(without.withoutId()).isPositive();
            assertThat(without.foreignId()).isPositive();
            assertThat(verdict(output, "with the agent: ")).isEqualTo(new Verdict(without.lines(), 0, 0));
            assertThat(output.stream().map(Readme::withoutAccidents))
                    .containsAll(Readme.shownBelow("<!-- difference output -->").stream()
                            .map(Readme::withoutAccidents)
                            .toList());
        }
    }

    @Test
    @Tag("once")
    void bareShopLosesIdsAndSaysSoByItsExitCode() throws Exception {
        try (DemoProcess demo = new DemoProcess(logs, "--bare")) {
            List<String> output = demo.lines();

            assertThat(verdict(output, "shop.json: ").withoutId()).isPositive();
            assertThat(output).anyMatch(line -> line.startsWith("  WRONG: "));
            assertThat(demo.exitCode()).isEqualTo(1);
        }
    }

    @Test
    @Tag("once")
    void shopThatWrapsEverythingIsRightWithTheAgentToo() throws Exception {
        try (DemoProcess demo = DemoProcess.withAgent(logs)) {
            List<String> output = demo.lines();

            assertThat(demo.exitCode()).as(String.join("\n", output)).isZero();
            assertThat(verdict(output, "shop.log: ").isClean()).isTrue();
        }
    }

    /** {@return the verdict in the line that names what it is on, and is there once} */
    private static Verdict verdict(List<String> output, String subject) {
        List<Verdict> verdicts = output.stream()
                .filter(line -> line.startsWith(subject) || line.contains("/" + subject))
                .map(Verdict::atEndOf)
                .flatMap(Optional::stream)
                .toList();
        assertThat(verdicts).as(subject + " in\n" + String.join("\n", output)).hasSize(1);
        return verdicts.get(0);
    }
}
