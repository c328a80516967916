package io.reqid.search.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reqid.search.report.Notes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a file without configuration, and what is not claimed to be known. */
class DetectionTest {
    private static final String A = "01M89YMCTX8GW4EZYE36SQGB5F";
    private static final String B = "7b0f7c1e-3f3d-4a63-9d53-0a5c0b0f8a11";

    @Test
    void thePlaceOfIdsIsLearnedWhereTheLinesAgree() {
        List<Event> events = Reading.events("2026-11-25 10:00:00 INFO [" + A + "] [main] Shop - a [" + B + "]\n"
                + "2026-11-25 10:00:01 WARN [-] [exec-1] Shop - b\n"
                + "2026-11-25 10:00:02 INFO [customer-4] [exec-2] Shop - c\n");
        assertThat(events).extracting(Event::requestId).containsExactly(A, null, "customer-4");
        assertThat(events).extracting(Event::idKnown).containsOnly(true);
        assertThat(events).extracting(Event::severity).containsExactly(Severity.INFO, Severity.WARN, Severity.INFO);
    }

    @Test
    void aKeyedIdIsLearned() {
        List<Event> events = Reading.events("2026-11-25T10:00:00Z INFO reqId=" + A + " Shop a\n"
                + "2026-11-25T10:00:01Z INFO reqId=- Shop requestId=" + B + "\n");
        assertThat(events).extracting(Event::requestId).containsExactly(A, null);
    }

    @Test
    void twoPlacesThatMayHoldIdsAreNone() {
        List<Event> events = Reading.events("2026-11-25 10:00:00 INFO [" + A + "] [" + B + "] a\n"
                + "2026-11-25 10:00:01 INFO [" + B + "] [" + A + "] b\n");
        assertThat(events).extracting(Event::idKnown).containsOnly(false);
        assertThat(events).extracting(Event::requestId).containsOnlyNulls();
    }

    @Test
    void namesInBracketsAreNoIds() {
        List<Event> events = Reading.events("2026-11-25 10:00:00 INFO [main] a " + A + "\n"
                + "2026-11-25 10:00:01 INFO [http-nio-8080-exec-1] b\n");
        assertThat(events).extracting(Event::idKnown).containsOnly(false);
    }

    @Test
    void springsPlaceIsLearnedWhereCallersChooseSomeIds() {
        String line =
                "2026-11-25T10:00:00.000Z  INFO 1 --- [shop] [           main] [%s] io.reqid.Shop                     "
                        + "       : a\n";
        Reading reading = Reading.of(line.formatted(A) + line.formatted("customer-4") + line.formatted("-"));
        assertThat(reading.format.description()).isEqualTo("Spring Boot's default layout with [%reqId]");
    }

    @Test
    void rawLinesAreEventsOfTheirOwnAndSaidToBe() {
        Reading reading = Reading.of("one\ntwo\n\tat a.b(c)\n");
        assertThat(reading.split(Reading.bytes("one\ntwo\n\tat a.b(c)\n"))).hasSize(2);
        assertThat(reading.notes).extracting(Notes.Note::kind).containsExactly(Notes.Kind.HINT);
        assertThat(reading.notes.get(0).advice()).contains("--pattern");
        assertThat(reading.format.knowsRequestId()).isFalse();
    }

    @Test
    void anEmptyFileIsNothingToWonderAbout() {
        Reading reading = Reading.of("");
        assertThat(reading.notes).isEmpty();
        assertThat(reading.format.description()).isEqualTo("nothing written yet");
    }

    @Test
    void whatEachLineIsTakenForCanBeAsked() {
        String header = "#logback.classic pattern: %d{HH:mm:ss} [%reqId] %msg%n";
        EventFormat format = Reading.of(header + "\n10:00:00 [a] x\n").format;
        assertThat(kind(format, header)).isEqualTo(LineKind.HEADER);
        assertThat(kind(format, "10:00:00 [a] x")).isEqualTo(LineKind.EVENT);
        assertThat(kind(format, "2026-11-25 10:00:00 INFO x")).isEqualTo(LineKind.GUESSED);
        assertThat(kind(format, "\tat a.B.c(D.java:1)")).isEqualTo(LineKind.STACK);
        assertThat(kind(format, "something else")).isEqualTo(LineKind.CONTINUATION);
        assertThat(kind(Reading.of("x\n").format, "y")).isEqualTo(LineKind.RAW);
    }

    private static LineKind kind(EventFormat format, String line) {
        byte[] bytes = Reading.bytes(line);
        return format.kindOf(bytes, 0, bytes.length);
    }

