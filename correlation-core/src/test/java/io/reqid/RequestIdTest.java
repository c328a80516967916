package io.reqid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.=+-";

    @Test
    void exactlyTheCharactersOfTheGrammarAreLegal() {
        IntStream.rangeClosed(0, Character.MAX_VALUE).forEach(code -> {
            boolean legal = ALPHABET.indexOf(code) >= 0;
            assertThat(RequestId.parse("a" + (char) code).isPresent())
                    .as("U+%04X", code)
                    .isEqualTo(legal);
            assertThat(RequestId.parse("" + (char) code).isPresent())
                    .as("first U+%04X", code)
                    .isEqualTo(legal && code != '.');
        });
    }

    static Stream<String> legal() {
        return Stream.of(
                "a",
                "0",
                "-",
                "=",
                "a.b",
                "x".repeat(128),
                ALPHABET,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    @ParameterizedTest
    @MethodSource("legal")
    void legalTextIsTakenAsItIs(String text) {
        assertThat(RequestId.parse(text)).contains(new RequestId(text));
        assertThat(new RequestId(text).value()).isEqualTo(text);
        assertThat(new RequestId(text)).hasToString(text);
    }

    static Stream<String> illegal() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                ".a",
                "x".repeat(129),
                "x".repeat(1 << 20),
                "a b",
                "a\n",
                "\r\nSet-Cookie: x=y",
                "a\0",
                "${jndi:ldap://evil/a}",
                "<script>",
                "a/b",
                "../../etc/passwd",
                "a\u001b[31m",
                "ä",
                "a\u2028",
                "\ud83d\ude00",
                "a\ud83d",
                "\u0661",
                "a%0a",
                "a,b",
                "a;b",
                "\"",
                "a:b");
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void illegalTextIsEmptyToParseAndItsErrorNeverRepeatsIt(String text) {
        assertThat(RequestId.parse(text)).isEmpty();
        assertThatThrownBy(() -> new RequestId(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 128 of [A-Za-z0-9_.=+-]")
                .hasMessageContaining("got " + text.length() + " characters")
                .satisfies(e -> assertThat(e.getMessage()).matches("[\\x20-\\x7e]{1,160}"))
                .satisfies(e -> {
                    if (text.length() > 3) {
                        assertThat(e.getMessage()).doesNotContain(text);
                    }
                });
    }

    @Test
    void theErrorNamesTheFirstFaultByItsNumber() {
        assertThatThrownBy(() -> new RequestId("ab\ncd\n")).hasMessageEndingWith(", U+000A at index 2");
        assertThatThrownBy(() -> new RequestId(".a")).hasMessageEndingWith(", U+002E at index 0");
    }

    @Test
    void anAbsentTextIsEmptyToParse() {
        assertThat(RequestId.parse(null)).isEmpty();
        assertThatThrownBy(() -> new RequestId(null)).isInstanceOf(NullPointerException.class);
    }

    /** What a generator made last on the thread is not checked again, and on a new thread that is nothing. */
    @Test
    void anAbsentTextIsRefusedOnAThreadThatHasMadeNoId() throws Exception {
        FutureTask<RequestId> making = new FutureTask<>(() -> new RequestId(null));
        Thread thread = new Thread(making);
        thread.start();
        assertThatThrownBy(making::get).hasCauseInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "01ARYZ6S41TSV4RRFFQ69G5FAV, 2016-07-30T22:36:16.385Z", // the example of the ULID specification, its own time
        "00000000000000000000000000, 1970-01-01T00:00:00Z",
        "7ZZZZZZZZZZZZZZZZZZZZZZZZZ, +10889-08-02T05:31:50.655Z",
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F, 2022-02-22T19:22:22Z", // the example of RFC 9562, appendix A.6
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f, 2022-02-22T19:22:22Z"
    })
    void aTimeOrderedIdTellsWhenItWasMade(String text, Instant time) {
        assertThat(new RequestId(text).createdAt()).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                "01ARYZ6S41TSV4RRFFQ69G5FAU",
                "01aryz6s41tsv4rrffq69g5fav",
                "01ARYZ6S41TSV4RRFFQ69G5FA",
                "01ARYZ6S41TSV4RRFFQ69G5FAVV",
                "017F22E2-79B0-4CC3-98C4-DC0C0C07398F",
                "017F22E2-79B0-7CC3-78C4-DC0C0C07398F",
                "017F22E2-79B0-7CC3-98C4-DC0C0C07398G",
                "017F22E2+79B0-7CC3-98C4-DC0C0C07398F",
                "------------------------------------",
                "4bf92f3577b34da6a3ce929d0e0e4736"
            })
    void anyOtherIdTellsNoTime(String text) {
        assertThat(new RequestId(text).createdAt()).isEmpty();
    }
}
