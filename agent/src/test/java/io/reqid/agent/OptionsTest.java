package io.reqid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.PeriodicContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private final Properties properties = new Properties();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;

    @BeforeEach
    void catchLines() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreLines() {
        System.setErr(standardError);
    }

    private Options parse(String text) {
        return Options.parse(text, properties, new Log());
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void defaultsStandWhereNothingIsSet() {
        Options options = parse(null);
        assertThat(options.periodic()).isEqualTo(PeriodicContext.UNTIL_REQUEST_END);
        assertThat(options.linger()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.hooksOff()).isEmpty();
        assertThat(options.threadRoots()).isEmpty();
        assertThat(options.executorsOff()).isEmpty();
        assertThat(options.quiet()).isFalse();
        assertThat(options.verbose()).isFalse();
        assertThat(lines()).isEmpty();
    }

    @Test
    void everyOptionIsReadFromTheCommandLine() {
        Options options = parse("periodic=none,linger=5m,hooks.off=Timer;Thread,threads.roots=com.acme.Loop;org.,"
                + "executors.off=com.acme.,quiet=true, verbose = true,");
        assertThat(options.periodic()).isEqualTo(PeriodicContext.NONE);
        assertThat(options.linger()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.hooksOff()).containsExactly("Timer", "Thread");
        assertThat(options.threadRoots()).containsExactly("com.acme.Loop", "org.");
        assertThat(options.executorsOff()).containsExactly("com.acme.");
        assertThat(options.quiet()).isTrue();
        assertThat(options.verbose()).isTrue();
        assertThat(lines()).isEmpty();
    }

    @Test
    void systemPropertiesAreReadAndTheCommandLineWins() {
        properties.setProperty("reqid.agent.linger", "500ms");
        properties.setProperty("reqid.agent.periodic", "inherit");
        Options options = parse("linger=PT2S");
        assertThat(options.linger()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.periodic()).isEqualTo(PeriodicContext.INHERIT);
        assertThat(lines()).isEmpty();
    }

    @Test
    void anUnknownKeyIsReportedInOneLineThatListsTheKnownOnes() {
        Options options = parse("lnger=1s,linger=2s");
        assertThat(options.linger()).isEqualTo(Duration.ofSeconds(2));
        assertThat(lines())
                .containsExactly(
                        "reqid agent: unknown option \"lnger\" is ignored; known are executors.off, hooks.off, "
                                + "linger, periodic, quiet, threads.roots, verbose");
    }

    @Test
    void aBadValueIsReportedInOneLineAndTheDefaultStands() {
        for (String text : List.of(
                "periodic=sometimes",
                "linger=-1s",
                "linger=9999999999999s",
                "linger=366h3",
                "linger=PT-1S",
                "linger=P400D",
                "linger=",
                "hooks.off=Tmer",
                "threads.roots=com/acme",
                "executors.off=1.x",
                "quiet=yes",
                "justakey")) {
            printed.reset();
            Options options = parse(text);
            assertThat(lines()).as(text).hasSize(1);
            assertThat(lines().get(0)).contains(text.substring(0, Math.max(text.indexOf('='), 0)));
            assertThat(options.periodic()).isEqualTo(PeriodicContext.UNTIL_REQUEST_END);
            assertThat(options.linger()).isEqualTo(Duration.ofSeconds(30));
            assertThat(options.hooksOff()).isEmpty();
            assertThat(options.quiet()).isFalse();
        }
    }

    @Test
    void aWrongHookNameIsAnsweredWithTheRightOnesAndTheOthersAreSwitchedOff() {
        assertThat(parse("hooks.off=Thread;Tmer").hooksOff()).containsExactly("Thread");
        assertThat(lines()).singleElement().asString().contains("\"Tmer\"", "Thread, ThreadPoolExecutor,");
    }

    @Test
    void hostileTextIsNeverEchoedRaw() {
        parse("\u001b[31mred\r\nreqid agent: all is well\u202e=" + "x".repeat(100_000));
        parse("linger=" + "\u0000\u0085\u2028".repeat(1000));
        assertThat(lines()).hasSize(2).allSatisfy(line -> {
            assertThat(line).hasSizeLessThan(400);
            assertThat(line.chars()).noneMatch(Character::isISOControl);
            assertThat(line).doesNotContain("\u202e", "\u2028");
        });
    }
}
