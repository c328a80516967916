package io.reqid.search.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reqid.search.event.Formats;
import io.reqid.search.input.InputOptions;
import io.reqid.search.input.LogSet;
import io.reqid.search.report.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many bytes a search reads, by the kernel's own count for this process: no busy machine changes that, as it changes
 * times. A mapped file would not be counted, so that the least is held as well as the most.
 */
class BytesReadTest {
    private static final Path COUNTERS = Path.of("/proc/self/io");
    private static final long MEBI = 1 << 20;

    /** What the JVM reads beside the search: classes. */
    private static final long BESIDE = MEBI;

    private static final int EVENTS = 20_000;
    private static final String TIMELESS = "8d3a1f0e-2f6b-4a65-9d0c-5e7f1b2c3d4e";

    /** There is one event a second. */
    private static final Instant BEGIN = Instant.parse("2026-11-25T16:00:00Z");

    private static final String TIMED = timed(BEGIN.plusSeconds(EVENTS - 1));

    @TempDir
    private static Path directory;

    private static Path log;

    @BeforeAll
    static void writeLog() throws IOException {
        log = directory.resolve("app.log");
        String filler = "x".repeat(4000);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), 1 << 16)) {
            for (int i = 0; i < EVENTS; i++) {
                String id = i == 10 ? TIMELESS : i == EVENTS - 1 ? TIMED : "-";
                String line = BEGIN.plusSeconds(i) + " INFO [" + id + "] " + filler + "\n";
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        }
        search(TIMELESS, 2); // loads the classes
    }

    /** {@return a ULID of a time} */
    private static String timed(Instant time) {
        String digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        StringBuilder id = new StringBuilder();
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(digits.charAt((int) (time.toEpochMilli() >>> shift) & 31));
        }
        return id + "8GW4EZYE36SQGB5F";
    }

    @Test
    void eachByteIsReadOnce() throws IOException {
        for (int threads : new int[] {1, 2}) {
            assertThat(bytesReadFor(TIMELESS, threads))
                    .as("with %d threads", threads)
                    .isBetween(Files.size(log), Files.size(log) + Files.size(log) / 100 + BESIDE);
        }
    }

    @Test
    void idThatTellsItsTimeLeavesMostOfTheFileUnread() throws IOException {
        assertThat(bytesReadFor(TIMED, 1)).isBetween(1L, Files.size(log) / 10 + BESIDE);
    }

    private static long bytesReadFor(String id, int threads) throws IOException {
        assumeThat(COUNTERS).as("only Linux counts").isReadable();
        long before = bytesRead();
        search(id, threads);
        return bytesRead() - before;
    }

    private static void search(String id, int threads) {
        LogSet logs = LogSet.resolve(List.of(log.toString()), InputOptions.standard(), note -> {});
        SearchOptions options = SearchOptions.standard().withThreads(threads);
        Formats formats = Formats.standard();
        Search search = new Search(logs, formats::detect, options, Progress.NONE, note -> {});
        assertThat(search.requests(List.of(id), false).get(0).events()).hasSize(1);
    }

    private static long bytesRead() throws IOException {
        return Files.readAllLines(COUNTERS).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                .findFirst()
                .orElseThrow();
    }
}
