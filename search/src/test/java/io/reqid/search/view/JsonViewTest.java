package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.Event;
import io.reqid.search.event.Origin;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import io.reqid.search.view.ViewOptions.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonViewTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private static List<JsonNode> objects(String json) {
        return json.lines().map(JACKSON::readTree).toList();
    }

    @Test
    void everyFieldIsThereUnderItsDocumentedName() {
        RequestLog log = new RequestLog(
                "id-1",
                List.of(Event.at(new Origin("of file", "logs/app.log", 0), 4711, new byte[0])
                        .epochNanos(Written.START + 123_456_789)
                        .severity(Severity.WARN)
                        .thread("main")
                        .logger("a.B")
                        .message("m")
                        .stackTrace("x.Y: z\n\tat q\n")
                        .asyncId(9_007_199_254_740_993L)
                        .triggerAsyncId(0)
                        .service("shop")
                        .process("77")
                        .build()),
                List.of());
        assertThat(Shown.plainly().json(log))
                .isEqualTo("{\"reqId\":\"id-1\",\"time\":\"2026-08-03T01:33:19.323456789Z\",\"level\":\"WARN\","
                        + "\"service\":\"shop\",\"process\":\"77\",\"thread\":\"main\",\"logger\":\"a.B\",\"message\":\"m\","
                        + "\"stackTrace\":\"x.Y: z\\n\\tat q\\n\",\"asyncId\":9007199254740993,\"triggerAsyncId\":0,"
                        + "\"file\":\"logs/app.log\",\"offset\":4711}\n");
    }

    @Test
    void whatIsNotKnownIsLeftOutAndTheEventItselfGivenInstead() {
        RequestLog log = new RequestLog(
                "id", List.of(Event.at(Written.APP, 0, bytes("as it\nstands\n")).build()), List.of());
        JsonNode object = objects(Shown.plainly().json(log)).get(0);
        assertThat(object.propertyNames()).containsExactly("reqId", "service", "file", "offset", "raw");
        assertThat(object.get("raw").asString()).isEqualTo("as it\nstands\n");
    }

    @Test
    void eventThatIsNotUtf8IsGivenInBase64() {
        byte[] bytes = {'a', (byte) 0xfe, '\n'};
        RequestLog log =
                new RequestLog("id", List.of(Event.at(Written.APP, 0, bytes).build()), List.of());
        JsonNode object = objects(Shown.plainly().json(log)).get(0);
        assertThat(Base64.getDecoder().decode(object.get("rawBase64").asString()))
                .isEqualTo(bytes);
        assertThat(object.has("raw")).isFalse();
    }

    @Test
    void rawIsThereWhenAskedFor() {
        RequestLog log = new Written().add("m", event -> event).log();
        assertThat(objects(Shown.plainly().json(log)).get(0).has("raw")).isFalse();
        assertThat(objects(Shown.with(ViewOptions.STANDARD.withRaw(true)).json(log))
                        .get(0)
                        .get("raw")
                        .asString())
                .isEqualTo("m\n");
    }

    @Test
    void everyCharacterComesBackAndNoneIsDangerous() throws IOException {
        StringBuilder every = new StringBuilder();
        for (int i = 0; i <= 0x10ffff; i++) {
            every.appendCodePoint(i >= 0xd800 && i <= 0xdfff ? '-' : i);
        }
        RequestLog log = new Written().add(every.toString(), event -> event).log();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        View.json(out, ViewOptions.STANDARD, note -> {}).show(List.of(log));
        String json = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(out.toByteArray()))
                .toString();
        assertThat(json.codePoints().filter(Visible::isHostile).toArray()).containsExactly('\n');
        assertThat(json).doesNotContain("<");
        assertThat(JACKSON.readTree(json).get("message").asString()).isEqualTo(every.toString());
    }

    @Test
    void halfACharacterIsReplacedSoThatTheTextStaysUtf8() {
        RequestLog log =
                new Written().add("a\ud83c", event -> event.thread("\udf89b")).log();
        JsonNode object = objects(Shown.plainly().json(log)).get(0);
        assertThat(object.get("message").asString()).isEqualTo("a\ufffd");
        assertThat(object.get("thread").asString()).isEqualTo("\ufffdb");
    }

    @Test
    void stackTraceIsWholeUnlessLessIsAskedFor() {
        RequestLog log = new Written()
                .add("m", event -> event.stackTrace("a.B: c\r\n\tat d\r\n"))
                .log();
        assertThat(Shown.plainly().json(log)).contains("\"stackTrace\":\"a.B: c\\r\\n\\tat d\\r\\n\"");
        assertThat(Shown.with(ViewOptions.STANDARD.withStack(Stack.HEAD)).json(log))
                .contains("\"stackTrace\":\"a.B: c\"");
        assertThat(Shown.with(ViewOptions.STANDARD.withStack(Stack.NONE)).json(log))
                .doesNotContain("stackTrace");
    }

    @Test
    void mentionIsNeverTakenForAnEventOfTheRequest() {
        RequestLog log = new Written()
                .add("own", event -> event)
                .mention("m1", event -> event)
                .mention("m2", event -> event.requestId(null))
                .log();
        List<JsonNode> objects =
                objects(Shown.with(ViewOptions.STANDARD.withMentions(true)).json(log));
        assertThat(objects).hasSize(3);
        assertThat(objects.get(0).has("mentionOf")).isFalse();
        assertThat(objects.get(1).get("reqId").asString()).isEqualTo("other");
        assertThat(objects.get(1).get("mentionOf").asString()).isEqualTo(Written.ID);
        assertThat(objects.get(2).has("reqId")).isFalse();
    }

    @Test
    void whatIsNotShownIsToldBesideTheOutput() {
        Shown shown = Shown.with(ViewOptions.STANDARD.withMinSeverity(Severity.WARN));
        assertThat(shown.json(new Written()
                        .add("i", event -> event)
                        .mention("m", event -> event)
                        .log()))
                .isEmpty();
        assertThat(shown.notes)
                .extracting(note -> note.found())
                .containsExactly("1 event below WARN not shown", "1 mention in other requests; --mentions shows it");
    }

    @Test
    void timesFarAwayAreStillWritten() {
        RequestLog log = new Written()
                .add("first", event -> event.epochNanos(Long.MIN_VALUE + 1))
                .add("last", event -> event.epochNanos(Long.MAX_VALUE))
                .log();
        assertThat(Shown.plainly().json(log))
                .contains("\"1677-09-21T00:12:43.145224193Z\"", "\"2262-04-11T23:47:16.854775807Z\"");
        assertThat(Shown.with(ViewOptions.STANDARD.withTimeline(true)).tree(log))
                .contains("+2562047h47m|");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
