package io.reqid.search.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.encoder.JsonEncoder;
import java.time.Instant;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.junit.jupiter.api.Test;

/** Logs written by the real encoders are read back field by field. */
class GoldenFormatsTest {
    private static final String ID = "01M89YMCTX8GW4EZYE36SQGB5F";
    private static final String DEMO =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%reqId] [%thread] %logger{0}: %msg%n";

    private static final List<Logged> EVENTS = List.of(
            Logged.of("2026-11-25T18:14:05.417Z", "INFO", "main", "io.reqid.demo.Shop", "open", null),
            Logged.of("2026-11-25T18:14:05.418Z", "INFO", "XNIO-2 I/O-1", "io.reqid.demo.Storefront", "received", ID),
            Logged.of("2026-11-25T18:14:05.419Z", "WARN", "pool [1]", "io.reqid.demo.Storefront", "a: b] [c: ü€😀", ID),
            Logged.of(
                    "2026-11-25T18:14:05.999Z",
                    "DEBUG",
                    "mail",
                    "io.reqid.demo.Storefront",
                    "two\nlines \"quoted\"\tand a tab",
                    "x-1"),
            Logged.of("2026-11-25T18:14:06Z", "ERROR", "task-2", "io.reqid.demo.Warehouse", "failed", ID)
                    .with(Logged.failure()),
            Logged.of("2026-11-25T18:14:07.1Z", "TRACE", "task-3", "io.reqid.demo.Warehouse", "", "id-2"));

    @Test
    void theDemosPatternIsReadByItsHeader() {
        List<Event> events = Reading.events(Encoders.pattern(DEMO, true, EVENTS));
        assertAll(events, true, true);
    }

    @Test
    void aPatternIsReadWhenItIsGiven() {
        String pattern = "%d{ISO8601, UTC} [%thread] %-5level %logger{36} [%X{reqId:-none}] - %msg%n";
        byte[] file = Encoders.pattern(pattern, false, EVENTS);
        List<Event> events = Reading.events(Formats.standard().withPattern(pattern), file);
        assertAll(events, false, true);
    }

    @Test
    void springBootsConsoleLayoutIsFound() {
        byte[] file = Encoders.pattern(spring("[%15.15t] ", "[%reqId] "), false, EVENTS);
        Reading reading = Reading.of(Formats.standard().withZone(Reading.ZONE), file);
        assertThat(reading.format.knowsRequestId()).isTrue();
        List<Event> events = reading.split(file);
        assertThat(events).hasSameSizeAs(EVENTS);
        assertThat(events).extracting(Event::requestId).containsExactly(null, ID, ID, "x-1", ID, "id-2");
        assertThat(events)
                .extracting(Event::thread)
                .containsExactly("main", "XNIO-2 I/O-1", "pool [1]", "mail", "task-2", "task-3");
        assertThat(events).extracting(Event::process).containsOnly("4711");
    }

    @Test
    void springBootsLayoutIsFoundWithApplicationAndGroup() {
        byte[] file = Encoders.pattern(spring("[shop] [trade] [%t] ", "[%reqId] "), false, EVENTS);
        List<Event> events = Reading.events(file);
        assertAll(events, false, true);
        assertThat(events).extracting(Event::service).containsOnly("shop");
    }

    @Test
    void springBootsLayoutWithoutCorrelationHasNoPlaceForIds() {
        byte[] file = Encoders.pattern(spring("[%t] ", ""), false, EVENTS);
        List<Event> events = Reading.events(file);
        assertAll(events, false, false);
        assertThat(events).extracting(Event::idKnown).containsOnly(false);
    }

    private static String spring(String groups, String correlation) {
        return "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, Europe/Berlin} %5p 4711 --- " + groups + correlation
                + "%-40.40logger{39} : %m%n%ex";
    }

    @Test
    void logstashJsonIsRead() {
        byte[] file = Encoders.write(new LogstashEncoder(), EVENTS);
        Reading reading = Reading.of(Formats.standard(), file);
        assertThat(reading.format.description()).isEqualTo("JSON (logstash)");
        assertAll(reading.split(file), false, true);
    }

    @Test
    void theDemosEcsNamesAreRead() {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.addMdcKeyFieldName("reqId=http.request.id");
        encoder.setTimeZone("UTC");
        encoder.setCustomFields("{\"ecs.version\":\"8.11.0\",\"service.name\":\"shop\"}");
        LogstashFieldNames names = new LogstashFieldNames();
        names.setLevel("log.level");
        names.setLogger("log.logger");
        names.setThread("process.thread.name");
        names.setStackTrace("error.stack_trace");
        names.setLevelValue("[ignore]");
        names.setVersion("[ignore]");
        encoder.setFieldNames(names);
        byte[] file = Encoders.write(encoder, EVENTS);
        Reading reading = Reading.of(Formats.standard(), file);
        assertThat(reading.format.description()).isEqualTo("JSON (ECS)");
        List<Event> events = reading.split(file);
        assertAll(events, false, true);
        assertThat(events).extracting(Event::service).containsOnly("shop");
    }

    @Test
    void logbacksJsonEncoderIsRead() {
        byte[] file = Encoders.write(new JsonEncoder(), EVENTS);
        Reading reading = Reading.of(Formats.standard(), file);
        assertThat(reading.format.description()).isEqualTo("JSON (Logback JsonEncoder)");
        assertAll(reading.split(file), false, true);
    }

    private static void assertAll(List<Event> events, boolean shortLoggers, boolean ids) {
        assertThat(events).hasSameSizeAs(EVENTS);
        for (int i = 0; i < events.size(); i++) {
            assertFields(events.get(i), EVENTS.get(i), shortLoggers, ids);
        }
    }

    private static void assertFields(Event event, Logged logged, boolean shortLogger, boolean ids) {
        Instant time = logged.time();
        assertThat(event.epochNanos()).isEqualTo(Reading.nanos(time));
        assertThat(event.severity()).hasToString(logged.level().toString());
        assertThat(event.thread()).isEqualTo(logged.thread());
        String logger = logged.logger();
        assertThat(event.logger()).isEqualTo(shortLogger ? logger.substring(logger.lastIndexOf('.') + 1) : logger);
        assertThat(event.message()).isEqualTo(logged.message());
        assertThat(event.requestId()).isEqualTo(ids ? logged.requestId() : null);
        assertThat(event.idKnown()).isEqualTo(ids);
        if (logged.thrown() == null) {
            assertThat(event.stackTrace()).isNull();
        } else {
            assertThat(event.stackTrace())
                    .startsWith("java.lang.IllegalStateException: no stock\nof pears")
                    .contains("\tat io.reqid.search.event.Logged.failure(Logged.java:")
                    .contains("Suppressed: java.io.IOException: closed")
                    .contains("Caused by: java.lang.IllegalArgumentException: pear: 0")
                    .doesNotEndWith("\n");
        }
    }
}
