package io.reqid.search.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page around the data: {@code page.html} with style and script in their places. The page's Content-Security-Policy lets
 * exactly that style and that script run, by their hashes (W3C CSP Level 3, 6.7.2), and nothing be loaded.
 */
final class Page {
    private static final String DATA = "{{data}}";

    private final String style = resource("page.css");
    private final String script = resource("page.js");
    private final String template = resource("page.html");

    /** Writes what stands before the data. */
    void begin(OutputStream out, String title) throws IOException {
        write(out, template.substring(0, template.indexOf(DATA)), title);
    }

    /** Writes what stands behind the data. */
    void end(OutputStream out) throws IOException {
        write(out, template.substring(template.indexOf(DATA) + DATA.length()), "");
    }

    private void write(OutputStream out, String part, String title) throws IOException {
        Map<String, String> values = Map.of(
                "style", style,
                "script", script,
                "style-hash", sha256(style),
                "script-hash", sha256(script),
                "title", escaped(title));
        int from = 0;
        for (int open = part.indexOf("{{"); open >= 0; open = part.indexOf("{{", from)) {
            int close = part.indexOf("}}", open);
            String value = values.get(part.substring(open + 2, close));
            if (value == null) {
                throw new IllegalStateException("page.html names a place that is not known, at character " + open);
            }
            write(out, part.substring(from, open));
            write(out, value);
            from = close + 2;
        }
        write(out, part.substring(from));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String resource(String name) {
        try (@Nullable InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + Page.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(name + " cannot be read", unreadable);
        }
    }
}
