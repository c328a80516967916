package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client sends as its id, byte for byte. */
class InboundTest {
    /** What becomes of a header: taken over, replaced by a new id, or refused by Undertow before any handler. */
    private enum Becomes {
        ACCEPTED,
        NEW,
        BAD_REQUEST
    }

    private static final HttpHandler BODY_IS_THE_ID = exchange -> exchange.getResponseSender()
            .send(RequestIds.contextOf(exchange).id().value());
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(RequestIdHandler.wrap(BODY_IS_THE_ID));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> table() {
        String longest = "a".repeat(128);
        return Stream.of(
                arguments("legal", "X-Request-ID: aZ09_.=+-", "aZ09_.=+-", Becomes.ACCEPTED),
                arguments("128 characters", "X-Request-ID: " + longest, longest, Becomes.ACCEPTED),
                arguments("129 characters", "X-Request-ID: " + longest + "b", "aab", Becomes.NEW),
                arguments("empty", "X-Request-ID: ", "X-", Becomes.NEW),
                arguments("no space before the value", "X-Request-ID:abc", "abc", Becomes.ACCEPTED),
                arguments("space within", "X-Request-ID: first second", "first", Becomes.NEW),
                arguments("CR within", "X-Request-ID: evil\rmore", "evil", Becomes.BAD_REQUEST),
                arguments("LF within", "X-Request-ID: evil\nmore", "evil", Becomes.BAD_REQUEST),
                arguments("NUL within", "X-Request-ID: evil\0more", "evil", Becomes.BAD_REQUEST),
                arguments("ESC within", "X-Request-ID: evil\u001b[31m", "evil", Becomes.BAD_REQUEST),
                arguments("TAB within", "X-Request-ID: evil\tmore", "evil", Becomes.NEW),
                arguments("percent-encoded line end", "X-Request-ID: evil%0d%0amore", "evil", Becomes.NEW),
                arguments("C1 control (CSI)", "X-Request-ID: evil\u009b31m", "evil", Becomes.NEW),
                arguments("Latin-1", "X-Request-ID: evil\u00e9", "evil", Becomes.NEW),
                arguments("U+202E in UTF-8", "X-Request-ID: evil\u00e2\u0080\u00aemore", "evil", Becomes.NEW),
                arguments("100 kB", "X-Request-ID: " + "evil".repeat(25_000), "evil", Becomes.NEW),
                arguments("path", "X-Request-ID: ../../etc/evil", "evil", Becomes.NEW),
                arguments("leading dot", "X-Request-ID: .evil", "evil", Becomes.NEW),
                arguments("twice, both legal", "X-Request-ID: one\r\nX-Request-ID: two", "one", Becomes.ACCEPTED),
                arguments("twice, first illegal", "X-Request-ID: evil/\r\nX-Request-ID: two", "two", Becomes.NEW),
                arguments("obs-fold", "X-Request-ID: evil\r\n more", "evil", Becomes.NEW),
                arguments("lower-case name", "x-request-id: lower", "lower", Becomes.ACCEPTED),
                arguments("upper-case name", "X-REQUEST-ID: upper", "upper", Becomes.ACCEPTED),
                arguments("the other header", "x-correlation-id: other", "other", Becomes.ACCEPTED),
                arguments("both headers", "X-Correlation-ID: b\r\nX-Request-ID: a", "a", Becomes.ACCEPTED),
                arguments(
                        "first illegal, other legal", "X-Request-ID: /\r\nX-Correlation-ID: b", "b", Becomes.ACCEPTED),
                arguments("a header that is not accepted", "X-Trace: evil", "evil", Becomes.NEW));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("table")
    void headerBecomes(String name, String headerLines, String sent, Becomes becomes) throws IOException {
        try (Lines lines = Lines.record();
                RawClient client = new RawClient(server.socket())) {
            RawClient.Response response =
                    client.exchange("GET / HTTP/1.1\r\nHost: localhost\r\n" + headerLines + "\r\n\r\n");
            if (becomes == Becomes.BAD_REQUEST) {
                assertThat(response.status()).isEqualTo(400);
                return;
            }
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(response.header("X-Request-ID"));
            if (becomes == Becomes.ACCEPTED) {
                assertThat(response.body()).isEqualTo(sent);
            } else {
                assertThat(response.body()).matches("[0-9A-Z]{26}");
            }
            assertThat(lines.of("io.reqid.undertow"))
                    .noneMatch(line -> line.message().contains("evil"));
        }
    }

    @Test
    void refusedIdIsOneDebugLineWithItsLengthOnly() throws IOException {
        try (Lines lines = Lines.record();
                RawClient client = new RawClient(server.socket())) {
            client.exchange("GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: evil/1\r\n\r\n");
            assertThat(lines.of("io.reqid.undertow"))
                    .extracting(Lines.Line::level, Lines.Line::message)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(
                            "DEBUG", "Refused the X-Request-ID of a request: an illegal value of 6 characters"));
        }
    }

    @Test
    void lowerCaseNameOfHttp2IsAccepted() throws Exception {
        try (TestServer h2 = TestServer.start(Protocol.H2C, RequestIdHandler.wrap(BODY_IS_THE_ID))) {
            h2.get("/");
            var response = h2.get("/", "x-request-id", "over-h2");
            assertThat(response.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
            assertThat(response.body()).isEqualTo("over-h2");
            assertThat(response.headers().allValues("x-request-id")).containsExactly("over-h2");
        }
    }
}
