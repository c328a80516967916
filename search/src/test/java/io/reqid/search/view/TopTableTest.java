package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.Event;
import io.reqid.search.event.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopTableTest {
    private static final List<TopTable.Row> ROWS = List.of(
            new TopTable.Row("01K1", 12_345_000_000L, 30_211, 2, Written.START, Severity.ERROR),
            new TopTable.Row("a\u001b[2J", 0, 1, 0, Event.NO_TIME, null));

    private static String table(ViewOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TopTable(out, options).show(ROWS);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tableAlignsItsColumns() throws IOException {
        assertThat(table(ViewOptions.STANDARD)).isEqualTo("""
                        ID        DURATION  EVENTS  ERRORS  WORST  FIRST
                        01K1        12.3 s  30,211       2  ERROR  2026-08-03 01:33:19.200Z
                        a\\x1b[2J      0 ms       1       0
                        """);
    }

    @Test
    void columnsThatFindNoRoomAreLeftOutAndIdsNeverCut() throws IOException {
        assertThat(table(ViewOptions.STANDARD.withWidth(45)).lines())
                .startsWith("ID        DURATION  EVENTS  ERRORS  WORST", "01K1        12.3 s  30,211       2  ERROR");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String id = "x".repeat(128);
        new TopTable(out, ViewOptions.STANDARD.withWidth(40))
                .show(List.of(new TopTable.Row(id, 0, 1, 0, Event.NO_TIME, null)));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("ID\n" + id + "\n");
    }

    @Test
    void jsonHoldsWhatIsKnown() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TopTable(out, ViewOptions.STANDARD).json(ROWS);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        {"reqId":"01K1","durationNanos":12345000000,"events":30211,"errors":2,\
                        "first":"2026-08-03T01:33:19.200000000Z","worst":"ERROR"}
                        {"reqId":"a\\u001b[2J","durationNanos":0,"events":1,"errors":0}
                        """);
    }
}
