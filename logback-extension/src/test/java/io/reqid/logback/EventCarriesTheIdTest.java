package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.MDCConverter;
import ch.qos.logback.core.spi.AppenderAttachable;
import io.reqid.ContextExecutors;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCarriesTheIdTest {
    private static final RequestId A = new RequestId("id-a");

    private static String listAppender(String encoder) {
        return "<appender name='LIST' class='io.reqid.logback.LinesAppender'>" + encoder + "</appender>";
    }

    private static String rootTo(String appenders, String ref) {
        return "<configuration>" + appenders + "<root level='DEBUG'><appender-ref ref='" + ref
                + "'/></root></configuration>";
    }

    private static String behind(String appenderClass) {
        return rootTo(
                listAppender("<encoder><pattern>[%reqId] [%X{reqId}] %msg</pattern></encoder>")
                        + "<appender name='ASYNC' class='" + appenderClass + "'><appender-ref ref='LIST'/></appender>",
                "ASYNC");
    }

    @Test
    void testsRunWithTheVersionsTheyClaim() {
        assertThat(PatternLayout.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("logback-classic-" + System.getProperty("reqid.test.logback") + ".jar");
        assertThat(net.logstash.logback.encoder.LogstashEncoder.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("logstash-logback-encoder-" + System.getProperty("reqid.test.encoder") + ".jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ch.qos.logback.classic.AsyncAppender",
                "net.logstash.logback.appender.LoggingEventAsyncDisruptorAppender"
            })
    void asynchronousAppenderPrintsTheIdOfTheThreadThatLogged(String appender) {
        try (Logs logs = Logs.configured(behind(appender))) {
            logs.logger().info("out");
            RequestContext.run(A, () -> logs.logger().info("in"));
            AppenderAttachable<?> async =
                    (AppenderAttachable<?>) logs.context.getLogger("ROOT").getAppender("ASYNC");
            LinesAppender list = (LinesAppender) async.getAppender("LIST");
            Awaitility.await().until(() -> list.lines().size() == 2);
            assertThat(list.lines()).containsExactly("[-] [] out", "[id-a] [id-a] in");
        }
    }

    @Test
    void taskLogsTheIdOfItsSubmitter() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (Logs logs = Logs.printing("[%reqId] %msg")) {
            RequestContext.run(
                    A,
                    () -> ContextExecutors.wrap(pool)
                            .execute(() -> logs.logger().info("task")));
            pool.shutdown();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(logs.lines()).containsExactly("[id-a] task");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void lineAfterTheEndOfTheRequestStillSaysWhoseItIs() {
        try (Logs logs = Logs.printing("[%reqId] %msg")) {
            RequestContext request = RequestContext.begin(A);
            RequestContext.CURRENT.run(request, () -> {
                request.end();
                logs.logger().info("late");
            });
            assertThat(logs.lines()).containsExactly("[id-a] late");
        }
    }

    private static List<String> printedBy(String encoder) {
        try (Logs logs = Logs.configured(rootTo(listAppender(encoder), "LIST"))) {
            logs.logger().info("out");
            RequestContext.run(A, () -> logs.logger().info("in"));
            assertThat(logs.problems()).isEmpty();
            return logs.lines();
        }
    }

    private static void assertOnlySecondContains(List<String> lines, String text) {
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("out").doesNotContain("id-a");
        assertThat(lines.get(1)).contains("in").contains(text);
    }

    @Test
    void logbacksJsonEncoderWritesTheId() {
        assertOnlySecondContains(
                printedBy("<encoder class='ch.qos.logback.classic.encoder.JsonEncoder'/>"), "\"reqId\":\"id-a\"");
    }

    @Test
    void logstashEncoderWritesTheId() {
        assertOnlySecondContains(
                printedBy("<encoder class='net.logstash.logback.encoder.LogstashEncoder'/>"), "\"reqId\":\"id-a\"");
    }

    @Test
    void logstashEncoderWritesTheEcsName() {
        assertOnlySecondContains(
                printedBy("<encoder class='net.logstash.logback.encoder.LogstashEncoder'>"
                        + "<mdcKeyFieldName>reqId=http.request.id</mdcKeyFieldName></encoder>"),
                "\"http.request.id\":\"id-a\"");
    }

    @Test
    void logstashPatternProviderKnowsTheWord() {
        assertOnlySecondContains(
                printedBy("<encoder class='net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder'><providers>"
                        + "<pattern><pattern>{\"rid\":\"%reqId\",\"m\":\"%msg\"}</pattern></pattern>"
                        + "</providers></encoder>"),
                "\"rid\":\"id-a\"");
    }

    @Test
    @Tag("encoder-9")
    void jsonProviderWritesAFieldOfItsOwnInsideARequestOnly() {
        String encoder = "<encoder class='net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder'><providers>"
                + "<message/><provider class='io.reqid.logback.RequestIdJsonProvider'>%s</provider></providers></encoder>";
        assertThat(printedBy(encoder.formatted("")))
                .containsExactly("{\"message\":\"out\"}", "{\"message\":\"in\",\"reqId\":\"id-a\"}");
        assertThat(printedBy(encoder.formatted("<fieldName>http.request.id</fieldName>")))
                .containsExactly("{\"message\":\"out\"}", "{\"message\":\"in\",\"http.request.id\":\"id-a\"}");
    }

    @Test
    void htmlLayoutKnowsTheWord() {
        assertOnlySecondContains(
                printedBy("<encoder class='ch.qos.logback.core.encoder.LayoutWrappingEncoder'>"
                        + "<layout class='ch.qos.logback.classic.html.HTMLLayout'><pattern>%reqId%msg</pattern></layout>"
                        + "</encoder>"),
                "id-a");
    }

    @Test
    void siftingAppenderSiftsByTheId() {
        String sift = "<appender name='SIFT' class='ch.qos.logback.classic.sift.SiftingAppender'>"
                + "<discriminator><key>reqId</key><defaultValue>none</defaultValue></discriminator>"
                + "<sift>" + listAppender("<encoder><pattern>${reqId} %reqId %msg</pattern></encoder>")
                + "</sift></appender>";
        try (Logs logs = Logs.configured(rootTo(sift, "SIFT"))) {
            logs.logger().info("out");
            RequestContext.run(A, () -> logs.logger().info("in"));
            ch.qos.logback.classic.sift.SiftingAppender sifting = (ch.qos.logback.classic.sift.SiftingAppender)
                    logs.context.getLogger("ROOT").getAppender("SIFT");
            assertThat(sifting.getAppenderTracker().allKeys()).containsExactlyInAnyOrder("none", "id-a");
            LinesAppender ofTheRequest =
                    (LinesAppender) sifting.getAppenderTracker().find("id-a");
            assertThat(ofTheRequest.lines()).containsExactly("id-a id-a in");
        }
    }

    @Test
    void conversionRuleServesALogbackThatDoesNotSeeTheJar() {
        PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put("reqId", MDCConverter::new);
        try (Logs logs = Logs.configured("<configuration><conversionRule conversionWord='reqId' class='"
                + RequestIdConverter.class.getName() + "'/>"
                + Logs.listing("[%reqId] %msg").substring("<configuration>".length()))) {
            RequestContext.run(A, () -> logs.logger().info("in"));
            assertThat(logs.lines()).containsExactly("[id-a] in");
        } finally {
            new RequestIdConfigurator().configure(new LoggerContext());
        }
    }
}
