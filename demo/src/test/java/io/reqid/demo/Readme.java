package io.reqid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the README shows as output, and what such output has in common from run to run. */
final class Readme {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private Readme() {}

    /** {@return the lines, but for empty ones, of the block of text below a mark that no reader sees} */
    static List<String> shownBelow(String mark) throws IOException {
        Matcher shown = Pattern.compile(Pattern.quote(mark) + "\\n```text\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(shown.find()).as("README.md has a block marked " + mark).isTrue();
        return shown.group(1).lines().filter(line -> !line.isBlank()).toList();
    }

    /** Takes out of a line what differs from run to run, such as the thread that finds a future completed. */
    static String withoutAccidents(String line) {
        return ADDRESS.matcher(line)
                .replaceAll("ADDRESS")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("[0-9A-HJKMNP-TV-Z]{26}", "ID")
                .replaceAll("\\[(ID|-)\\]( \\[\\d+/\\d+\\])? \\[[^\\]]*\\]", "[$1] [THREAD]")
                .replaceAll("^ +(\\+[0-9.]+ ?m?s )?[ │├└─●○]*(?=task |[A-Z]+ )", "TREE ")
                .replaceAll("^TREE task \\d+.*", "TREE task")
                .replaceAll("^TREE ([A-Z]+) (\\[[^\\]]*\\] )?", "TREE $1 ")
                .replaceAll("\\d+ tasks · [0-9.]+ m?s · ", "TASKS · TIME · ")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d [0-9:.]+Z", "TIME")
                .replaceAll("\\d+ lines", "LINES")
                .replaceAll("[1-9]\\d* (without|with) a", "SOME $1 a")
                .replaceAll("logs in \\S+", "logs in DIRECTORY");
    }
}
