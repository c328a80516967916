package io.reqid.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLevelTest {
    private static final RequestId A = new RequestId("a");
    private static final RequestId B = new RequestId("b");

    private final Logs logs = Logs.printing("[%reqId] %msg");
    private final Logger logger = logs.logger();

    @BeforeEach
    void informationOnly() {
        logs.context.getLogger("ROOT").setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logs.close();
    }

    @Test
    void onlyTheRequestThatRaisedItsLevelLogsFinerLines() {
        RequestContext.run(A, () -> {
            assertThat(logger.isDebugEnabled()).isFalse();
            assertThat(RequestLevel.set(Level.DEBUG)).isTrue();
            assertThat(logger.isDebugEnabled()).isTrue();
            logger.debug("finer");
            logger.trace("too fine");
            logger.atDebug().log("fluent");
            RequestContext.run(B, () -> logger.debug("another request"));
            Snapshot.empty().run(() -> logger.debug("no request"));
        });
        logger.debug("no request");
        assertThat(logs.lines()).containsExactly("[a] finer", "[a] fluent");
    }

    @Test
    void levelFollowsTheRequestToATask() {
        Runnable task = RequestContext.call(A, () -> {
            RequestContext request = RequestContext.current();
            RequestLevel.set(request, Level.TRACE);
            return Snapshot.capture().wrap(() -> logger.trace("task, ended " + request.ended()));
        });
        task.run();
        assertThat(logs.lines()).as("its request has ended").isEmpty();
        RequestContext request = RequestContext.begin(B);
        RequestLevel.set(request, Level.TRACE);
        RequestContext.CURRENT.run(request, () -> logger.trace("task"));
        assertThat(logs.lines()).containsExactly("[b] task");
        request.end();
    }

    @Test
    void filterGoesWithTheLastRequestThatNeedsIt() {
        assertThat(logs.context.getTurboFilterList()).isEmpty();
        RequestContext.run(A, () -> {
            RequestLevel.set(Level.DEBUG);
            assertThat(logs.context.getTurboFilterList()).hasSize(1);
            RequestLevel.set(Level.TRACE);
            assertThat(logs.context.getTurboFilterList()).hasSize(1);
            RequestContext.run(B, () -> logger.debug("another request"));
            assertThat(logs.context.getTurboFilterList()).hasSize(1);
        });
        logger.debug("the first line afterwards");
        assertThat(logs.context.getTurboFilterList()).isEmpty();
    }

    @Test
    void levelSurvivesResetAndStop() {
        RequestContext.run(A, () -> {
            RequestLevel.set(Level.DEBUG);
            logs.context.reset();
            configureAgain();
            logger.debug("after reset");
            assertThat(logs.lines()).containsExactly("[a] after reset");
            logs.context.stop();
            logs.context.start();
            configureAgain();
            logger.debug("after stop");
            assertThat(logs.lines()).containsExactly("[a] after stop");
        });
    }

    @Test
    void levelSurvivesAResetToAConfigurationWithoutTheWord() {
        RequestContext.run(A, () -> {
            RequestLevel.set(Level.DEBUG);
            logs.context.reset();
            logs.configure(Logs.listing("%msg"));
            informationOnly();
            logger.debug("after reset");
            assertThat(logs.lines()).containsExactly("after reset");
        });
    }

    private void configureAgain() {
        logs.configure(Logs.listing("[%reqId] %msg"));
        informationOnly();
    }

    @Test
    void loggerThatIsOffStaysOff() {
        logger.setLevel(Level.OFF);
        RequestContext.run(A, () -> {
            RequestLevel.set(Level.TRACE);
            logger.error("off");
        });
        assertThat(logs.lines()).isEmpty();
    }

    @Test
    void offGoesBackToTheLoggersLevels() {
        RequestContext.run(A, () -> {
            RequestLevel.set(Level.DEBUG);
            RequestLevel.set(Level.OFF);
            logger.debug("finer");
            logger.info("as ever");
        });
        assertThat(logs.lines()).containsExactly("[a] as ever");
    }

    @Test
    void outsideARequestThereIsNothingToRaise() {
        assertThat(RequestLevel.set(Level.DEBUG)).isFalse();
        assertThat(logger.isDebugEnabled()).isFalse();
    }
}
