package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.status.Status;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingersCrossedAppenderTest {
    private static final RequestId A = new RequestId("a");
    private static final RequestId B = new RequestId("b");

    private static Logs crossed(String options, String pattern) {
        return Logs.configured("<configuration><appender name='LIST' class='io.reqid.logback.LinesAppender'><encoder>"
                + "<pattern>" + pattern + "</pattern></encoder></appender><appender name='CROSSED' class='"
                + FingersCrossedAppender.class.getName() + "'>" + options + "<appender-ref ref='LIST'/></appender>"
                + "<root level='TRACE'><appender-ref ref='CROSSED'/></root></configuration>");
    }

    private static Logs crossed(String options) {
        return crossed(options, "[%reqId] %level %msg");
    }

    private static List<String> linesOf(Logs logs) {
        FingersCrossedAppender crossed =
                (FingersCrossedAppender) logs.context.getLogger("ROOT").getAppender("CROSSED");
        return ((LinesAppender) crossed.getAppender("LIST")).lines();
    }

    @Test
    void finerLinesAreWrittenOnlyIfTheirRequestLogsAnError() {
        try (Logs logs = crossed("")) {
            logs.logger().debug("no request");
            RequestContext.run(A, () -> {
                logs.logger().debug("1");
                logs.logger().info("2");
                RequestContext.run(B, () -> logs.logger().debug("of a request that goes well"));
                logs.logger().trace("3");
                logs.logger().error("4");
                logs.logger().debug("5");
            });
            logs.logger().error("no request");
            assertThat(linesOf(logs))
                    .containsExactly(
                            "[a] INFO 2",
                            "[a] DEBUG 1",
                            "[a] TRACE 3",
                            "[a] ERROR 4",
                            "[a] DEBUG 5",
                            "[-] ERROR no request");
            assertThat(logs.problems()).isEmpty();
        }
    }

    @Test
    void newestLinesAreKept() {
        try (Logs logs = crossed("<maxEvents>2</maxEvents>")) {
            RequestContext.run(A, () -> {
                for (int i = 0; i < 5; i++) {
                    logs.logger().debug("{}", i);
                }
                logs.logger().error("5");
            });
            assertThat(linesOf(logs)).containsExactly("[a] DEBUG 3", "[a] DEBUG 4", "[a] ERROR 5");
        }
    }

    @Test
    void levelsAreOptions() {
        try (Logs logs = crossed("<passLevel>error</passLevel><triggerLevel>ERROR</triggerLevel>")) {
            RequestContext.run(A, () -> {
                logs.logger().warn("1");
                logs.logger().error("2");
            });
            assertThat(linesOf(logs)).containsExactly("[a] WARN 1", "[a] ERROR 2");
        }
    }

    @Test
    void endOfTheRequestLetsItsLinesGo() {
        try (Logs logs = crossed("")) {
            RequestContext request = RequestContext.begin(A);
            WeakReference<Object> argument = keepLineAbout(logs, request);
            request.end();
            Awaitility.await().until(() -> {
                System.gc();
                return argument.get() == null;
            });
            RequestContext.CURRENT.run(request, () -> logs.logger().error("late"));
            assertThat(linesOf(logs)).containsExactly("[a] ERROR late");
        }
    }

    private static WeakReference<Object> keepLineAbout(Logs logs, RequestContext request) {
        Object argument = new ArrayList<>(List.of("argument"));
        RequestContext.CURRENT.run(request, () -> logs.logger().debug("{}", argument));
        return new WeakReference<>(argument);
    }

    @Test
    void keptLineSaysWhatItSaidWhenItWasLogged() {
        try (Logs logs = crossed("")) {
            RequestContext.run(A, () -> {
                StringBuilder argument = new StringBuilder("before");
                logs.logger().debug("{}", argument);
                argument.setLength(0);
                logs.logger().error("end");
            });
            assertThat(linesOf(logs)).containsExactly("[a] DEBUG before", "[a] ERROR end");
        }
    }

    private static void logDebug(Logs logs) {
        logs.logger().debug("kept");
    }

    @Test
    void keptLineNamesItsOwnCallerOrNone() {
        for (boolean included : new boolean[] {true, false}) {
            try (Logs logs = crossed("<includeCallerData>" + included + "</includeCallerData>", "%method %msg")) {
                RequestContext.run(A, () -> {
                    logDebug(logs);
                    logs.logger().error("end");
                });
                assertThat(linesOf(logs).get(0)).isEqualTo(included ? "logDebug kept" : "? kept");
            }
        }
    }

    @Test
    void worksBehindAnAsyncAppender() {
        try (Logs logs = Logs.configured("<configuration><appender name='LIST' class='io.reqid.logback.LinesAppender'>"
                + "<encoder><pattern>[%reqId] %msg</pattern></encoder></appender><appender name='CROSSED' class='"
                + FingersCrossedAppender.class.getName() + "'><appender-ref ref='LIST'/></appender>"
                + "<appender name='ASYNC' class='ch.qos.logback.classic.AsyncAppender'><appender-ref ref='CROSSED'/>"
                + "</appender><root level='TRACE'><appender-ref ref='ASYNC'/></root></configuration>")) {
            RequestContext request = RequestContext.begin(A);
            RequestContext.CURRENT.run(request, () -> {
                logs.logger().debug("1");
                logs.logger().error("2");
            });
            ch.qos.logback.classic.AsyncAppender async = (ch.qos.logback.classic.AsyncAppender)
                    logs.context.getLogger("ROOT").getAppender("ASYNC");
            FingersCrossedAppender crossed = (FingersCrossedAppender) async.getAppender("CROSSED");
            LinesAppender list = (LinesAppender) crossed.getAppender("LIST");
            Awaitility.await().untilAsserted(() -> assertThat(list.lines()).containsExactly("[a] 1", "[a] 2"));
            request.end();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<maxEvents>0</maxEvents>|maxEvents must be a number from 1 to 10000, found '0'; it is 200 now",
                "<maxEvents>10001</maxEvents>|maxEvents must be a number from 1 to 10000, found '10001'; it is 200 now",
                "<maxEvents>many</maxEvents>|maxEvents must be a number from 1 to 10000, found 'many'; it is 200 now",
                "<maxEvents>\u001b[31m</maxEvents>|maxEvents must be a number from 1 to 10000, found 5 characters;"
                        + " it is 200 now",
                "<passLevel>LOUD</passLevel>|passLevel must be TRACE, DEBUG, INFO, WARN or ERROR, found 'LOUD';"
                        + " it is INFO now",
                "<triggerLevel>OFF</triggerLevel>|triggerLevel must be TRACE, DEBUG, INFO, WARN or ERROR, found 'OFF';"
                        + " it is ERROR now",
                "<passLevel>ERROR</passLevel><triggerLevel>WARN</triggerLevel>|passLevel must be at or below"
                        + " triggerLevel WARN, found ERROR; they are INFO and ERROR now",
            })
    void illegalOptionIsAnErrorThatNamesItAndItsDefaultApplies(String option, String message) {
        try (Logs logs = crossed(option.replace("\u001b", "&#x85;"))) {
            assertThat(logs.problems()).extracting(Status::getMessage).containsExactly(message);
            RequestContext.run(A, () -> {
                logs.logger().debug("1");
                logs.logger().error("2");
            });
            assertThat(linesOf(logs)).containsExactly("[a] DEBUG 1", "[a] ERROR 2");
        }
    }

    @Test
    void missingAppenderIsAnError() {
        try (Logs logs = Logs.configured("<configuration><appender name='CROSSED' class='"
                + FingersCrossedAppender.class.getName() + "'/><root level='TRACE'><appender-ref ref='CROSSED'/></root>"
                + "</configuration>")) {
            assertThat(logs.problems())
                    .extracting(Status::getMessage)
                    .contains("appender-ref must name the appender to write to, found none");
        }
    }
}
