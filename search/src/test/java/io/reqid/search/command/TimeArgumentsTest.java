package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeArgumentsTest {
    private static final Instant NOW = Instant.parse("2026-11-25T23:30:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private final TimeArguments times = new TimeArguments(NOW, BERLIN);

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T18:30:00Z,2026-11-25T18:30:00Z",
        "2026-11-25T18:30:00.123+02:00,2026-11-25T16:30:00.123Z",
        "2026-11-25T18:30,2026-11-25T17:30:00Z",
        "2026-11-25 18:30:05.5,2026-11-25T17:30:05.5Z",
        "'2026-11-25 18:30:05,250',2026-11-25T17:30:05.250Z",
        "2026-07-01,2026-06-30T22:00:00Z",
        "01:15,2026-11-26T00:15:00Z",
        "01:15:30.5,2026-11-26T00:15:30.5Z",
        "-2h,2026-11-25T21:30:00Z",
        "-1d12h,2026-11-24T11:30:00Z",
        "1764091800,2025-11-25T17:30:00Z",
        "1764091800123,2025-11-25T17:30:00.123Z"
    })
    void timesAreReadAsTheyAreTyped(String typed, Instant expected) throws Exception {
        assertThat(times.time(Flag.SINCE, typed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "yesterday", "25:00", "2026-13-01", "2026-11-25T", "12", "-2x", "12345678901"})
    void whatIsNoTimeIsToldWithWhatIsAllowed(String typed) {
        assertThatThrownBy(() -> times.time(Flag.SINCE, typed))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--since must be a time like 2026-11-25T18:30:00Z")
                .hasMessageEndingWith("found \"" + typed + "\"");
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "90s,PT1M30S", "10m,PT10M", "1h30m,PT1H30M", "2d,PT48H"})
    void durationsAreReadAsTheyAreTyped(String typed, Duration expected) throws Exception {
        assertThat(TimeArguments.duration(Flag.WITHIN, typed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "30m1h", "-5m", "1.5h"})
    void whatIsNoDurationIsToldWithWhatIsAllowed(String typed) {
        assertThatThrownBy(() -> TimeArguments.duration(Flag.WITHIN, typed))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--within must be a duration like 500ms");
    }

    @Test
    void zonesAreNamesOrOffsets() throws Exception {
        assertThat(TimeArguments.zone(Flag.TZ, "Europe/Berlin")).isEqualTo(BERLIN);
        assertThatThrownBy(() -> TimeArguments.zone(Flag.TZ, "Mars"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--tz must be a time zone like UTC, Europe/Berlin or +02:00, found \"Mars\"");
    }
}
