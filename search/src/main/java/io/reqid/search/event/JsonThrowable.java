package io.reqid.search.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the exceptions of Logback's JsonEncoder, which are objects, in the form of a stack trace. */
final class JsonThrowable {
    private final StringBuilder text = new StringBuilder();
    private final Deque<Part> parts = new ArrayDeque<>();

    private JsonThrowable() {}

    /** One exception that is still to be printed. */
    private record Part(Map<?, ?> tree, String caption, String indent) {}

    /** {@return the stack trace, without a line end at its end} */
    static String print(Map<?, ?> tree) {
        JsonThrowable printer = new JsonThrowable();
        printer.parts.push(new Part(tree, "", ""));
        while (!printer.parts.isEmpty()) {
            printer.print(printer.parts.pop());
        }
        return printer.text.toString();
    }

    private void print(Part part) {
        Map<?, ?> tree = part.tree();
        line(part.indent() + part.caption() + header(tree));
        if (tree.get("stepArray") instanceof List<?> frames) {
            for (Object frame : frames) {
                if (frame instanceof Map<?, ?> step) {
                    line(part.indent() + "\tat " + frame(step));
                }
            }
        }
        if (tree.get("commonFramesCount") instanceof JsonNumber count && count.intOr(0) > 0) {
            line(part.indent() + "\t... " + count.text() + " common frames omitted");
        }
        later(part);
    }

    /** What was suppressed comes first, then the cause: pushed the other way round. */
    private void later(Part part) {
        if (part.tree().get("cause") instanceof Map<?, ?> cause) {
            parts.push(new Part(cause, "Caused by: ", part.indent()));
        }
        if (part.tree().get("suppressed") instanceof List<?> suppressed) {
            for (int i = suppressed.size() - 1; i >= 0; i--) {
                if (suppressed.get(i) instanceof Map<?, ?> tree) {
                    parts.push(new Part(tree, "Suppressed: ", part.indent() + "\t"));
                }
            }
        }
    }

    private void line(String line) {
        if (text.length() > 0) {
            text.append('\n');
        }
        text.append(line);
    }

    private static String header(Map<?, ?> tree) {
        String name = textOr(tree.get("className"), "?");
        String message = JsonPath.text(tree.get("message"));
        return message == null || message.equals("null") ? name : name + ": " + message;
    }

    private static String frame(Map<?, ?> step) {
        String method = textOr(step.get("className"), "?") + "." + textOr(step.get("methodName"), "?");
        int line = step.get("lineNumber") instanceof JsonNumber number ? number.intOr(-1) : -1;
        String file = JsonPath.text(step.get("fileName"));
        if (line == -2) {
            return method + "(Native Method)";
        }
        if (file == null || file.equals("null")) {
            return method + "(Unknown Source)";
        }
        return method + "(" + file + (line >= 0 ? ":" + line : "") + ")";
    }

    private static String textOr(@Nullable Object value, String other) {
        String text = JsonPath.text(value);
        return text == null ? other : text;
    }
}
