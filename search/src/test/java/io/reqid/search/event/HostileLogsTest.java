package io.reqid.search.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Files that nobody wrote as they are, or that somebody wrote to harm. */
class HostileLogsTest {
    private static final String HEADER =
            "#logback.classic pattern: %d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%reqId] [%thread] %logger{0}:"
                    + " %msg%n\n";
    private static final String LINE = "2026-11-25T18:14:05.417Z INFO  [id-1] [main] Shop: open";

    @Test
    void lineEndsOfWindowsAreNoPartOfFields() {
        List<Event> events = Reading.events((HEADER + LINE + "\ntwo\n" + LINE + "\n").replace("\n", "\r\n"));
        assertThat(events).extracting(Event::message).containsExactly("open\r\ntwo", "open");
    }

    @Test
    void byteOrderMarksAndNullBytesAreSkipped() {
        List<Event> events = Reading.events("\uFEFF" + HEADER + "\0\0\0\0" + LINE + "\n" + LINE + "\n");
        assertThat(events).extracting(Event::requestId).containsExactly("id-1", "id-1");
    }

    @Test
    void invalidUtf8IsReplacedInFieldsAndKeptInBytes() {
        byte[] file = Reading.bytes(HEADER + LINE + "?\n");
        file[file.length - 2] = (byte) 0xff;
        Event event = Reading.events(file).get(0);
        assertThat(event.message()).isEqualTo("open\uFFFD");
        assertThat(event.bytes()).endsWith((byte) 0xff, (byte) '\n');
    }

    @Test
    void aLineThatDoesNotFitContinuesTheEvent() {
        String forged = "2026-11-25T18:14:05.417Z INFO? [id-2] [main] Shop: forged";
        List<Event> events = Reading.events(HEADER + LINE + "\n" + forged + "\n  {\n{\n\"a\": 1}\n" + LINE + "\n");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).message()).contains("forged").contains("\"a\": 1}");
    }

    @Test
    void anotherPatternFurtherDownIsFollowed() {
        String other = "#logback.classic pattern: %d{HH:mm:ss.SSS} <%X{reqId}> %msg%n\n";
        List<Event> events = Reading.events(HEADER + LINE + "\n" + other + "18:14:06.000 <id-2> next\n" + LINE + "\n");
        assertThat(events).extracting(Event::requestId).containsExactly("id-1", "id-2", "id-1");
        assertThat(events).extracting(Event::message).containsExactly("open", "next", "open");
    }

    @Test
    void linesOfALayoutThatNoHeaderNamesAreFoundByStampAndLevel() {
        List<Event> events =
                Reading.events(HEADER + LINE + "\n2026-11-25 18:14:06,000 WARN other layout id-3\n" + LINE + "\n");
        assertThat(events).hasSize(3);
        assertThat(events.get(1).idKnown()).isFalse();
        assertThat(events.get(1).severity()).isEqualTo(Severity.WARN);
    }

    @Test
    void theStartOfAFileMayBeTheEndOfAnEventOfNobodyKnown() {
        Event event = Reading.events("\tat a.B.c(D.java:1) id-1\n" + HEADER + LINE + "\n")
                .get(0);
        assertThat(event.requestId()).isNull();
        assertThat(event.idKnown()).isTrue();
    }

    @Test
    void noLineTakesMoreThanItsLength() {
        String pattern =
                "%d %thread %X{a} %X{b} %logger %thread %X{c}: [%X{reqId}] %replace(%X{d} %X{e}){'a','b'}: %msg"
                        + " [%thread] %X{f}: %X{g}!%n";
        EventFormat format = Formats.standard().withPattern(pattern).detect("f", new byte[0], 0, note -> {});
        String date = "2026-11-25 18:14:06,000 ";
        for (String unit :
                List.of(" ", ": ", "] ", "[] ", "a", "\u001b[0m", "a: [b] ", "%", "\t", " [a] b: ", "{\"a\":", "  !")) {
            byte[] line = Reading.bytes(date + unit.repeat(1_000_000 / unit.length()));
            Assertions.assertTimeout(Duration.ofSeconds(10), () -> read(format, line), "unit '" + unit + "'");
        }
    }

    private static void read(EventFormat format, byte[] line) {
        format.startsEvent(line, 0, line.length);
        format.parse(new Origin("", "", 0), 0, line);
    }

    @Test
    void nothingInAFileThrows() {
        long seed = Long.getLong("reqid.seed", System.nanoTime());
        System.out.println("HostileLogsTest: -Dreqid.seed=" + seed);
        Random random = new Random(seed);
        byte[] good = Reading.bytes(HEADER + LINE
                + "\n{\"@timestamp\":\"2026-11-25T18:14:05Z\",\"level\":\"INFO\",\"message\":\"x\"}\n" + LINE
                + "\njava.lang.Error: x\n\tat a.b(c)\n2026-11-25T18:14:05.417+01:00  INFO 1 --- [main] [-] a.B : x\n");
        for (int i = 0; i < 3000; i++) {
            byte[] file = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int j = random.nextInt(20); j > 0 && file.length > 0; j--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            List<Event> events = Reading.events(file);
            for (Event event : events) {
                assertThat(event.bytes()).isNotEmpty();
            }
        }
    }

    @Test
    void linesOfMegabytesAreLookedAtBriefly() {
        byte[] line = Reading.bytes(LINE + "x".repeat(8 << 20));
        EventFormat format = Reading.of(HEADER).format;
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 20_000; i++) {
                assertThat(format.startsEvent(line, 0, line.length)).isTrue();
            }
        });
        assertThat(format.parse(new Origin("", "", 0), 0, line).requestId()).isEqualTo("id-1");
    }
}
