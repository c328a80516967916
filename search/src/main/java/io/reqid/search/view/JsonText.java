package io.reqid.search.view;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON (RFC 8259) as it comes. Whatever steers, turns or hides text, and {@code <}, which could end a script of a
 * page, is escaped; half a surrogate pair becomes U+FFFD: the text is valid UTF-8 and safe to print. For one thread.
 */
final class JsonText {
    private static final int BUFFER = 1 << 14;

    private final OutputStream out;
    private final StringBuilder pending = new StringBuilder();
    private boolean comma;

    JsonText(OutputStream out) {
        this.out = out;
    }

    JsonText beginObject() throws IOException {
        return begin('{');
    }

    JsonText endObject() throws IOException {
        return end('}');
    }

    JsonText beginArray() throws IOException {
        return begin('[');
    }

    JsonText endArray() throws IOException {
        return end(']');
    }

    private JsonText begin(char bracket) throws IOException {
        separate();
        pending.append(bracket);
        comma = false;
        return this;
    }

    private JsonText end(char bracket) throws IOException {
        pending.append(bracket);
        comma = true;
        return this;
    }

    JsonText name(String name) throws IOException {
        separate();
        quote(name);
        pending.append(':');
        comma = false;
        return this;
    }

    JsonText value(String text) throws IOException {
        separate();
        quote(text);
        comma = true;
        return this;
    }

    JsonText value(long number) throws IOException {
        separate();
        pending.append(number);
        comma = true;
        return this;
    }

    JsonText field(String name, String text) throws IOException {
        return name(name).value(text);
    }

    JsonText field(String name, long number) throws IOException {
        return name(name).value(number);
    }

    /** Ends a line; what follows is a text of its own. */
    void endLine() throws IOException {
        pending.append('\n');
        comma = false;
    }

    /** Hands everything to the stream, and does not flush that. */
    void write() throws IOException {
        out.write(pending.toString().getBytes(StandardCharsets.UTF_8));
        pending.setLength(0);
    }

    private void separate() throws IOException {
        if (comma) {
            pending.append(',');
        }
        writeIfFull();
    }

    private void writeIfFull() throws IOException {
        if (pending.length() >= BUFFER) {
            write();
        }
    }

    private void quote(String text) throws IOException {
        pending.append('"');
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            append(codePoint);
            writeIfFull();
        }
        pending.append('"');
    }

    private void append(int codePoint) {
        switch (codePoint) {
            case '"' -> pending.append("\\\"");
            case '\\' -> pending.append("\\\\");
            case '\n' -> pending.append("\\n");
            case '\r' -> pending.append("\\r");
            case '\t' -> pending.append("\\t");
            default -> appendOther(codePoint);
        }
    }

    private void appendOther(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7f && codePoint != '<') {
            pending.append((char) codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            pending.append('\uFFFD');
        } else if (codePoint == '<' || Visible.isHostile(codePoint)) {
            for (char unit : Character.toChars(codePoint)) {
                pending.append("\\u").append(Integer.toHexString(0x10000 | unit), 1, 5);
            }
        } else {
            pending.appendCodePoint(codePoint);
        }
    }
}
