package io.reqid.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's verdict can be a bad one. */
class AuditTest {
    private static final String LINE = "2026-11-24T10:00:00.000Z INFO  [%s] [main] Storefront: %s\n";
    private static final String EVENT =
            "{\"@timestamp\":\"2026-11-24T10:00:00Z\",\"message\":\"%s\",\"http.request.id\":\"%s\"}\n";

    @TempDir
    private Path directory;

    private final Audit audit = new Audit(Instant.EPOCH, Map.of("O-0001", "one", "O-0002", "two"));

    @Test
    void linesUnderTheirOwnIdAreClean() throws IOException {
        audit.readText(log(LINE.formatted("one", "O-0001: received") + LINE.formatted("-", "starting")));

        assertThat(audit.verdict().isClean()).isTrue();
        assertThat(audit.verdict().lines()).isEqualTo(1);
    }

    @Test
    void lineUnderTheIdOfAnotherOrderIsForeign() throws IOException {
        audit.readText(log(LINE.formatted("two", "O-0001: received")));

        assertThat(audit.verdict().isClean()).isFalse();
        assertThat(audit.verdict().foreignId()).isEqualTo(1);
        assertThat(audit.examples()).hasSize(1);
    }

    @Test
    void lineOfAnOrderWithoutAnIdIsCounted() throws IOException {
        audit.readText(log(LINE.formatted("-", "O-0001: received")));

        assertThat(audit.verdict().isClean()).isFalse();
        assertThat(audit.verdict().withoutId()).isEqualTo(1);
    }

    @Test
    void idOnALineOfNoOrderIsForeign() throws IOException {
        audit.readText(log(LINE.formatted("one", "starting")));

        assertThat(audit.verdict().foreignId()).isEqualTo(1);
    }

    @Test
    void emptyLogIsNotClean() throws IOException {
        assertThat(audit.readText(log("")).verdict().isClean()).isFalse();
    }

    @Test
    void jsonIsHeldAgainstTheSameIds() throws IOException {
        audit.readJson(log(EVENT.formatted("O-0001: received", "one") + EVENT.formatted("O-0001: sold", "two")));

        assertThat(audit.verdict().lines()).isEqualTo(2);
        assertThat(audit.verdict().foreignId()).isEqualTo(1);
    }

    private Path log(String text) throws IOException {
        return Files.writeString(directory.resolve("shop.log"), text);
    }
}
