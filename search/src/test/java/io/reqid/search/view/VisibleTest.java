package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTest {
    private final Visible visible = Visible.inUnicode();

    @ParameterizedTest
    @CsvSource({
        "0, \\x00",
        "7, \\x07",
        "1b, \\x1b",
        "7f, \\x7f",
        "85, \\x85",
        "9b, \\x9b",
        "ad, \\xad",
        "61c, \\u061c",
        "200b, \\u200b",
        "200e, \\u200e",
        "202a, \\u202a",
        "202e, \\u202e",
        "2028, \\u2028",
        "2066, \\u2066",
        "2069, \\u2069",
        "feff, \\ufeff",
        "d800, \\ud800",
        "dfff, \\udfff",
        "e0041, \\u{e0041}"
    })
    void whatSteersTurnsOrHidesTextIsEscaped(String codePoint, String shown) {
        String text = Character.toString(Integer.parseInt(codePoint, 16));
        assertThat(visible.line("a" + text + "b")).isEqualTo("a" + shown + "b");
    }

    @Test
    void textOfAllLanguagesAndJoinedEmojiStayAsTheyAre() {
        String text =
                "caf\u00e9 \u65e5\u672c \u05e9\u05dc\u05d5\u05dd \u0645\u06cc\u200c\u062e \ud83d\udc68\u200d\ud83d\udc69 \\n";
        assertThat(visible.line(text)).isEqualTo(text);
    }

    @Test
    void lineHoldsNoTabAndNoLineEnd() {
        assertThat(visible.line("a\tb\nc\rd")).isEqualTo("a    b\\x0ac\\x0dd");
    }

    @Test
    void linesKeepTheirTabsAndEndsButNoCarriageReturnAlone() {
        assertThat(visible.lines("a\tb\nc\rd\r\ne\u001b")).isEqualTo("a\tb\nc\\x0dd\ne\\x1b");
    }

    @Test
    void whatTheTerminalLacksIsEscaped() {
        Visible latin = Visible.with(StandardCharsets.ISO_8859_1.newEncoder());
        assertThat(latin.line("\u00e9\u4e2d\ud83c\udf89")).isEqualTo("\u00e9\\u4e2d\\u{1f389}");
    }

    @Test
    void bytesThatAreNotUtf8AreShownOneByOne() {
        byte[] bytes = {'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xc3, 'b', (byte) 0xff, (byte) 0xe4, (byte) 0xb8};
        assertThat(Visible.decode(bytes, 0, bytes.length)).isEqualTo("a\u00e9\\xc3b\\xff\\xe4\\xb8");
        assertThat(Visible.decode(bytes, 1, 3)).isEqualTo("\u00e9");
    }

    @Test
    void anyBytesDecodeToTextThatNamesEachOfThem() {
        Random random = new Random(6);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            String expected = new String(bytes, StandardCharsets.UTF_8);
            String text = Visible.decode(bytes, 0, bytes.length);
            assertThat(text.replaceAll("(\\\\x[0-9a-f]{2})+", "?"))
                    .as("round %d", round)
                    .isEqualTo(expected.replaceAll("\ufffd+", "?"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a, 1",
        "\u00e9, 1",
        "\u65e5, 2",
        "\uff21, 2",
        "\uac00, 2",
        "\ud83c\udf89, 2",
        "e\u0301, 1",
        "\u200d, 0",
        "\ud842\udfb7, 2",
        "\u2026, 1"
    })
    void wideCharactersTakeTwoColumnsAndMarksNone(String text, int columns) {
        assertThat(TextWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void cutNeverLeavesHalfAWideCharacter() {
        assertThat(TextWidth.cut("\u65e5\u672c\u8a9e", 5, "\u2026")).isEqualTo("\u65e5\u672c\u2026");
        assertThat(TextWidth.cut("\u65e5\u672c\u8a9e", 4, "\u2026")).isEqualTo("\u65e5\u2026");
        assertThat(TextWidth.cut("\u65e5\u672c\u8a9e", 6, "\u2026")).isEqualTo("\u65e5\u672c\u8a9e");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "250000, 0.25ms",
        "184000000, 184ms",
        "9999999999, 9999ms",
        "12345000000, 12.3s",
        "59999000000, 59.9s",
        "123000000000, 2m03s",
        "3723000000000, 1h02m",
        "9223372036854775807, 2562047h47m"
    })
    void spansAreShort(long nanos, String shown) {
        assertThat(Times.span(nanos, "")).isEqualTo(shown);
    }

    @Test
    void commandsSurviveAShellWhateverAFileIsCalled() {
        assertThat(Commands.reqid("01K1", java.util.List.of("logs/app.log"))).isEqualTo("reqid 01K1 logs/app.log");
        assertThat(Commands.grep("-a", java.util.List.of("it's $(x) `y`", "a\u001b\n'b")))
                .isEqualTo("grep -F -e '-a' -- 'it'\\''s $(x) `y`' $'a\\x1b\\x0a\\x27b'");
    }
}
