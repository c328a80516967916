package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesViewTest {
    @Test
    void eachTaskHasItsLaneFromItsFirstEventToItsLast() {
        RequestLog log = new Written()
                .task(1, 0, "a")
                .task(2, 1, "b")
                .task(1, 0, "c")
                .task(2, 1, "d")
                .task(3, 2, "e")
                .log();
        assertThat(Shown.with(ViewOptions.STANDARD.withTimeline(true)).lanes(log))
                .isEqualTo("""
                        01K1TARGETREQUEST0FFFFF777  5 events · 3 tasks · 4 ms · app.log  2026-08-03 01:33:19.200Z
                             +0ms|·                       | ●   #1 t-1 INFO  Orders: a
                             +1ms|      ·                 | │ ● #2 t-2 INFO  Orders: b
                             +2ms|            ·           | ● │ #1 t-1 INFO  Orders: c
                             +3ms|                  ·     |   ● #2 t-2 INFO  Orders: d
                             +4ms|                       ·| ●   #3 t-3 INFO  Orders: e
                        """);
    }

    @Test
    void eventsWithoutATaskHaveALanePerThread() {
        RequestLog log = new Written()
                .add("a", event -> event.thread("x"))
                .add("b", event -> event.thread("y").severity(Severity.ERROR))
                .add("c", event -> event.thread("x").severity(Severity.WARN))
                .log();
        assertThat(Shown.plainly().lanes(log))
                .contains(" ●   x INFO  Orders: a\n", " │ ✖ y ERROR Orders: b\n", " ▲   x WARN  Orders: c\n");
    }

    @Test
    void mentionsStandWhereTheyBelongInTimeAndAreMarked() {
        RequestLog log = new Written()
                .add("a", event -> event.thread("x"))
                .mention("foreign", event -> event)
                .add("b", event -> event.thread("x"))
                .log();
        assertThat(Shown.with(ViewOptions.STANDARD.withMentions(true)).lanes(log))
                .containsSubsequence("Orders: a\n", " │ ≈ [other] INFO  Orders: foreign\n", "Orders: b\n");
        assertThat(Shown.plainly().lanes(log)).endsWith("  1 mention in other requests; --mentions shows it\n");
    }

    @Test
    void lanesThatFindNoColumnShareTheLast() {
        Written written = new Written();
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i <= 20; i++) {
                written.task(i, 0, "m" + i);
            }
        }
        String lanes = Shown.plainly().lanes(written.log());
        assertThat(lanes).contains(" │ │ │ │ │ │ │ ● #20 t-20 INFO  Orders: m20\n");
        assertThat(lanes.lines().skip(1)).hasSize(40);
    }

    @Test
    void lanesHaveColoursOfTheirOwn() {
        RequestLog log =
                new Written().task(1, 0, "a").task(2, 1, "b").task(1, 0, "c").log();
        assertThat(Shown.with(ViewOptions.STANDARD.withColor(true)).lanes(log))
                .contains("\u001b[36m#1 t-1\u001b[0m", "\u001b[35m#2 t-2\u001b[0m");
    }

    @Test
    void columnIsUsedAgainOnceItsLaneHasEnded() {
        Lanes lanes = Lanes.of(List.of("a", "b", "a", "c", "b"), 8);
        assertThat(lanes.width()).isEqualTo(2);
        assertThat(lanes.column(3)).isZero();
        assertThat(lanes.last(1)).isEqualTo(4);
    }
}
