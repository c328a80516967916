package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.Event;
import io.reqid.search.event.Origin;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import io.reqid.search.view.ViewOptions.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever graph the events of a request tell, each is shown exactly once in every view. */
class EveryEventOnceTest {
    private static final Pattern MARK = Pattern.compile("\\be([0-9]+)e\\b");
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final List<Stack> STACKS = List.of(Stack.values());
    private static final int MANY = 100_000;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** Events of any shape: cycles, missing causes, several runs, ids that are used again, no ids at all. */
    private static RequestLog anyLog(Random random, int events) {
        Written written = new Written();
        int ids = 1 + random.nextInt(events + 1);
        for (int i = 0; i < events; i++) {
            int asyncId = random.nextInt(ids + 1) - 1;
            long trigger = random.nextInt(5) == 0 ? 7L * asyncId % ids : random.nextInt(ids + 2) - 1L;
            Origin origin = new Origin("service " + random.nextInt(3), "log", random.nextInt(2));
            String process = random.nextInt(3) == 0 ? null : "p" + random.nextInt(2);
            Severity severity = random.nextInt(6) == 0 ? null : any(random, SEVERITIES);
            String stackTrace = random.nextInt(4) == 0 ? Written.STACK : null;
            long nanos = random.nextInt(20) == 0 ? Event.NO_TIME : Written.START + 1000L * i;
            written.in(origin)
                    .add(
                            "e" + i + "e",
                            event -> event.asyncId(asyncId)
                                    .triggerAsyncId(trigger)
                                    .process(process)
                                    .severity(severity)
                                    .stackTrace(stackTrace)
                                    .thread("t" + asyncId % 9)
                                    .epochNanos(nanos));
        }
        return written.log();
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static List<Integer> marks(String shown) {
        List<Integer> marks = new ArrayList<>();
        Matcher matcher = MARK.matcher(shown.replaceAll("\u001b\\[[0-9;]*m", ""));
        while (matcher.find()) {
            marks.add(Integer.parseInt(matcher.group(1)));
        }
        return marks;
    }

    private static List<Integer> passing(RequestLog log, ViewOptions options) {
        List<Integer> passing = new ArrayList<>();
        for (int i = 0; i < log.events().size(); i++) {
            Severity severity = log.events().get(i).severity();
            Severity least = options.minSeverity();
            if (least == null || severity == null || severity.compareTo(least) >= 0) {
                passing.add(i);
            }
        }
        return passing;
    }

    private static ViewOptions anyOptions(Random random) {
        Severity least = any(random, SEVERITIES);
        return ViewOptions.STANDARD
                .withMinSeverity(random.nextBoolean() ? least : null)
                .withTimeline(random.nextBoolean())
                .withColor(random.nextBoolean())
                .withStack(any(random, STACKS))
                .withWidth(random.nextBoolean() ? 0 : 140 + random.nextInt(100));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyGraphLosesNoEventAndShowsNoneTwice(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            RequestLog log = anyLog(random, random.nextInt(60));
            ViewOptions options = anyOptions(random);
            List<Integer> expected = passing(log, options);
            Shown shown = Shown.with(options);
            String what = "seed " + seed + " round " + round;
            assertThat(marks(shown.tree(log))).as("%s tree", what).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(marks(shown.lanes(log))).as("%s lanes", what).containsExactlyElementsOf(expected);
            assertThat(marks(shown.json(log))).as("%s json", what).containsExactlyElementsOf(expected);
            assertThat(marks(shown.htmlData(log))).as("%s html", what).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(marks(new String(shown.raw(log), StandardCharsets.UTF_8)))
                    .as("%s raw", what)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void oneTaskAndTheRestTogetherAreEverything() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            RequestLog log = anyLog(random, random.nextInt(40));
            EventSelection one =
                    EventSelection.of(log, ViewOptions.STANDARD.withTask(OptionalLong.of(random.nextInt(20))));
            int others = one.notShown().isEmpty()
                    ? 0
                    : Integer.parseInt(one.notShown().get(0).replaceAll("[^0-9].*", ""));
            assertThat(one.events().size() + others)
                    .as("round %d", round)
                    .isEqualTo(log.events().size());
        }
    }

    private static void assertEachOnce(String view, List<Integer> marks) {
        BitSet seen = new BitSet(MANY);
        marks.forEach(seen::set);
        assertThat(marks.size()).as("%s: shown", view).isEqualTo(MANY);
        assertThat(seen.cardinality()).as("%s: shown, each once", view).isEqualTo(MANY);
    }

    private static void assertBounded(RequestLog log, ViewOptions options) {
        Shown shown = Shown.with(options);
        Assertions.assertTimeoutPreemptively(LONGEST, () -> assertEachOnce("tree", marks(shown.tree(log))));
    }

    @Tag("once")
    @Test
    void hundredThousandTasksOfAnyShapeAreShownInBoundedTime() {
        RequestLog log = anyLog(new Random(5), MANY);
        Shown shown = Shown.with(ViewOptions.STANDARD.withTimeline(true));
        Assertions.assertTimeoutPreemptively(LONGEST, () -> {
            assertEachOnce("tree", marks(shown.tree(log)));
            assertEachOnce("lanes", marks(shown.lanes(log)));
            assertEachOnce("json", marks(shown.json(log)));
            assertEachOnce("html", marks(shown.htmlData(log)));
            assertEachOnce("raw", marks(new String(shown.raw(log), StandardCharsets.UTF_8)));
        });
    }

    @Tag("once")
    @Test
    void stairOfHundredThousandStepsThatAllWaitForTheLastIsShownInBoundedTime() {
        Written written = new Written();
        for (int i = 0; i < MANY / 2; i++) {
            written.task(i + 1, i, "e" + i + "e");
        }
        for (int i = MANY / 2; i < MANY; i++) {
            written.task(MANY - i, MANY - i - 1, "e" + i + "e");
        }
        ViewOptions options = ViewOptions.STANDARD.withWidth(100).withTimeline(true);
        assertBounded(written.log(), options);
        assertThat(Shown.with(options).tree(written.log()).lines())
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(100));
    }

    @Tag("once")
    @Test
    void ringOfHundredThousandTasksIsShownInBoundedTime() {
        Written written = new Written();
        for (int i = 0; i < MANY; i++) {
            written.task(i + 1, i == 0 ? MANY : i, "e" + i + "e");
        }
        assertBounded(written.log(), ViewOptions.STANDARD);
    }

    @Tag("once")
    @Test
    void fanOfHundredThousandTasksIsShownInBoundedTime() {
        Written written = new Written();
        for (int i = 0; i < MANY; i++) {
            written.task(i + 1, i == 0 ? 0 : 1, "e" + i + "e");
        }
        assertBounded(written.log(), ViewOptions.STANDARD.withTask(OptionalLong.of(1)));
    }
}
