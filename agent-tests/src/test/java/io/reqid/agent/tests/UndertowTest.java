package io.reqid.agent.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The handler's own matrix and stress, each in a JVM that has the agent; its own test shows what is missed without. */
class UndertowTest {
    private static final String MATRIX = "io.reqid.undertow.MatrixProgram";
    private static final String STRESS = "io.reqid.undertow.StressProgram";

    /** All classes that the agent has hooks for, also those that no server or client of the tests needs. */
    private static final String[] REWRITTEN = {
        "io.undertow.server.Connectors",
        "io.undertow.server.HttpServerExchange",
        "io.undertow.server.protocol.http.HttpReadListener",
        "io.undertow.server.protocol.framed.AbstractFramedChannel",
        "io.undertow.server.AbstractServerConnection",
        "io.undertow.server.protocol.http2.Http2ServerConnection",
        "io.undertow.server.handlers.sse.ServerSentEventConnection",
        "io.undertow.client.UndertowClient",
        "io.undertow.client.http.HttpClientConnection",
        "io.undertow.client.http.HttpClientExchange",
        "io.undertow.client.http2.Http2ClientConnection",
        "io.undertow.client.http2.Http2ClientExchange",
        "io.undertow.client.ajp.AjpClientConnection",
        "io.undertow.client.ajp.AjpClientExchange",
        "org.xnio.nio.WorkerThread",
        "org.xnio.XnioWorker",
        "org.xnio.ChannelListener$SimpleSetter",
        "org.xnio.AbstractIoFuture",
        "org.xnio.ChannelListeners",
        "org.jboss.threads.EnhancedQueueExecutor$ThreadBody"
    };

    @Test
    void everyPlaceShowsItsIdWithThePlainHandlerAndTheWrappersChangeNothing() {
        Fork.Result played = undertow(Fork.withAgent().shortLived()).run(MATRIX, "HTTP1", "H2C", "HTTPS", "HTTPS1");
        System.out.println(played.out());
        assertThat(played.out().lines())
                .contains(
                        "HTTP/1.1, handler alone: 57 of 57 right, 0 missing, 0 wrong",
                        "HTTP/1.1, with wrappers: 57 of 57 right, 0 missing, 0 wrong",
                        "h2c, handler alone: 48 of 48 right, 0 missing, 0 wrong",
                        "h2c, with wrappers: 48 of 48 right, 0 missing, 0 wrong",
                        "HTTPS (ALPN: h2), handler alone: 48 of 48 right, 0 missing, 0 wrong",
                        "HTTPS (ALPN: h2), with wrappers: 48 of 48 right, 0 missing, 0 wrong",
                        "HTTPS (HTTP/1.1), handler alone: 48 of 48 right, 0 missing, 0 wrong",
                        "HTTPS (HTTP/1.1), with wrappers: 48 of 48 right, 0 missing, 0 wrong");
        assertRightThroughout(played);
    }

    @Test
    void everyRewrittenClassIsAcceptedByTheJvmAndWhatTheMatrixLeavesOutIsRightToo() {
        Fork.Result played = undertow(Fork.withAgent().shortLived()).run("io.reqid.undertow.AgentProgram", REWRITTEN);
        assertRightThroughout(played);
    }

    @Test
    @Tag("stress")
    void noLineIsWrongAndNoThreadKeepsAnIdUnderLoadEitherWhenClientsGoAway() {
        Fork.Result played = undertow(Fork.withAgent()).run(STRESS, "H2C", "HTTPS", "HTTPS1");
        System.out.println(played.out());
        assertThat(played.out().lines().filter(line -> line.startsWith("stress, ")))
                .hasSize(5)
                .allMatch(line -> line.endsWith(": 0 wrong, 0 leaked"));
        assertRightThroughout(played);
    }

    private static Fork undertow(Fork fork) {
        return fork.option("-Dorg.jboss.logging.provider=slf4j", "-Dreqid.strict=true");
    }

    private static void assertRightThroughout(Fork.Result played) {
        assertThat(played.exitCode()).as(played.out() + played.err()).isZero();
        assertThat(played.err()).doesNotContain("does not fit", "left as it is", "are not followed");
    }
}
