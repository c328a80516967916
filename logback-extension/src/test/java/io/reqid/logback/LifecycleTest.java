package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;

class LifecycleTest {
    private static final RequestId A = new RequestId("a");

    private static void assertPrintsTheId(Logs logs) {
        RequestContext.run(A, () -> logs.logger().info("in"));
        assertThat(logs.lines()).last().isEqualTo("[a] in");
        assertThat(logs.problems()).isEmpty();
    }

    @Test
    void wordSurvivesReset() {
        try (Logs logs = Logs.printing("[%reqId] %msg")) {
            logs.context.reset();
            logs.configure(Logs.listing("[%reqId] %msg"));
            assertPrintsTheId(logs);
        }
    }

    @Test
    void wordSurvivesStop() {
        try (Logs logs = Logs.printing("[%reqId] %msg")) {
            logs.context.stop();
            logs.context.start();
            logs.configure(Logs.listing("[%reqId] %msg"));
            assertPrintsTheId(logs);
        }
    }

    @Test
    void wordSurvivesAScanReload(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("logback.xml");
        String first = Logs.listing("1 [%reqId] %msg").replace("<configuration>", scanning());
        Files.writeString(file, first);
        try (Logs logs = new Logs()) {
            logs.configure(file);
            Files.writeString(file, first.replace("1 [", "["));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                RequestContext.run(A, () -> logs.logger().info("in"));
                assertThat(logs.lines()).isNotEmpty().last().isEqualTo("[a] in");
            });
        }
    }

    private static String scanning() {
        return "<configuration scan='true' scanPeriod='50 milliseconds'>";
    }

    @Test
    void freshContextWithoutAnMdcAdapterGetsOne() {
        try (Logs logs = new Logs(null)) {
            logs.configure(Logs.listing("[%reqId] %msg"));
            assertPrintsTheId(logs);
        }
    }

    @Test
    void freshContextWithLogbacksOwnMdcAdapterKeepsItsValues() {
        LogbackMDCAdapter own = new LogbackMDCAdapter();
        own.put("user", "u");
        try (Logs logs = new Logs(own)) {
            logs.configure(Logs.listing("[%reqId] %X{user}"));
            RequestContext.run(A, () -> logs.logger().info("in"));
            assertThat(logs.lines()).containsExactly("[a] u");
        }
    }

    @Test
    void freshContextThatIsConfiguredAsTheDefaultOneFindsOurConfigurator() throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        new ContextInitializer(context).autoConfig();
        assertThat(context.getMDCAdapter()).isInstanceOf(OverlayMdcAdapter.class);
        context.stop();
    }

    @Test
    void installingTellsNothingButInformation() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        RequestIdConfigurator configurator = new RequestIdConfigurator();
        configurator.setContext(context);
        assertThat(configurator.configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .isNotEmpty()
                .allMatch(status -> status.getLevel() == ch.qos.logback.core.status.Status.INFO);
    }

    @Test
    void configuratorMadeByHandReportsToTheContextThatItConfigures() {
        LoggerContext context = new LoggerContext();

        new RequestIdConfigurator().configure(context);

        assertThat(context.getStatusManager().getCopyOfStatusList())
                .anyMatch(status -> status.getMessage().startsWith("%reqId is known"));
    }

    @Test
    void configuratorThatFailsLetsTheNextOneRun() {
        RequestIdConfigurator configurator = new RequestIdConfigurator();
        LoggerContext broken = new LoggerContext() {
            @Override
            public org.slf4j.spi.MDCAdapter getMDCAdapter() {
                throw new IllegalStateException("broken");
            }
        };
        configurator.setContext(broken);
        assertThat(configurator.configure(broken)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    }

    @Test
    void contextWithoutAnMdcHasNoneToMove() {
        LoggerContext context = new LoggerContext();
        assertThat(MdcInstallation.installAsync(context)).isFalse();
        assertThat(context.getMDCAdapter()).isNull();
    }

    @Test
    void adapterOfAnotherLibraryIsLeftAndItsIdPrinted() {
        BasicMDCAdapter foreign = new BasicMDCAdapter();
        try (Logs logs = new Logs(foreign)) {
            logs.configure(Logs.listing("[%reqId] %msg"));
            RequestContext.run(A, () -> {
                logs.logger().info("not synchronised");
                foreign.put("reqId", "a");
                logs.logger().info("synchronised");
            });
            assertThat(logs.context.getMDCAdapter()).isSameAs(foreign);
            assertThat(logs.lines()).containsExactly("[-] not synchronised", "[a] synchronised");
            assertThat(logs.problems()).isEmpty();
        }
    }

    @Test
    void mdcOfTheApplicationIsUntouched() {
        MDC.setContextMap(Map.of("user", "u"));
        try (Logs logs = Logs.printing("[%reqId] %X{user} %msg")) {
            RequestContext.run(A, () -> {
                logs.logger().info("in");
                assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "u"));
            });
            MDC.clear();
            logs.logger().info("out");
            assertThat(logs.lines()).containsExactly("[a] u in", "[-]  out");
        } finally {
            MDC.clear();
        }
    }
}
