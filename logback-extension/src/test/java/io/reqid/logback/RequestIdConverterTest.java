package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RequestIdConverterTest {
    private static final RequestId A = new RequestId("a");
    private static final RequestId B = new RequestId("b");

    private static List<String> printedBy(String pattern) {
        try (Logs logs = Logs.printing(pattern)) {
            List<String> lines = linesOf(logs);
            assertThat(logs.problems()).isEmpty();
            return lines;
        }
    }

    private static List<String> linesOf(Logs logs) {
        logs.logger().info("out");
        RequestContext.run(A, () -> logs.logger().info("in"));
        RequestContext.run(B, () -> logs.logger().info("in"));
        return logs.lines();
    }

    @Test
    void wordPrintsTheIdOfTheRequest() {
        assertThat(printedBy("[%reqId] %msg")).containsExactly("[-] out", "[a] in", "[b] in");
    }

    @Test
    void optionIsPrintedOutsideARequest() {
        assertThat(printedBy("[%reqId{none}] %msg")).containsExactly("[none] out", "[a] in", "[b] in");
    }

    @Test
    void emptyDefaultPrintsNothingOutsideARequest() {
        assertThat(printedBy("[%reqId{''}] %msg")).containsExactly("[] out", "[a] in", "[b] in");
    }

    @Test
    void defaultMayBeSpelledAsThatOfTheMdcWord() {
        try (Logs logs = Logs.printing("[%reqId{:-none}] [%reqId{:-}] %msg")) {
            assertThat(linesOf(logs)).containsExactly("[none] [] out", "[a] [a] in", "[b] [b] in");
        }
    }

    @Test
    void widthAndColourApply() {
        assertThat(printedBy("[%-3reqId] %msg")).containsExactly("[-  ] out", "[a  ] in", "[b  ] in");
        assertThat(printedBy("%red(%reqId)").get(1)).contains("a").startsWith("\u001b[");
    }

    @Test
    void prefixNamesTheWord() {
        assertThat(printedBy("%prefix(%reqId) %msg")).containsExactly("reqId=- out", "reqId=a in", "reqId=b in");
    }

    @Test
    void plainMdcWordSeesTheIdToo() {
        assertThat(printedBy("[%X{reqId}] %msg")).containsExactly("[] out", "[a] in", "[b] in");
    }

    @Test
    void configuratorHasMadeTheDefaultContextCarryTheId() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(context.getMDCAdapter()).isInstanceOf(OverlayMdcAdapter.class);
    }

    @Test
    void contextThatWasGivenAnotherAdapterAfterItsConfigurationCarriesTheIdAgain() {
        try (Logs logs = Logs.printing("[%reqId] %msg")) {
            logs.context.setMDCAdapter(new LogbackMDCAdapter());
            logs.logger().info("the line by which the word notices");
            RequestContext.run(A, () -> logs.logger().info("in"));
            assertThat(logs.lines()).endsWith("[a] in");
        }
    }
}
