package io.reqid.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Set<String> ALL =
            new LinkedHashSet<>(List.of("--quick", "--jdk", "--rounds", "--only", "--bytes", "--rows", "--reqid"));

    @Test
    void withoutFlagsThisJdkIsMeasured() {
        Options options = Options.parse(ALL, List.of());

        assertThat(options.jdk()).isEqualTo(Path.of(System.getProperty("java.home")));
        assertThat(options.feature()).isEqualTo(Runtime.version().feature());
        assertThat(options.quick()).isFalse();
        assertThat(options.roundsAsked()).isEmpty();
        assertThat(options.bytes()).isEqualTo(1L << 30);
        assertThat(options.rows()).isEmpty();
        assertThat(options.wants("anything")).isTrue();
    }

    @Test
    void flagsAreTakenInAnyOrder() {
        Options options = Options.parse(ALL, List.of("--rounds", "7", "--quick", "--only", "wire", "--bytes", "1000"));

        assertThat(options.quick()).isTrue();
        assertThat(options.roundsAsked()).hasValue(7);
        assertThat(options.bytes()).isEqualTo(1000);
        assertThat(options.wants("request on the wire")).isTrue();
        assertThat(options.wants("request in process")).isFalse();
    }

    @Test
    void rowsAreSeparatedByCommas() {
        assertThat(Options.parse(ALL, List.of("--rows", "execute,fork")).rows()).containsExactly("execute", "fork");
    }

    @Test
    void unknownFlagIsAnErrorThatNamesTheAllowedOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(Set.of("--quick"), List.of("--rounds", "3")))
                .withMessage("unknown flag --rounds; this suite knows --quick");
    }

    @Test
    void hostileFlagIsNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(Set.of("--quick"), List.of("\u001b[2J")))
                .withMessage("unknown flag of 4 characters; this suite knows --quick");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "100", "-1", "x", "1.5", ""})
    void roundsAreANumberFrom1To99(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(ALL, List.of("--rounds", value)))
                .withMessage("--rounds must be a number from 1 to 99");
    }

    @Test
    void flagWithoutItsValueIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(ALL, List.of("--rounds", "--quick")))
                .withMessage("--rounds needs a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(ALL, List.of("--only")))
                .withMessage("--only needs a value");
    }

    @Test
    void directoryWithoutAJdkIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(ALL, List.of("--jdk", "src")))
                .withMessage("--jdk must name the home of a JDK, found none in src");
    }

    @Test
    void commandThatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(ALL, List.of("--reqid", "src/nothing")))
                .withMessageStartingWith("--reqid must name a file that can be executed");
    }
}
