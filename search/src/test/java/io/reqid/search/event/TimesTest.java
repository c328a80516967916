package io.reqid.search.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-25T18:14:05.417Z x|2026-11-25T18:14:05.417Z",
                "2026-11-25T18:14:05,417 x|2026-11-25T17:14:05.417Z",
                "2026-11-25 18:14:05 x|2026-11-25T17:14:05Z",
                "2026-11-25 18:14 x|2026-11-25T17:14:00Z",
                "2026-11-25T18:14:05.123456789+05:30 x|2026-11-25T12:44:05.123456789Z",
                "2026-11-25 18:14:05.1 -0800 x|2026-11-26T02:14:05.1Z",
                "2026-11-25 18:14:05 UTC x|2026-11-25T18:14:05Z",
                "2026/11/25 18:14:05 x|2026-11-25T17:14:05Z",
                "[2026-11-25 18:14:05] x|2026-11-25T17:14:05Z",
                "25/Nov/2026:18:14:05 +0000 x|2026-11-25T18:14:05Z",
                "25 Nov 2026 18:14:05.250 x|2026-11-25T17:14:05.250Z",
                "Nov 25 18:14:05 host x|2026-11-25T17:14:05Z",
                "<13>Nov  5 18:14:05 host x|2026-11-05T17:14:05Z",
                "18:14:05.417 x|2026-11-25T17:14:05.417Z",
                "23:14:05.417 x|2026-11-24T22:14:05.417Z",
                "1795632845417 x|2026-11-25T18:54:05.417Z",
                "1795632845 x|2026-11-25T18:54:05Z",
                "1795632845.25 x|2026-11-25T18:54:05.25Z",
                "2024-02-29 00:00:00 x|2024-02-28T23:00:00Z",
                "2026-10-25 02:30:00 x|2026-10-25T00:30:00Z",
                "2026-03-29 02:30:00 x|2026-03-29T00:30:00Z",
            })
    void aLineMayBeginWithAnyUsualStamp(String line, String moment) {
        Event event = Reading.events(Formats.standard().withZone(BERLIN), Reading.bytes(line))
                .get(0);
        Instant expected = moment.contains("T00:30:00Z") && line.contains("03-29")
                ? LocalDateTime.of(2026, 3, 29, 2, 30).atZone(BERLIN).toInstant()
                : Instant.parse(moment);
        assertThat(event.epochNanos()).isEqualTo(Reading.nanos(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-13-01 00:00:00 x",
                "2026-02-30 12:00:00 x",
                "2026-11-25 24:61:00 x",
                "2026-11-25 18:14:05abc",
                "12345 x"
            })
    void whatNoClockShowsIsNoTime(String line) {
        Event event = Reading.events(line + "\n2026-11-25 10:00:00 ok\n").get(0);
        assertThat(event.hasTime()).isFalse();
    }

    @Test
    void aStampWithoutYearIsTheLastBeforeTheFile() {
        assertThat(moment("Dec 31 23:59:59 x", "2026-01-01T00:10:00Z")).isEqualTo("2025-12-31T23:59:59Z");
        assertThat(moment("Jan  1 00:00:01 x", "2026-01-01T00:10:00Z")).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(moment("Feb 29 12:00:00 x", "2026-03-01T00:00:00Z")).isEqualTo("2024-02-29T12:00:00Z");
    }

    @Test
    void aTimeOfDayIsOfTheDayOfTheFileOrTheDayBefore() {
        assertThat(moment("00:05:00.000 x", "2026-03-01T00:10:00Z")).isEqualTo("2026-03-01T00:05:00Z");
        assertThat(moment("23:59:59.999 x", "2026-03-01T00:10:00Z")).isEqualTo("2026-02-28T23:59:59.999Z");
    }

    private static String moment(String line, String written) {
        byte[] bytes = Reading.bytes(line + "\n");
        EventFormat format = Formats.standard()
                .withZone(ZoneOffset.UTC)
                .detect("f", bytes, Instant.parse(written).toEpochMilli(), note -> {});
        long nanos = format.parse(new Origin("", "f", 0), 0, bytes).epochNanos();
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
                .toString();
    }

    @Test
    void aDatePatternReadsWhatTheFormatterPrints() {
        String[] patterns = {
            "yyyy-MM-dd HH:mm:ss,SSS", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", "dd.MM.yy HH:mm:ss.SSS",
                    "d MMM yyyy h:mm:ss.SSS a",
            "yyyyMMddHHmmssSSS", "EEEE, d. MMMM uuuu HH 'o''clock' mm:ss.SSS", "yyyy-DDD HH:mm:ss.SSS",
                    "HH:mm:ss.SSS dd/MM/yyyy Z",
            "yyyy-MM-dd HH:mm:ss.SSS VV", "yyyy-MM-dd kk:mm:ss.SSS", "yyyy-MM-dd HH:mm:ss.SSS z",
                    "yyyy-MM-dd HH:mm:ss.SSSxxx"
        };
        long seed = Long.getLong("reqid.seed", System.nanoTime());
        System.out.println("TimesTest: -Dreqid.seed=" + seed);
        Random random = new Random(seed);
        for (String pattern : patterns) {
            for (int i = 0; i < 200; i++) {
                ZoneId zone = random.nextBoolean() ? BERLIN : ZoneId.of("Asia/Kolkata");
                Instant time = Instant.ofEpochMilli(1_000_000_000_000L + (long) (random.nextDouble() * 1e12));
                assertReads(pattern, zone, time);
            }
        }
    }

    private static void assertReads(String pattern, ZoneId zone, Instant time) {
        String text = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time.atZone(zone));
        byte[] bytes = Reading.bytes(text + " rest");
        Stamp stamp = new Stamp();
        int end = DatePattern.of(pattern, null, Locale.ENGLISH).match(bytes, 0, bytes.length, stamp);
        assertThat(end).as("%s: %s", pattern, text).isEqualTo(bytes.length - 5);
        long nanos = new StampClock(zone, 0).epochNanos(stamp);
        Instant read = Instant.ofEpochMilli(Math.floorDiv(nanos, 1_000_000L));
        // A local time that occurs twice is read as the earlier one.
        Instant earlier = time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
        assertThat(read).as("%s: %s", pattern, text).isIn(time, earlier);
    }
}
