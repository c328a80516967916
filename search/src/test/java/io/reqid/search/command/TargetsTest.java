package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static final Map<String, String> PATHS = Map.of("REQID_PATH", "x" + File.pathSeparator + "y/z");

    @TempDir
    private Path directory;

    @Test
    void firstWordsThatAreLegalIdsAndNoFilesAreIds() throws Exception {
        Path log = Files.createFile(directory.resolve("service"));

        Targets targets = of(List.of("01ABC", "other-id=", log.toString(), "01DEF"), typing());

        assertThat(targets.ids()).containsExactly("01ABC", "other-id=");
        assertThat(targets.paths()).containsExactly(log.toString(), "01DEF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.log", "app.LOG", "a.log.gz", "b.json", "logs/x", "*", "./A", "~x"})
    void aWordThatEndsLikeALogOrIsNoLegalIdIsAPath(String word) throws Exception {
        Targets targets = of(List.of("A", word), typing());

        assertThat(targets.ids()).containsExactly("A");
        assertThat(targets.paths()).containsExactly(word);
    }

    @Test
    void eachIdIsLookedForOnce() throws Exception {
        assertThat(of(List.of("A", "B", "A", "x.log"), typing()).ids()).containsExactly("A", "B");
    }

    @Test
    void withoutAPathTheVariableNamesThem() throws Exception {
        assertThat(of(List.of("A"), surroundings(PATHS, "", true)).paths()).containsExactly("x", "y/z");
        assertThat(Targets.paths(List.of("b"), surroundings(PATHS, "", true))).containsExactly("b");
    }

    @Test
    void withoutPathAndVariableStandardInputIsReadUnlessItIsATerminal() throws Exception {
        assertThat(of(List.of("A"), surroundings(Map.of("REQID_PATH", ""), "", false)).paths())
                .containsExactly("-");
        assertThatThrownBy(() -> of(List.of("A"), typing()))
                .isInstanceOf(UsageException.class)
                .hasMessage("no PATH given: name log files or directories, or set REQID_PATH to them");
    }

    @Test
    void aMissingFileThatLooksLikeAnIdIsNamedWhereNoPathIsLeft() {
        assertThatThrownBy(() -> of(List.of("A", "logs"), typing()))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(". Taken for ids, since no such files exist: logs");
    }

    @Test
    void aHyphenInTheFirstPlaceReadsTheFirstWordOfEachLine() throws Exception {
        Surroundings piped = surroundings(Map.of(), "A  2026-11-25T18:00:00Z  3\n\n  B\nA\r\n", false);

        assertThat(of(List.of("-", "logs"), piped)).isEqualTo(new Targets(List.of("A", "B"), List.of("logs")));
    }

    @Test
    void idsAndLogCannotBothBeStandardInput() {
        assertThatThrownBy(() -> of(List.of("-", "-"), surroundings(Map.of(), "A", false)))
                .hasMessageContaining("cannot be both");
        assertThatThrownBy(() -> of(List.of("-"), surroundings(Map.of(), "A", false)))
                .hasMessageContaining("no PATH given: with ids from standard input");
    }

    @Test
    void whatIsNoIdOnStandardInputIsShownEscapedWithItsLine() {
        assertThatThrownBy(() -> of(List.of("-", "x"), surroundings(Map.of(), "A\n\033]0;x\n", false)))
                .hasMessage("line 2 of standard input does not begin with a request id: \"\\x1b]0;x\"");
        assertThatThrownBy(() -> of(List.of("-", "x"), surroundings(Map.of(), "\n", false)))
                .hasMessageContaining("no request id on standard input");
    }

    @Test
    void withoutAnIdTheUserIsToldWhatTheWordWasTakenFor() throws Exception {
        Path file = Files.createFile(directory.resolve("A"));

        assertThatThrownBy(() -> of(List.of(), typing())).hasMessageContaining("no request id given");
        assertThatThrownBy(() -> of(List.of("app.log"), typing()))
                .hasMessageContaining("\"app.log\" is taken for a PATH, since it ends like a log");
        assertThatThrownBy(() -> of(List.of(file.toString()), typing())).hasMessageContaining("is none, since an id is");
        assertThatThrownBy(() -> of(List.of("a\nb"), typing())).hasMessageContaining("\"a\\x0ab\"");
    }

    private static Targets of(List<String> words, Surroundings surroundings) throws Exception {
        return Targets.of(words, surroundings);
    }

    private static Surroundings typing() {
        return surroundings(Map.of(), "", true);
    }

    private static Surroundings surroundings(Map<String, String> env, String input, boolean typed) {
        return new Surroundings(
                env,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                new Terminal(typed, false, false, 0, StandardCharsets.UTF_8),
                Run.NOW,
                ZoneOffset.UTC,
                action -> {});
    }
}