    @Test
    void aLineThatIsNoJsonIsNotPartOfTheEventBeforeIt() {
        String json =
                "{\"@timestamp\":\"2026-11-25T10:00:00Z\",\"level\":\"INFO\",\"message\":\"m\",\"reqId\":\"a\"}\n";
        List<Event> events = Reading.events(json + "printed by somebody\n" + json);
        assertThat(events).extracting(Event::requestId).containsExactly("a", null, "a");
    }

    @Test
    void springBootsStructuredLinesAreRead() {
        List<Event> ecs = Reading.events(
                "{\"@timestamp\":\"2026-11-25T10:00:00.5Z\",\"log\":{\"level\":\"WARN\",\"logger\":\"a.B\"},"
                    + "\"process\":{\"pid\":7,\"thread\":{\"name\":\"main\"}},\"service\":{\"name\":\"shop\"},\"message\":\"m\",\"reqId\":\"a\",\"error\":{\"stack_trace\":\"x.Y:"
                    + " z\\n"
                    + "\\tat a.b(c)\\n"
                    + "\"},\"ecs\":{\"version\":\"8.11\"}}\n");
        List<Event> gelf =
                Reading.events("{\"version\":\"1.1\",\"short_message\":\"m\",\"timestamp\":1795600800.5,\"level\":4,"
                    + "\"_level_name\":\"WARN\",\"_process_pid\":7,\"_process_thread_name\":\"main\",\"_log_logger\":\"a.B\",\"_service_name\":\"shop\",\"_reqId\":\"a\",\"_error_stack_trace\":\"x.Y:"
                    + " z\\n"
                    + "\\tat a.b(c)\\n"
                    + "\"}\n");
        for (Event event : List.of(ecs.get(0), gelf.get(0))) {
            assertThat(event.epochNanos()).isEqualTo(1_795_600_800_500_000_000L);
            assertThat(event.severity()).isEqualTo(Severity.WARN);
            assertThat(event.thread()).isEqualTo("main");
            assertThat(event.logger()).isEqualTo("a.B");
            assertThat(event.message()).isEqualTo("m");
            assertThat(event.requestId()).isEqualTo("a");
            assertThat(event.service()).isEqualTo("shop");
            assertThat(event.process()).isEqualTo("7");
            assertThat(event.stackTrace()).isEqualTo("x.Y: z\n\tat a.b(c)");
        }
    }

    @Test
    void theIdMayStandUnderAKeyOfTheUsers() {
        String json =
                "{\"time\":\"2026-11-25T10:00:00Z\",\"level\":\"INFO\",\"reqId\":\"no\",\"ctx\":{\"flow\":\"yes\"}}\n";
        Formats formats = Formats.standard().withIdField("ctx.flow");
        assertThat(Reading.events(formats, Reading.bytes(json)).get(0).requestId())
                .isEqualTo("yes");
        Formats pattern = Formats.standard().withIdField("flow").withPattern("%d [%reqId] [%X{flow}] %m%n");
        byte[] line = Reading.bytes("2026-11-25 10:00:00,000 [no] [yes] m\n");
        assertThat(Reading.events(pattern, line).get(0).requestId()).isEqualTo("yes");
    }

    @Test
    void anIdThatAPatternCutsIsNotKnown() {
        byte[] line = Reading.bytes("2026-11-25 10:00:00,000 [GB5F] m\n");
        Event event = Reading.events(Formats.standard().withPattern("%d [%.4reqId] %m%n"), line)
                .get(0);
        assertThat(event.requestId()).isNull();
        assertThat(event.idKnown()).isFalse();
    }

    @Test
    void anIdBehindTheMessageIsThatOfItsLastLine() {
        byte[] file = Reading.bytes("2026-11-25 10:00:00,000 one [forged]\ntwo [real]\nx.Y: z\n\tat a.b(c)\n");
        Event event = Reading.events(Formats.standard().withPattern("%d %m [%reqId]%n"), file)
                .get(0);
        assertThat(event.requestId()).isEqualTo("real");
        assertThat(event.message()).isEqualTo("one [forged]\ntwo");
    }

    @Test
    void anIdThatReplaceLeavesOutIsNone() {
        Formats formats = Formats.standard().withPattern("%d %replace([%X{reqId}] ){'\\[\\] ', ''}%level %m%n");
        byte[] file = Reading.bytes("2026-11-25 10:00:00,000 [a] INFO m\n2026-11-25 10:00:00,000 INFO m\n");
        List<Event> events = Reading.events(formats, file);
        assertThat(events).extracting(Event::requestId).containsExactly("a", null);
        assertThat(events).extracting(Event::idKnown).containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "%d %", "%d{yyyy", "%d (%m))%n", "%d %(%m%n", "%5.level", "%d \\q %m", "%-level", "%d{'x} %m"
            })
    void aPatternThatIsNoneIsRefusedAndTheFaultNamed(String pattern) {
        assertThatThrownBy(() -> Formats.standard().withPattern(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pattern");
    }
}
