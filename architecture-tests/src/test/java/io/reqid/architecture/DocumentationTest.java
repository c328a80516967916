package io.reqid.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages name only what is there. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\[(`?)([^\\]\\[]+?)\\1\\]\\(([^):#]+)(#[^)]*)?\\)");
    private static final Pattern TEST_SOURCE = Pattern.compile("[/\\\\]src[/\\\\]test[/\\\\].*\\.java$");
    private static final Pattern ANCHOR = Pattern.compile("\\]\\(([^):#]*)#([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final int README_LINES = 150;

    /** A link of a page: its text and the file it leads to. */
    private record Link(Path page, String text, Path target) {}

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        List<Link> links = links();

        assertThat(links).hasSizeGreaterThan(20);
        assertThat(links)
                .allSatisfy(
                        link -> assertThat(link.target()).as(link.toString()).exists());
    }

    @Test
    void everyTestThatAPageNamesExists() throws IOException {
        List<Link> tests = links().stream()
                .filter(link -> TEST_SOURCE.matcher(link.target().toString()).find())
                .toList();

        assertThat(tests).hasSizeGreaterThan(40);
        assertThat(tests)
                .allSatisfy(link -> assertThat(Files.readString(link.target()))
                        .as(link.toString())
                        .containsPattern("\\b" + Pattern.quote(lastName(link.text())) + "\\b"));
    }

    @Test
    void everyAnchorLeadsToAHeading() throws IOException {
        int found = 0;
        for (Path page : pages()) {
            for (MatchResult anchor :
                    ANCHOR.matcher(Files.readString(page)).results().toList()) {
                found++;
                Path target = anchor.group(1).isEmpty() ? page : page.resolveSibling(anchor.group(1));
                assertThat(anchors(target)).as(page + ": " + anchor.group()).contains(anchor.group(2));
            }
        }
        assertThat(found).isPositive();
    }

    /** {@return what the headings of a page are linked by: lower case, without punctuation, hyphens for blanks} */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void readmeIsShortEnoughToBeRead() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(README_LINES);
    }

    /** {@return the method or nested class in "SomeTest.something", or the class in "SomeTest"} */
    private static String lastName(String text) {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    private static List<Link> links() throws IOException {
        List<Link> links = new ArrayList<>();
        pages().forEach(page -> links.addAll(links(page)));
        return links;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<Link> links(Path page) {
        try {
            Matcher matcher = LINK.matcher(Files.readString(page));
            return matcher.results()
                    .map(link -> new Link(
                            page,
                            link.group(2),
                            page.resolveSibling(link.group(3)).normalize()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
