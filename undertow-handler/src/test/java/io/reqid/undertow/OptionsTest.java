package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.undertow.server.HttpHandler;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final HttpHandler BODY_IS_THE_ID = exchange -> {
        RequestContext context = RequestIds.contextOf(exchange);
        exchange.getResponseSender().send(context == null ? "none" : describe(context));
    };

    private static String describe(RequestContext context) {
        return context.id().value()
                + context.parentId().map(parent -> " from " + parent.value()).orElse("");
    }

    private static String answer(Consumer<RequestIdHandler.Builder> options, String... headers) throws Exception {
        RequestIdHandler.Builder builder = RequestIdHandler.builder().generator(() -> new RequestId("made"));
        options.accept(builder);
        try (TestServer server = TestServer.start(builder.wrap(BODY_IS_THE_ID))) {
            return server.get("/", headers).body();
        }
    }

    @Test
    void neverMakesANewIdWhateverTheClientSent() throws Exception {
        assertThat(answer(o -> o.inbound(Inbound.NEVER), "X-Request-ID", "sent"))
                .isEqualTo("made");
    }

    @Test
    void trustedTakesTheIdOfWhoeverThePredicateAccepts() throws Exception {
        assertThat(answer(o -> o.trusted(e -> true), "X-Request-ID", "sent")).isEqualTo("sent");
        assertThat(answer(o -> o.inbound(Inbound.trusted(e -> false)), "X-Request-ID", "sent"))
                .isEqualTo("made");
    }

    @Test
    void trustPredicateThatThrowsTrustsNobodyAndIsWarnedOfOnce() throws Exception {
        try (Lines lines = Lines.record();
                TestServer server = TestServer.start(RequestIdHandler.builder()
                        .trusted(e -> {
                            throw new IllegalStateException("broken");
                        })
                        .wrap(BODY_IS_THE_ID))) {
            assertThat(server.get("/", "X-Request-ID", "sent").body()).isNotEqualTo("sent");
            server.get("/", "X-Request-ID", "sent");
            assertThat(lines.of("io.reqid.undertow"))
                    .hasSize(1)
                    .allMatch(line -> line.level().equals("WARN"));
        }
    }

    @Test
    void asParentMakesANewIdAndKeepsTheInboundOneAsItsParent() throws Exception {
        assertThat(answer(o -> o.inbound(Inbound.AS_PARENT), "X-Request-ID", "sent"))
                .isEqualTo("made from sent");
        assertThat(answer(o -> o.inbound(Inbound.AS_PARENT), "X-Request-ID", "not legal"))
                .isEqualTo("made");
    }

    @Test
    void headerIsReadAndEchoedUnderItsName() throws Exception {
        try (TestServer server =
                TestServer.start(RequestIdHandler.builder().header("X-Trace").wrap(BODY_IS_THE_ID))) {
            var response = server.get("/", "X-Trace", "sent");
            assertThat(response.headers().firstValue("X-Trace")).hasValue("sent");
            assertThat(response.headers().firstValue("X-Request-ID")).isEmpty();
        }
    }

    @Test
    void acceptHeadersReplaceTheDefaults() throws Exception {
        assertThat(answer(o -> o.acceptHeaders("X-A", "X-B"), "X-B", "b", "X-Request-ID", "sent"))
                .isEqualTo("b");
        assertThat(answer(o -> o.acceptHeaders("X-A"), "X-Request-ID", "sent")).isEqualTo("made");
    }

    @Test
    void maxLengthAndAlphabetNarrowWhatIsAccepted() throws Exception {
        assertThat(answer(o -> o.maxLength(4), "X-Request-ID", "four")).isEqualTo("four");
        assertThat(answer(o -> o.maxLength(4), "X-Request-ID", "fiver")).isEqualTo("made");
        assertThat(answer(o -> o.alphabet("0123456789abcdef"), "X-Request-ID", "beef"))
                .isEqualTo("beef");
        assertThat(answer(o -> o.alphabet("0123456789abcdef"), "X-Request-ID", "BEEF"))
                .isEqualTo("made");
    }

    @Test
    void traceIdOfAWellFormedTraceparentComesFirst() throws Exception {
        String header = "00-" + TRACE + "-00f067aa0ba902b7-01";
        Consumer<RequestIdHandler.Builder> on = o -> o.traceparent(Traceparent.USE_TRACE_ID);
        assertThat(answer(on, "traceparent", header, "X-Request-ID", "sent")).isEqualTo(TRACE);
        assertThat(answer(o -> {}, "traceparent", header)).isEqualTo("made");
        assertThat(answer(o -> on.andThen(b -> b.inbound(Inbound.NEVER)).accept(o), "traceparent", header))
                .isEqualTo("made");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6-00f067aa0ba902b7-01",
                "nonsense"
            })
    void malformedTraceparentIsNotUsed(String header) {
        assertThat(TraceparentParser.traceId(header)).isNull();
    }

    @Test
    void traceparentOfALaterVersionMayHaveMoreFields() {
        assertThat(TraceparentParser.traceId("01-" + TRACE + "-00f067aa0ba902b7-01-more"))
                .isEqualTo(TRACE);
    }

    @Test
    void generatorThatThrowsOrReturnsNullLeavesTheRequestWithoutAnIdAndOneWarning() throws Exception {
        for (String fault : new String[] {"throws", "null"}) {
            AtomicReference<String> current = new AtomicReference<>("not called");
            HttpHandler app = exchange -> {
                current.set(RequestContext.currentId());
                BODY_IS_THE_ID.handleRequest(exchange);
            };
            try (Lines lines = Lines.record();
                    TestServer server = TestServer.start(RequestIdHandler.builder()
                            .generator(() -> {
                                if (fault.equals("null")) {
                                    return null;
                                }
                                throw new LinkageError("broken");
                            })
                            .wrap(exchange -> exchange.dispatch(app)))) {
                var response = server.get("/");
                server.get("/");
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("none");
                assertThat(response.headers().firstValue("X-Request-ID")).isEmpty();
                assertThat(current).hasValue(null);
                assertThat(lines.of("io.reqid.undertow"))
                        .hasSize(1)
                        .allMatch(line -> line.level().equals("WARN"));
            }
        }
    }

    @Test
    void rewriteRequestHeaderShowsTheIdToWhateverIsBehind() throws Exception {
        HttpHandler header = exchange -> exchange.getResponseSender()
                .send("" + exchange.getRequestHeaders().get("X-Request-ID"));
        try (TestServer server = TestServer.start(
                RequestIdHandler.builder().rewriteRequestHeader(true).wrap(header))) {
            assertThat(server.get("/", "X-Request-ID", "not legal").body()).matches("\\[[0-9A-Z]{26}]");
        }
        try (TestServer server = TestServer.start(RequestIdHandler.wrap(header))) {
            assertThat(server.get("/", "X-Request-ID", "not legal").body()).isEqualTo("[not legal]");
        }
    }

    @Test
    void illegalOptionsAreRefusedWithTheOptionTheValueAndWhatIsAllowed() {
        RequestIdHandler.Builder builder = RequestIdHandler.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.header("X Request\nID"))
                .withMessage("header must be a header name of 1 to 64 letters, digits and !#$%&'*+-.^_`|~,"
                        + " found 'X Request\\u000aID'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.header("Content-Length"))
                .withMessageContaining("found 'Content-Length'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.header("x".repeat(1000)))
                .withMessageContaining("... (1000 characters)'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxLength(129))
                .withMessage("maxLength must be 1 to 128, found '129'");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxLength(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.alphabet("abc/"))
                .withMessage("alphabet must be at least one character, all of them of [A-Za-z0-9_.=+-], found 'abc/'");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.alphabet(""));
        assertThatIllegalArgumentException().isThrownBy(builder::acceptHeaders);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.acceptHeaders("ok", ""));
        assertThatNullPointerException().isThrownBy(() -> builder.wrap(null));
    }

    @Test
    void nullIsRefusedForEveryOption() {
        RequestIdHandler.Builder builder = RequestIdHandler.builder();
        Map<String, Runnable> options = Map.of(
                "header", () -> builder.header(null),
                "acceptHeaders", () -> builder.acceptHeaders((String[]) null),
                "inbound", () -> builder.inbound(null),
                "trusted", () -> builder.trusted(null),
                "alphabet", () -> builder.alphabet(null),
                "traceparent", () -> builder.traceparent(null),
                "generator", () -> builder.generator(null),
                "accessLine", () -> builder.accessLine(null),
                "mode", () -> builder.mode(null));
        options.forEach((name, option) -> assertThatIllegalArgumentException()
                .isThrownBy(option::run)
                .withMessageStartingWith(name + " must be ")
                .withMessageEndingWith("found null"));
    }
}
