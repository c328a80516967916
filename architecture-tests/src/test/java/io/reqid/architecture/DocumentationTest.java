package io.reqid.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages name only what is there. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\[(`?)([^\\]\\[]+?)\\1\\]\\(([^):#]+)(#[^)]*)?\\)");
    private static final Pattern TEST_SOURCE = Pattern.compile("[/\\\\]src[/\\\\]test[/\\\\].*\\.java$");
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
    void readmeIsShortEnoughToBeRead() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(README_LINES);
    }

    /** {@return the method or nested class in "SomeTest.something", or the class in "SomeTest"} */
    private static String lastName(String text) {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    private static List<Link> links() throws IOException {
        List<Link> links = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(page -> links.addAll(links(page)));
        }
        return links;
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
