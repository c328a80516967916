package io.reqid.search.event;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Resolves <code>${name:-default}</code>, also nested in itself, as Logback does: a name is looked up in the file, then in the
 * system; one without a value and a default becomes {@code name_IS_UNDEFINED}.
 */
final class Variables {
    private static final int DEEPEST = 20;
    private static final int LONGEST = 100_000;

    private final Map<String, String> own;
    private final UnaryOperator<@Nullable String> system;

    Variables(Map<String, String> own, UnaryOperator<@Nullable String> system) {
        this.own = own;
        this.system = system;
    }

    String resolve(String text) {
        return resolve(text, 0);
    }

    private String resolve(String text, int depth) {
        int start = text.indexOf("${");
        if (start < 0) {
            return text;
        }
        if (depth > DEEPEST || text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "variables are nested deeper than " + DEEPEST + " or refer to themselves");
        }
        StringBuilder resolved = new StringBuilder();
        int from = 0;
        while (start >= 0) {
            int end = closing(text, start + 2);
            resolved.append(text, from, start);
            if (end < 0) {
                throw new IllegalArgumentException("a variable is not closed: ${ without }");
            }
            resolved.append(value(text.substring(start + 2, end), depth + 1));
            if (resolved.length() > LONGEST) {
                throw new IllegalArgumentException("its variables make more than " + LONGEST + " characters");
            }
            from = end + 1;
            start = text.indexOf("${", from);
        }
        return resolved.append(text, from, text.length()).toString();
    }

    /** Braces of conversion words in a default, like those of %d, come in pairs. */
    private static int closing(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private String value(String content, int depth) {
        int mark = defaultMark(content);
        String name = resolve(mark < 0 ? content : content.substring(0, mark), depth);
        String value = own.get(name);
        if (value == null) {
            value = system.apply(name);
        }
        if (value != null) {
            return resolve(value, depth);
        }
        return mark < 0 ? name + "_IS_UNDEFINED" : resolve(content.substring(mark + 2), depth);
    }

    private static int defaultMark(String content) {
        int depth = 0;
        for (int i = 0; i + 1 < content.length(); i++) {
            char c = content.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0 && c == ':' && content.charAt(i + 1) == '-') {
                return i;
            }
        }
        return -1;
    }
}
