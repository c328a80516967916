package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.Origin;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import io.reqid.search.view.ViewOptions.Stack;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeViewTest {
    private static final RequestLog ORDER = new Written()
            .task(21, 0, "Received POST /api/orders")
            .at(40)
            .task(22, 21, "Asking for stock")
            .at(55)
            .task(21, 0, "Waiting")
            .at(184)
            .add(
                    "Queued confirmation mail",
                    event -> event.asyncId(22)
                            .triggerAsyncId(21)
                            .thread("t-22")
                            .severity(Severity.ERROR)
                            .logger("io.shop.MailQueue")
                            .stackTrace(Written.STACK))
            .at(252)
            .task(23, 21, "Answered")
            .log();

    private static Shown timeline() {
        return Shown.with(ViewOptions.STANDARD.withTimeline(true));
    }

    @Test
    void treeShowsTasksUnderWhatCausedThemWithTimeline() {
        assertThat(timeline().tree(ORDER)).isEqualTo("""
                        01K1TARGETREQUEST0FFFFF777  5 events · 3 tasks · 252 ms · 1 error · app.log  2026-08-03 01:33:19.200Z
                                 |━━━━━━                  | ● task 21  t-21  55 ms
                             +0ms|·                       | │ INFO  Orders: Received POST /api/orders
                                 |   ━━━━━━━━━━━━━━━      | ├─● task 22  t-22  144 ms
                            +40ms|   ·                    | │   INFO  Orders: Asking for stock
                           +184ms|                 ✖      | │   ERROR MailQueue: Queued confirmation mail  (+3 lines: IllegalStateException)
                            +55ms|     ·                  | │ INFO  Orders: Waiting
                                 |                       ━| └─● task 23  t-23
                           +252ms|                       ·|     INFO  Orders: Answered
                        """);
    }

    @Test
    void treeIsDrawnInAsciiForATerminalWithoutUtf8() {
        String tree = Shown.with(ViewOptions.STANDARD.withTimeline(true).withCharset(StandardCharsets.ISO_8859_1))
                .tree(new Written()
                        .task(1, 0, "caf\u00e9 \u4e2d")
                        .task(2, 1, "b")
                        .task(3, 1, "c")
                        .log());
        assertThat(tree).isEqualTo("""
                        01K1TARGETREQUEST0FFFFF777  3 events - 3 tasks - 2 ms - app.log  2026-08-03 01:33:19.200Z
                                 |=                       | * task 1  t-1
                             +0ms|.                       | | INFO  Orders: caf\u00e9 \\u4e2d
                                 |            =           | |-* task 2  t-2
                             +1ms|            .           | |   INFO  Orders: b
                                 |                       =| `-* task 3  t-3
                             +2ms|                       .|     INFO  Orders: c
                        """);
    }

    @Test
    void taskWithUnseenCauseHasADottedMarkAndSaysWhatCausedIt() {
        assertThat(Shown.plainly()
                        .tree(new Written().task(5, 4, "a").task(4711, 5, "b").log()))
                .contains("○ task 5  t-5  caused by task 4, which logged nothing here\n")
                .contains("└─● task 4711");
    }

    @Test
    void eventsWithoutATaskAreMarkedAsOfNoneAndSayTheirThread() {
        assertThat(Shown.plainly()
                        .tree(new Written()
                                .task(1, 0, "a")
                                .add("b", event -> event.thread("main"))
                                .add("c", event -> event.thread("main"))
                                .log()))
                .endsWith("     +1ms ─ INFO  [main] Orders: b\n     +2ms ─ INFO  Orders: c\n");
    }

    @Test
    void longChainIsOneNodeWithItsCount() {
        Written written = new Written();
        for (int i = 1; i <= 1399; i++) {
            written.task(i, i - 1, "step");
        }
        String tree = Shown.plainly().tree(written.log());
        assertThat(tree)
                .contains("● tasks 1 → 1399  1,399 tasks one after another  t-1 and 1,398 other threads  1398 ms\n");
        assertThat(tree)
                .contains("+1398ms   INFO  #1399 [t-1399] Orders: step\n")
                .doesNotContain("└─");
    }

    @Test
    void chainOfWhichATaskGoesOnWhileTheNextRunsStaysATree() {
        Written written = new Written();
        for (int i = 1; i <= 5; i++) {
            written.task(i, i - 1, "begins");
        }
        for (int i = 5; i >= 1; i--) {
            written.task(i, i - 1, "ends");
        }
        assertThat(Shown.plainly().tree(written.log())).contains("        └─● task 5");
    }

    @Test
    void tasksWithoutAnEventToShowGiveTheirPlaceToWhatTheyCaused() {
        RequestLog log = new Written()
                .add("w1", event -> event.asyncId(1).triggerAsyncId(0).severity(Severity.WARN))
                .task(2, 1, "i2")
                .task(3, 2, "i3")
                .add("w4", event -> event.asyncId(4).triggerAsyncId(3).severity(Severity.WARN))
                .task(5, 1, "i5")
                .log();
        assertThat(Shown.with(ViewOptions.STANDARD.withMinSeverity(Severity.WARN))
                        .tree(log))
                .contains("│ WARN  Orders: w1\n          └─● task 4  by way of 2 other tasks\n")
                .endsWith("  3 events below WARN not shown\n")
                .doesNotContain("task 5");
    }

    @Test
    void taskThatCausedSeveralStaysAsABranchWithoutEvents() {
        RequestLog log = new Written()
                .task(1, 0, "i1")
                .add("w2", event -> event.asyncId(2).triggerAsyncId(1).severity(Severity.WARN))
                .add("w3", event -> event.asyncId(3).triggerAsyncId(1).severity(Severity.WARN))
                .log();
        assertThat(Shown.with(ViewOptions.STANDARD.withMinSeverity(Severity.WARN))
                        .tree(log))
                .contains("● task 1  no event of its own to show\n          ├─● task 2\n");
    }

    @Test
    void eventOfUnknownLevelIsNeverBelowALevel() {
        RequestLog log =
                new Written().add("unknown", event -> event.severity(null)).log();
        assertThat(Shown.with(ViewOptions.STANDARD.withMinSeverity(Severity.ERROR))
                        .tree(log))
                .endsWith("+0ms Orders: unknown\n");
    }

    @Test
    void oneTaskIsShownWithWhatItCausedAndTheOthersAreCounted() {
        RequestLog log = new Written()
                .task(1, 0, "one")
                .task(2, 1, "two")
                .task(3, 2, "three")
                .task(4, 1, "four")
                .add("none", event -> event)
                .log();
        assertThat(Shown.with(ViewOptions.STANDARD.withTask(OptionalLong.of(2))).tree(log))
                .contains("two", "three")
                .doesNotContain("one\n", "four", "none")
                .endsWith("  3 events of other tasks not shown\n");
    }

    @Test
    void mentionsAreCountedOrShownAsSuch() {
        RequestLog log = new Written()
                .task(1, 0, "own")
                .mention("foreign", event -> event)
                .log();
        assertThat(Shown.plainly().tree(log))
                .doesNotContain("foreign")
                .endsWith("  1 mention in other requests; --mentions shows it\n");
        assertThat(Shown.with(ViewOptions.STANDARD.withMentions(true)).tree(log))
                .endsWith("  1 mention in other requests:\n     +1ms ≈ INFO  [other] Orders: foreign\n");
    }

    @Test
    void requestsFollowOneAnotherAlsoThoseWithoutEvents() {
        RequestLog nothing = new RequestLog("unknown\u001b[2J", List.of(), List.of());
        assertThat(Shown.plainly().tree(nothing, new Written().task(1, 0, "own").log(), nothing))
                .startsWith("unknown\\x1b[2J  no events found\n\n01K1")
                .endsWith("own\n\nunknown\\x1b[2J  no events found\n");
    }

    @Test
    void whatSteersATerminalIsShownEscapedWhereverItStands() {
        String hostile = "a\u001b[31m\u0007\r\u009b\u202e\u2066\u200b\ud800\u2028\u007fz";
        RequestLog log = new Written()
                .in(new Origin("s" + hostile, "f" + hostile, 0))
                .add(hostile, event -> event.thread(hostile).logger(hostile).stackTrace(hostile + "\n\tat x"))
                .add("b", event -> event.asyncId(1).thread(hostile).service(hostile))
                .mention(hostile, event -> event.requestId(hostile))
                .log();
        String tree = Shown.with(ViewOptions.STANDARD.withMentions(true).withStack(Stack.FULL))
                .tree(log);
        assertThat(tree).contains("a\\x1b[31m\\x07\\x0d\\x9b\\u202e\\u2066\\u200b\\ud800\\u2028\\x7fz");
        assertThat(tree.replace("\n", "").codePoints().filter(Visible::isHostile))
                .isEmpty();
    }

    @Test
    void stackTracesAreFoldedShownOrLeftOut() {
        RequestLog log = new Written()
                .add("first\r\nsecond", event -> event.stackTrace(Written.STACK))
                .log();
        assertThat(Shown.plainly().tree(log)).contains("Orders: first  (+4 lines: IllegalStateException)\n");
        assertThat(Shown.with(ViewOptions.STANDARD.withStack(Stack.NONE)).tree(log))
                .endsWith("Orders: first\n");
        assertThat(Shown.with(ViewOptions.STANDARD.withStack(Stack.FULL)).tree(log))
                .endsWith("""
                             +0ms INFO  Orders: first
                                    second
                                    java.lang.IllegalStateException: no route
                                        at io.shop.Mail.send(Mail.java:7)
                                        at io.shop.Mail.run(Mail.java:5)
                        """.indent(0));
    }

    @Test
    void eventThatNobodyUnderstoodIsShownAsItStands() {
        byte[] bytes = {'a', (byte) 0xff, 0, '\t', 'b', '\r', '\n', 'c', '\n'};
        RequestLog log = new RequestLog(
                "id",
                List.of(io.reqid.search.event.Event.at(Written.APP, 0, bytes).build()),
                List.of());
        assertThat(Shown.plainly().tree(log))
                .isEqualTo("id  1 event · app.log\n          a\\xff\\x00    b  (+1 line)\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 33, 49, 50, 59, 60, 80, 100, 132, 250})
    void noLineIsWiderThanTheTerminalAndNoTextIsLost(int width) {
        String wide = "\u65e5\u672c\u8a9e \ud83c\udf89 e\u0301 ".repeat(3) + "word ".repeat(10);
        Written written =
                new Written().add(wide, event -> event.asyncId(1).thread(wide).stackTrace(Written.STACK));
        for (int i = 2; i < 60; i++) {
            written.task(i, i - 1, "down");
        }
        written.add("end", event -> event.asyncId(1).thread(wide));
        ViewOptions options =
                ViewOptions.STANDARD.withWidth(width).withTimeline(true).withStack(Stack.FULL);
        String tree = Shown.with(options).tree(written.log());
        int limit = Math.max(width, 30);
        assertThat(tree.lines())
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(limit));
        assertThat(tree.replaceAll("[^\u65e5\u672c\u8a9e]", "")).contains("\u65e5\u672c\u8a9e".repeat(3));
    }

    @Test
    void longMessageIsCutOnATerminalButNotWhereThereIsNone() {
        RequestLog log = new Written()
                .add("x".repeat(100_000), event -> event.stackTrace(Written.STACK))
                .log();
        assertThat(Shown.plainly().tree(log)).contains("x".repeat(100_000));
        String tree = Shown.with(ViewOptions.STANDARD.withWidth(80)).tree(log);
        assertThat(tree.lines().count()).isLessThanOrEqualTo(6);
        assertThat(tree).endsWith("x…  (+3 lines: IllegalStateException)\n");
    }

    @Test
    void colorIsUsedOnlyWhereItIsAskedFor() {
        assertThat(timeline().tree(ORDER)).doesNotContain("\u001b");
        String colored = Shown.with(ViewOptions.STANDARD.withColor(true).withTimeline(true))
                .tree(ORDER);
        assertThat(colored).contains("\u001b[1;31mERROR \u001b[0m");
        assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(timeline().tree(ORDER));
    }

    @Test
    void timesAreInTheZoneThatIsAskedFor() {
        assertThat(Shown.with(ViewOptions.STANDARD.withZone(ZoneId.of("Asia/Kolkata")))
                        .tree(ORDER))
                .contains("2026-08-03 07:03:19.200+05:30");
    }

    @Test
    void eventsWithoutATimeHaveNoOffset() {
        RequestLog log = new Written()
                .add("timeless", event -> event.epochNanos(io.reqid.search.event.Event.NO_TIME))
                .log();
        assertThat(timeline().tree(log))
                .isEqualTo("01K1TARGETREQUEST0FFFFF777  1 event · app.log\n"
                        + "         |                        | INFO  Orders: timeless\n");
    }

    @Test
    void severalServicesAreNamedAtTheHeadAndAtTheirTasks() {
        RequestLog log = new Written()
                .task(1, 0, "a")
                .in(new Origin("warehouse", "w.log", 1))
                .task(1, 0, "b")
                .add("c", event -> event.thread("main"))
                .log();
        assertThat(Shown.plainly().tree(log))
                .contains(" · app, warehouse  2026")
                .contains("● app task 1", "● warehouse task 1", "[warehouse main] Orders: c");
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.IllegalStateException: x, ': IllegalStateException'",
        "a.B$C, ': B$C'",
        "Exception in thread main, ''",
        "'', ''"
    })
    void exceptionIsNamedWhereItsStackTraceNamesIt(String firstLine, String named) {
        RequestLog log = new Written()
                .add("m", event -> event.stackTrace(firstLine + "\n\tat x"))
                .log();
        assertThat(Shown.plainly().tree(log)).contains("(+2 lines" + named + ")");
    }
}
