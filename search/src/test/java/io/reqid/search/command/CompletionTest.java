package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts, run by the shells that they are for, as far as those are installed. */
@Timeout(60)
@Tag("once")
class CompletionTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f;find follow formats",
                "--ord;--order",
                "'--order ';time tree",
                "--order t;time tree",
                "--order = tr;tree",
                "--color always to;",
                "top --s;--slow --since --service",
                "-q top --sl;--slow",
                "--color always top --sl;--slow",
                "--color = always top --sl;--slow",
                "find --t;--tz --threads",
                "'index ';build status verify drop a b.log",
                "'completion ';bash zsh fish",
                "help fo;follow formats",
                "A --html b;b.log",
                "A b;b.log",
                "'A ';a b.log"
            })
    void bashCompletesWhatFits(String typed, String expected) throws Exception {
        Files.writeString(directory.resolve("b.log"), "");
        Files.createDirectory(directory.resolve("a"));

        List<String> completed = bash(typed);

        String[] words = expected == null ? new String[0] : expected.split(" ", -1);
        assertThat(completed).containsExactlyInAnyOrder(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f;find follow formats",
                "A --ord;--order",
                "A --order t;time tree",
                "top --sl;--slow",
                "-q top --sl;--slow",
                "--color always top --sl;--slow",
                "--color=always top --sl;--slow",
                "--color a;auto always",
                "find --t;--tz --threads",
                "'index ';build status verify drop",
                "completion b;bash",
                "help fo;follow formats",
                "index build --index-dir x;x.d",
                "A b;b.log"
            })
    void zshCompletesWhatFits(String typed, String expected) throws Exception {
        assumeTrue(isInstalled("zsh"), "zsh is not installed; on Debian and Ubuntu: apt-get install zsh");
        Files.writeString(directory.resolve("b.log"), "");
        Files.createDirectory(directory.resolve("x.d"));
        Path result = directory.resolveSibling(directory.getFileName() + ".result");
        String complete = Path.of("src", "test", "resources", "zsh", "complete.zsh")
                .toAbsolutePath()
                .toString();

        run(List.of(
                "timeout", "30", "zsh", "-f", complete, script("zsh").toString(), "reqid " + typed, result.toString()));

        assertThat(Files.readAllLines(result).stream()
                        .filter(line -> !line.isEmpty())
                        .distinct())
                .containsExactlyInAnyOrder(expected.split(" ", -1));
        Files.delete(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f;find follow formats",
                "--ord;--order",
                "A --order t;time tree",
                "top --sl;--slow",
                "completion b;bash"
            })
    void fishCompletesWhatFits(String typed, String expected) throws Exception {
        assumeTrue(isInstalled("fish"), "fish is not installed; on Debian and Ubuntu: apt-get install fish");
        String asked = "source $argv[1]; complete -C \"reqid $argv[2]\"";

        List<String> completed =
                run(List.of("fish", "--no-config", "-c", asked, script("fish").toString(), typed));

        assertThat(completed.stream().map(line -> line.split("\t", -1)[0])).contains(expected.split(" ", -1));
        assertThat(completed).allMatch(line -> line.startsWith(lastWord(typed)));
    }

    @Test
    void anotherShellIsRefusedWithTheOnesThereAre() {
        Run.Result result = Run.of("completion", "csh").go();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("reqid: reqid completion needs one of bash, zsh, fish, found \"csh\"\n");
    }

    private static String lastWord(String typed) {
        return typed.substring(typed.lastIndexOf(' ') + 1);
    }

    /** Calls the function as bash does; {@code =} is a word of its own. */
    private List<String> bash(String typed) throws Exception {
        String call = "source \"$1\"; shift; COMP_WORDS=(reqid \"$@\"); COMP_CWORD=$#; compopt() { :; }; _reqid;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", call, "-", script("bash").toString()));
        command.addAll(List.of(typed.split(" ", -1)));
        return run(command).stream().filter(line -> !line.isEmpty()).toList();
    }

    private Path script(String shell) throws IOException {
        Path outside = directory.resolveSibling(directory.getFileName() + "." + shell);
        return Files.writeString(outside, Run.of("completion", shell).go().out());
    }

    private List<String> run(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("HOME", directory.toString());
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private static boolean isInstalled(String program) {
        for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(place, program))) {
                return true;
            }
        }
        return false;
    }
}
