package io.reqid.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer to a search is looked at, or a fast contender could be one that finds nothing. */
class WantedTest {
    @TempDir
    private Path directory;

    @Test
    void whatGrepPrintsIsEnough() throws IOException {
        for (Layout layout : new Layout[] {Layout.PATTERN, Layout.LOGSTASH}) {
            for (boolean timed : new boolean[] {true, false}) {
                Path log = log(layout);
                Wanted wanted = Wanted.inTheMiddleOf(log, timed);

                assertThat(wanted.own()).isNotEmpty();
                assertThatCode(() -> wanted.check(grep(log, wanted.id()))).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void answerWithoutAnEventOfTheRequestIsRefused() throws IOException {
        Path log = log(Layout.PATTERN);
        Wanted wanted = Wanted.inTheMiddleOf(log, true);
        String first = wanted.own().iterator().next();

        assertThatIOException()
                .isThrownBy(() -> wanted.check(grep(log, wanted.id()).replace(first, "gone")))
                .withMessageContaining("not all " + wanted.own().size());
        assertThatIOException().isThrownBy(() -> wanted.check(""));
    }

    @Test
    void answerWithAnEventOfAnotherRequestIsRefused() throws IOException {
        Path log = log(Layout.PATTERN);
        Wanted wanted = Wanted.inTheMiddleOf(log, true);

        assertThatIOException()
                .isThrownBy(() -> wanted.check(grep(log, wanted.id()) + "INFO [x] evt-999999999 foreign\n"))
                .withMessageContaining("1 events that have nothing to do");
    }

    private Path log(Layout layout) throws IOException {
        Path log = directory.resolve(layout.name());
        LogGenerator.single(log, layout, 7, 400_000);
        return log;
    }

    private static String grep(Path log, String id) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(id))
                .collect(Collectors.joining("\n"));
    }
}
