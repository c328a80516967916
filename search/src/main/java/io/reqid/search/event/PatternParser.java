package io.reqid.search.event;

import io.reqid.search.event.PatternNode.Group;
import io.reqid.search.event.PatternNode.Text;
import io.reqid.search.event.PatternNode.Width;
import io.reqid.search.event.PatternNode.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Logback's pattern language as Logback itself does: escapes, format modifiers, options, groups. Source: chapter
 * "Layouts" of the manual, and what logback-core 1.5.38 does with it. For one thread; used once.
 */
final class PatternParser {
    private static final int DEEPEST = 50;
    private static final int WIDEST = 10_000;

    private final String pattern;
    private int at;

    private PatternParser(String pattern) {
        this.pattern = pattern;
    }

    /**
     * {@return the elements of a pattern}
     *
     * @throws IllegalArgumentException if it is not a pattern; the message names the place of the fault
     */
    static List<PatternNode> parse(String pattern) {
        if (pattern.isBlank()) {
            throw new IllegalArgumentException(
                    "the pattern is empty; a pattern is for example %d %-5level [%reqId] %msg%n");
        }
        PatternParser parser = new PatternParser(pattern);
        List<PatternNode> nodes = parser.nodes(0);
        if (parser.at < pattern.length()) {
            throw parser.fault("this ')' closes no group; write \\) to print it", parser.at);
        }
        return nodes;
    }

    private List<PatternNode> nodes(int depth) {
        List<PatternNode> nodes = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != ')') {
            char c = pattern.charAt(at);
            if (c == '%') {
                flush(text, nodes);
                PatternNode node = conversion(depth);
                nodes.add(node);
                if (node instanceof Group && pattern.charAt(at - 1) == ')' && at < pattern.length()) {
                    literalBehindGroup(text);
                }
            } else if (c == '\\') {
                escape(text);
            } else {
                text.append(c);
                at++;
            }
        }
        flush(text, nodes);
        return nodes;
    }

    /** Logback takes a percent sign at once behind a group without options for text. */
    private void literalBehindGroup(StringBuilder text) {
        if (pattern.charAt(at) == '%') {
            text.append('%');
            at++;
        }
    }

    private static void flush(StringBuilder text, List<PatternNode> nodes) {
        if (text.length() > 0) {
            nodes.add(new Text(text.toString()));
            text.setLength(0);
        }
    }

    private void escape(StringBuilder text) {
        int start = at++;
        if (at == pattern.length()) {
            throw fault("nothing follows the backslash", start);
        }
        char c = pattern.charAt(at++);
        switch (c) {
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'n' -> text.append('\n');
            case '_' -> {} // ends a word and prints nothing
            case '\\', '%', '(', ')', '{', '}' -> text.append(c);
            default -> throw fault("a backslash may stand before one of \\ % ( ) { } _ t r n", start);
        }
    }

    private PatternNode conversion(int depth) {
        int start = at++;
        Width width = width(start);
        int nameStart = at;
        while (at < pattern.length() && Character.isJavaIdentifierPart(pattern.charAt(at))) {
            at++;
        }
        String name = pattern.substring(nameStart, at);
        if (at < pattern.length() && pattern.charAt(at) == '(') {
            return group(name, width, start, depth);
        }
        if (name.isEmpty()) {
            throw fault("no conversion word follows the percent sign; write \\% to print it", start);
        }
        return new Word(name, options(), width);
    }

    private Group group(String name, Width width, int start, int depth) {
        if (depth == DEEPEST) {
            throw fault("groups are nested deeper than " + DEEPEST, start);
        }
        at++;
        List<PatternNode> children = nodes(depth + 1);
        if (at == pattern.length()) {
            throw fault("the group that begins here is not closed", start);
        }
        at++;
        return new Group(name, children, options(), width);
    }

    /** {@code 20}, {@code -20}, {@code .30}, {@code .-30} and their combinations. */
    private Width width(int start) {
        int from = at;
        while (at < pattern.length() && "-.0123456789".indexOf(pattern.charAt(at)) >= 0) {
            at++;
        }
        String modifier = pattern.substring(from, at);
        int dot = modifier.indexOf('.');
        String least = dot < 0 ? modifier : modifier.substring(0, dot);
        String most = dot < 0 ? "" : modifier.substring(dot + 1);
        if (dot >= 0 && most.isEmpty()) {
            throw fault("a number must follow the dot of a format modifier", start);
        }
        return new Width(
                number(least, start, 0),
                number(most, start, Integer.MAX_VALUE),
                !least.startsWith("-"),
                !most.startsWith("-"));
    }

    private int number(String text, int start, int absent) {
        if (text.isEmpty()) {
            return absent;
        }
        String digits = text.startsWith("-") ? text.substring(1) : text;
        if (digits.isEmpty() || digits.length() > 5 || !isNumber(digits)) {
            throw fault("a format modifier is a number like 5, -5, .30 or -5.30", start);
        }
        int value = Integer.parseInt(digits);
        if (value > WIDEST) {
            throw fault("a width may be " + WIDEST + " at most", start);
        }
        return value;
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        if (at == pattern.length() || pattern.charAt(at) != '{') {
            return options;
        }
        int start = at++;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '}') {
                at++;
                return options;
            } else if (c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                at++;
            } else if (c == '\'' || c == '"') {
                options.add(quoted(c, start));
            } else {
                options.add(raw());
            }
        }
        throw fault("the options that begin here are not closed", start);
    }

    private String quoted(char quote, int start) {
        StringBuilder option = new StringBuilder();
        for (at++; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == quote) {
                at++;
                return option.toString();
            }
            if (c == '\\' && at + 1 < pattern.length()) {
                char escaped = pattern.charAt(++at);
                if (escaped != quote && escaped != '\\') {
                    option.append('\\');
                }
                option.append(escaped);
            } else {
                option.append(c);
            }
        }
        throw fault("a quotation mark in these options is not closed", start);
    }

    private String raw() {
        int start = at;
        while (at < pattern.length() && pattern.charAt(at) != ',' && pattern.charAt(at) != '}') {
            at++;
        }
        return pattern.substring(start, at).trim();
    }

    private IllegalArgumentException fault(String what, int place) {
        return new IllegalArgumentException("fault in the pattern at character " + (place + 1) + ": " + what);
    }
}
