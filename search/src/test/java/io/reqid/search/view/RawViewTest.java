package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reqid.search.event.Event;
import io.reqid.search.event.Origin;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RawViewTest {
    private static final Origin FIRST = new Origin("a", "a.log", 0);
    private static final Origin SECOND = new Origin("b", "b.log", 1);

    private static Event event(Origin origin, long position, long nanos, String bytes) {
        return Event.at(origin, position, bytes.getBytes(StandardCharsets.ISO_8859_1))
                .epochNanos(nanos)
                .build();
    }

    private static String raw(RequestLog... logs) {
        return new String(Shown.plainly().raw(logs), StandardCharsets.ISO_8859_1);
    }

    private static RequestLog log(String id, Event... events) {
        return new RequestLog(id, List.of(events), List.of());
    }

    @Test
    void bytesAreWrittenAsTheyStand() {
        String hostile = "a\u0000\u001b[31m\u00ff\u00fe\r\n\tat x\r\n";
        assertThat(raw(log("id", event(FIRST, 0, 1, hostile), event(FIRST, 9, 2, "b"))))
                .isEqualTo(hostile + "b");
    }

    @Test
    void lineEndIsAddedOnlyBetweenEvents() {
        assertThat(raw(log("id", event(FIRST, 0, 1, "a"), event(SECOND, 0, 2, "b\n"), event(SECOND, 2, 3, "c"))))
                .isEqualTo("a\nb\nc");
    }

    @Test
    void severalRequestsAreMergedInTimeOrder() {
        assertThat(raw(
                        log(
                                "1",
                                event(FIRST, 0, 10, "a\n"),
                                event(FIRST, 4, Event.NO_TIME, "b\n"),
                                event(FIRST, 6, 30, "e\n")),
                        log("2", event(FIRST, 2, 10, "c\n"), event(SECOND, 0, 10, "d\n"))))
                .isEqualTo("a\nb\nc\nd\ne\n".replace("b\nc", "c\nb"))
                .as("ties are in file order")
                .isEqualTo("a\nc\nb\nd\ne\n");
    }

    @Test
    void eventThatTwoRequestsShareIsWrittenOnce() {
        Event shared = event(FIRST, 0, 1, "shared\n");
        assertThat(raw(log("1", shared), log("2", event(FIRST, 0, 1, "shared\n"), event(FIRST, 7, 2, "b\n"))))
                .isEqualTo("shared\nb\n");
    }

    @Test
    void mentionsAreWrittenWhereTheyBelongInTime() {
        RequestLog log = new RequestLog(
                "1",
                List.of(event(FIRST, 0, 1, "a\n"), event(FIRST, 9, 3, "c\n")),
                List.of(event(SECOND, 0, 2, "b\n")));
        assertThat(raw(log)).isEqualTo("a\nc\n");
        assertThat(new String(
                        Shown.with(ViewOptions.STANDARD.withMentions(true)).raw(log), StandardCharsets.UTF_8))
                .isEqualTo("a\nb\nc\n");
    }

    @Test
    void whatIsNotShownIsToldBesideTheOutput() {
        Shown shown = Shown.with(ViewOptions.STANDARD.withMinSeverity(Severity.ERROR));
        assertThat(shown.raw(new Written().add("i", event -> event).log())).isEmpty();
        assertThat(shown.notes).extracting(note -> note.found()).containsExactly("1 event below ERROR not shown");
    }

    static Stream<OutputStream> brokenPipes() {
        return Stream.of(0, 1, 2).map(BrokenPipe::new);
    }

    /** A pipe whose reader goes after some writes. */
    private static final class BrokenPipe extends OutputStream {
        private int left;

        BrokenPipe(int writes) {
            this.left = writes;
        }

        @Override
        public void write(int any) throws IOException {
            write(new byte[] {(byte) any}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (left-- <= 0) {
                throw new IOException("Broken pipe");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("brokenPipes")
    void brokenPipePassesThroughUntouchedInEveryView(OutputStream out) {
        Written written = new Written();
        for (int i = 0; i < 5000; i++) {
            written.add("a line that fills buffers soon enough", event -> event);
        }
        List<RequestLog> logs = List.of(written.log());
        ViewOptions options = ViewOptions.STANDARD;
        for (View view : List.of(
                View.raw(out, options, note -> {}),
                View.json(out, options, note -> {}),
                View.tree(out, options),
                View.lanes(out, options),
                View.html(out, options))) {
            assertThatThrownBy(() -> view.show(logs))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Broken pipe");
        }
    }
}
