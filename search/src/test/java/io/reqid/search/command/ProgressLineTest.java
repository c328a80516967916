package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String ERASE = "\r\033[K";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Runnable> atExit = new ArrayList<>();
    private long nanos;
    private final ProgressLine line = new ProgressLine(err, 100, () -> nanos, atExit::add);

    @Test
    void nothingIsShownOfAShortSearch() {
        line.expect(100_000_000);
        nanos = TimeUnit.MILLISECONDS.toNanos(299);
        line.read(100_000_000);
        line.close();

        assertThat(err.size()).isZero();
        assertThat(atExit).isEmpty();
    }

    @Test
    void bytesRateTimeLeftAndEventsAreShownOfALongOneAndTakenAwayInTheEnd() {
        line.expect(400_000_000);
        nanos = TimeUnit.MILLISECONDS.toNanos(301);
        line.found(7);
        line.read(100_000_000);
        line.close();

        assertThat(shown())
                .contains("100/400 MB", "25%", "MB/s", "7 events")
                .containsPattern("\\d:\\d\\d:\\d\\d / ")
                .endsWith(ERASE);
    }

    @Test
    void barFitsTheTerminal() {
        nanos = TimeUnit.SECONDS.toNanos(1);
        line.read(1);
        line.close();

        assertThat(shown().split("\r")).allMatch(drawn -> drawn.replace("\033[K", "").length() < 100);
    }

    @Test
    void barIsTakenAwayForAMessageAndWhenTheProcessIsInterrupted() {
        nanos = TimeUnit.SECONDS.toNanos(1);
        line.read(1);
        assertThat(atExit).hasSize(1);

        line.clear();
        assertThat(shown()).contains(ERASE);
        err.reset();
        atExit.get(0).run();
        assertThat(shown()).endsWith(ERASE);
        line.read(1);
        assertThat(shown()).endsWith(ERASE);
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
