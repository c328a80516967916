package io.reqid.search.view;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of a log harmless and visible: what steers a terminal, turns the direction of text or hides is shown as
 * {@code \x1b}, {@code \}{@code u202e} or <code>&#92;u{e0041}</code>. A backslash of the text itself stays as it is. For one
 * thread.
 */
final class Visible {
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int FIRST_TAG = 0xE0000;
    private static final int LAST_TAG = 0xE0FFF;
    private static final int FIRST_SELECTOR = 0xE0100;
    private static final int LAST_SELECTOR = 0xE01EF;

    private final @Nullable CharsetEncoder encoder;

    private Visible(@Nullable CharsetEncoder encoder) {
        this.encoder = encoder;
    }

    /** {@return one that also escapes what an encoder cannot write} */
    static Visible with(CharsetEncoder encoder) {
        return new Visible(encoder);
    }

    /** {@return one for output in UTF-8} */
    static Visible inUnicode() {
        return new Visible(null);
    }

    /** {@return whether a code point is shown escaped everywhere: it steers, turns or hides text, or is half a character} */
    static boolean isHostile(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> codePoint != NON_JOINER && codePoint != JOINER;
            default ->
                codePoint >= FIRST_TAG
                        && codePoint <= LAST_TAG
                        && !(codePoint >= FIRST_SELECTOR && codePoint <= LAST_SELECTOR);
        };
    }

    /** {@return one line of text: a tab becomes four spaces, everything hostile is escaped} */
    String line(String text) {
        return show(text, false);
    }

    /** {@return text of several lines: ends of lines and tabs stay, everything else that is hostile is escaped} */
    String lines(String text) {
        return show(text, true);
    }

    private String show(String text, boolean severalLines) {
        int safe = safePart(text);
        if (safe == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, safe);
        for (int i = safe; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            boolean endsLine = codePoint == '\n' || (codePoint == '\r' && i < text.length() && text.charAt(i) == '\n');
            if (severalLines && (endsLine || codePoint == '\t')) {
                shown.append(codePoint == '\r' ? "" : Character.toString(codePoint));
            } else {
                append(shown, codePoint);
            }
        }
        return shown.toString();
    }

    private static int safePart(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7f) {
            i++;
        }
        return i;
    }

    private void append(StringBuilder shown, int codePoint) {
        if (codePoint == '\t') {
            shown.append("    ");
        } else if (isHostile(codePoint) || !isWritable(codePoint)) {
            appendEscape(shown, codePoint);
        } else {
            shown.appendCodePoint(codePoint);
        }
    }

    private boolean isWritable(int codePoint) {
        return encoder == null || encoder.canEncode(Character.toString(codePoint));
    }

    private static void appendEscape(StringBuilder shown, int codePoint) {
        String hex = Integer.toHexString(codePoint);
        if (codePoint < 0x100) {
            shown.append(codePoint < 0x10 ? "\\x0" : "\\x").append(hex);
        } else if (codePoint < 0x10000) {
            shown.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
        } else {
            shown.append("\\u{").append(hex).append('}');
        }
    }

    /** {@return bytes as text; those that are not UTF-8 become {@code \xff}} */
    static String decode(byte[] bytes, int from, int to) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer out = CharBuffer.allocate(to - from);
        StringBuilder text = new StringBuilder(to - from);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            text.append(out.flip());
            out.clear();
            for (int i = 0; i < result.length(); i++) {
                appendEscape(text, in.get() & 0xff);
            }
            decoder.reset();
            result = decoder.decode(in, out, true);
        }
        return text.append(out.flip()).toString();
    }
}
