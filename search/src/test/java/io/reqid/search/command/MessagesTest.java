package io.reqid.search.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void messageNamesTheFileWhatWasFoundAndWhatToDo() {
        Messages messages = new Messages(err, false, false);

        messages.add(new Note(Kind.PARTIAL, "a.gz", "is cut off", "search the original"));
        messages.add(new Note(Kind.HINT, "", "something", ""));

        assertThat(told()).isEqualTo("reqid: a.gz: is cut off; search the original\nreqid: something\n");
    }

    @Test
    void controlCharactersAreEscapedWhoeverMadeTheMessage() {
        new Messages(err, false, false).add(new Note(Kind.HINT, "a\033[2J", "b\u202ec\n", "d\u0085"));

        assertThat(told()).isEqualTo("reqid: a\\x1b[2J: b\\u202ec\\x0a; d\\x85\n");
    }

    @Test
    void quietKeepsWhatMayBeMissingAndVerboseTellsDetails() {
        for (boolean[] flags : new boolean[][] {{true, false}, {false, false}, {false, true}}) {
            Messages messages = new Messages(err, flags[0], flags[1]);
            for (Kind kind : Kind.values()) {
                messages.add(new Note(kind, "", kind.name(), ""));
            }
        }

        assertThat(told().lines())
                .containsExactly(
                        "reqid: PARTIAL",
                        "reqid: HINT",
                        "reqid: PARTIAL",
                        "reqid: DETAIL",
                        "reqid: HINT",
                        "reqid: PARTIAL");
    }

    @Test
    void whatIsQuietStillMakesTheAnswerPartial() {
        Messages messages = new Messages(err, true, false);
        messages.add(new Note(Kind.HINT, "", "x", ""));
        assertThat(messages.anyPartial()).isFalse();

        messages.add(new Note(Kind.PARTIAL, "", "x", ""));
        assertThat(messages.anyPartial()).isTrue();
    }

    @Test
    void ofThousandsThatAreAlikeFiveAreShownAndTheRestCounted() {
        Messages messages = new Messages(err, false, false);
        for (int i = 0; i < 1_000; i++) {
            messages.add(new Note(Kind.PARTIAL, "f" + i, "is cut off after " + i + " bytes", "look"));
        }
        messages.add(new Note(Kind.PARTIAL, "g", "permission denied", ""));
        messages.finish();

        assertThat(told().lines()).hasSize(7).element(4).isEqualTo("reqid: f4: is cut off after 4 bytes; look");
        assertThat(told().lines()).element(5).isEqualTo("reqid: g: permission denied");
        assertThat(told().lines()).element(6).isEqualTo("reqid: and 995 more like this: is cut off after 0 bytes; look");
    }

    @Test
    void verboseShowsAllThatAreAlike() {
        Messages messages = new Messages(err, false, true);
        for (int i = 0; i < 20; i++) {
            messages.add(new Note(Kind.HINT, "f" + i, "x", ""));
        }
        messages.finish();

        assertThat(told().lines()).hasSize(20);
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
