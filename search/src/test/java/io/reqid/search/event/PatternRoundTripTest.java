package io.reqid.search.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.report.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random patterns print random events, and what is printed is read back. */
class PatternRoundTripTest {
    private static final String[] DATES = {
        "%d{ISO8601, UTC}",
        "%date{STRICT, UTC}",
        "%epoch",
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, Asia/Kolkata}",
        "%d{\"yyyy-MM-dd HH:mm:ss,SSS\", UTC}",
        "%d{dd/MMM/yyyy:HH:mm:ss.SSS Z, Europe/Berlin, en}",
        "%d{yyyyMMdd HHmmss.SSS, UTC}",
        "%d{EEE d MMMM yyyy h:mm:ss.SSS a, UTC, en}",
        "%d{uuuu-MM-dd G HH:mm:ss.SSS, UTC, en}",
    };
    private static final String[] LEVELS = {"%level", "%-5level", "%5p", "%.-1le", "%highlight(%-5level)"};
    private static final String[] THREADS = {"%thread", "%t", "%-20thread", "%20t", "%cyan(%thread)", "%.-40t"};
    private static final String[] LOGGERS = {"%logger", "%-40.40logger", "%lo", "%boldRed(%c)", "%20c"};
    private static final String[] IDS = {
        "%reqId",
        "%X{reqId}",
        "%X{reqId:-none}",
        "%mdc{reqId}",
        "%reqId{none}",
        "%reqId{''}",
        "%-26reqId",
        "%magenta(%reqId)",
        "%mdc",
        "%prefix(%X{reqId})"
    };
    private static final String[] OTHERS = {
        "%relative", "%contextName", "%marker", "%kvp", "%nosuchword", "%property{none}", "%lsn"
    };
    private static final String[] MESSAGES = {
        "%msg%n",
        "- %m%n",
        ": %message%n%ex",
        "%replace(%msg){'q','Q'}%n",
        "%green(%m){}%n",
        "%msg%nopex%n",
        "%m%n%rEx{full}",
        "%m <%file>%n"
    };
    private static final String[] GAPS = {" ", " | ", " - ", " \\(\\) ", "\t", " :: "};

    private final Random random;
    private boolean fullStack;

    PatternRoundTripTest() {
        long seed = Long.getLong("reqid.seed", System.nanoTime());
        System.out.println("PatternRoundTripTest: -Dreqid.seed=" + seed);
        this.random = new Random(seed);
    }

    @Test
    void whatAPatternPrintsIsReadBack() {
        for (int round = 0; round < 150; round++) {
            String pattern = pattern();
            List<Logged> logged = events();
            byte[] file = Encoders.pattern(pattern, random.nextBoolean(), logged);
            Formats formats = Formats.standard().withZone(ZoneOffset.ofHours(3)).withPattern(pattern);
            List<Event> events = Reading.events(formats, file);
            assertThat(events).as("%s", pattern).hasSameSizeAs(logged);
            for (int i = 0; i < events.size(); i++) {
                assertSame(pattern, events.get(i), logged.get(i));
            }
        }
    }

    private void assertSame(String pattern, Event event, Logged logged) {
        String context =
                pattern + "\n" + Printable.text(new String(event.bytes(), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(event.epochNanos()).as("%s", context).isEqualTo(Reading.nanos(logged.time()));
        assertThat(event.severity())
                .as("%s", context)
                .hasToString(logged.level().toString());
        assertThat(event.thread()).as("%s", context).isEqualTo(logged.thread());
        assertThat(event.logger()).as("%s", context).isEqualTo(logged.logger());
        assertThat(event.requestId()).as("%s", context).isEqualTo(logged.requestId());
        assertThat(event.idKnown()).as("%s", context).isTrue();
        assertThat(event.message()).as("%s", context).isEqualTo(logged.message());
        assertThat(event.stackTrace() != null).as("%s", context).isEqualTo(logged.thrown() != null && fullStack);
    }

    /** A date first, a message last, and between them the others in any order, most of them in brackets. */
    private String pattern() {
        List<String> middle = new ArrayList<>();
        middle.add(one(LEVELS));
        middle.add("[" + one(THREADS) + "]");
        middle.add("[" + one(IDS) + "]");
        middle.add(one(LOGGERS));
        if (random.nextBoolean()) {
            middle.add("<" + one(OTHERS) + ">");
        }
        java.util.Collections.shuffle(middle, random);
        String message = one(MESSAGES);
        fullStack = !message.contains("nopex");
        return one(DATES) + " " + String.join(one(GAPS), middle) + " " + message;
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private List<Logged> events() {
        List<Logged> events = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Instant time = Instant.ofEpochMilli(1_700_000_000_000L + (long) (random.nextDouble() * 1e11));
            String level = one(new String[] {"TRACE", "DEBUG", "INFO", "WARN", "ERROR"});
            String thread = one(new String[] {"main", "XNIO-1 I/O-2", "pool-1-thread-3", "größe", "a b"});
            String logger = one(new String[] {"a.b.C", "io.reqid.demo.Storefront", "ROOT", "x.Y$Z"});
            String id = random.nextInt(3) == 0
                    ? null
                    : one(new String[] {"01M89YMCTX8GW4EZYE36SQGB5F", "a", "x=y", "1-2_3.4+5"});
            Logged logged =
                    new Logged(time, ch.qos.logback.classic.Level.toLevel(level), thread, logger, message(), null, id);
            events.add(random.nextInt(4) == 0 ? logged.with(Logged.failure()) : logged);
        }
        return events;
    }

    private String message() {
        return one(new String[] {
            "plain",
            "a [b] c",
            "with: colon - dash",
            "two\nlines",
            "ends with a dot.",
            "ünïcode 😀",
            "{\"a\": 1}",
            "x\n\ny",
            "  indented"
        });
    }
}
