package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/search.md says what the command does, and nothing else. */
class SearchPageTest {
    private static final Path PAGE = Path.of("..", "docs", "search.md");
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");
    private static final Pattern CODE = Pattern.compile("`[^`\n]+`|(?m)^reqid .*$");

    private final String page;

    SearchPageTest() throws IOException {
        page = Files.readString(PAGE);
    }

    @Test
    void everyFlagIsInTheTableOfFlagsWithItsShortForm() {
        List<String> rows = page.lines().filter(line -> line.startsWith("| `-")).toList();

        for (Flag flag : Flag.values()) {
            assertThat(rows)
                    .as(flag.typed())
                    .anyMatch(row -> names(row).contains(flag.typed())
                            && (flag.typedShort().isEmpty() || names(row).contains(flag.typedShort())));
            for (String choice : flag.choices()) {
                assertThat(rows)
                        .as(flag.typed())
                        .anyMatch(row -> row.contains(choice) && names(row).contains(flag.typed()));
            }
        }
    }

    @Test
    void noFlagIsNamedThatTheCommandDoesNotKnow() {
        Set<String> named = new TreeSet<>();
        CODE.matcher(page).results().map(MatchResult::group).forEach(code -> named.addAll(names(code)));
        Set<String> known = new TreeSet<>(List.of("-qv", "-jar", "-f")); // written together; of java; of kubectl
        for (Flag flag : Flag.values()) {
            known.add(flag.typed());
            known.add(flag.typedShort());
        }

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(known).containsAll(named);
    }

    @Test
    void everySubCommandIsInTheTableOfCommands() {
        List<String> rows =
                page.lines().filter(line -> line.startsWith("| `reqid ")).toList();

        assertThat(Command.names())
                .allSatisfy(name -> assertThat(rows).anyMatch(row -> row.contains("`reqid " + name)));
        assertThat(rows).anyMatch(row -> row.contains("`reqid ID... [PATH...]`"));
    }

    @Test
    void everyVariableThatHelpNamesIsOnThePage() {
        String help = Run.of("help").go().out();
        List<String> variables = Pattern.compile("(?m)^  ([A-Z_]{6,})")
                .matcher(help)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(variables).hasSizeGreaterThan(3);
        assertThat(variables).allSatisfy(variable -> assertThat(page).contains(variable));
    }

    @Test
    void exitCodesAreThoseOfTheCommand() {
        List<Integer> codes = page.lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> Integer.valueOf(line.split("\\|", -1)[1].strip()))
                .toList();

        assertThat(codes)
                .containsExactly(
                        ExitCode.FOUND,
                        ExitCode.NONE,
                        ExitCode.USAGE,
                        ExitCode.PARTIAL,
                        ExitCode.FAULT,
                        ExitCode.INTERRUPTED);
    }

    @Test
    void everyLineOfTheFirstExampleIsParsed() throws UsageException {
        List<String> calls =
                page.lines().filter(line -> line.startsWith("reqid ")).toList();

        assertThat(calls).hasSizeGreaterThan(5);
        for (String call : calls) {
            for (String part : call.replaceFirst("  .*", "").split(" \\| ", -1)) {
                String[] words = part.replaceFirst("^reqid ", "")
                        .replaceAll("'[^']*'", "x")
                        .split(" ", -1);

                assertThat(ArgumentParser.parse(words).words())
                        .as(Arrays.toString(words))
                        .isNotEmpty();
            }
        }
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        FLAG.matcher(text).results().map(MatchResult::group).forEach(names::add);
        return names;
    }
}
