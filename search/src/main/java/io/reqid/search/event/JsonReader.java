package io.reqid.search.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object (RFC 8259) out of bytes, without recursion, and as far as it goes: of an object that is cut off, or
 * that has a fault, everything before the fault is read. Of a key that occurs twice the first value counts: loggers write
 * their own fields before those of the application. What is nested deeper than {@value #DEEPEST} levels is left out.
 * Values are {@link String}, {@link JsonNumber}, {@link Boolean}, {@link #NULL}, {@link List} and {@link Map}. For one
 * thread; used once.
 */
final class JsonReader {
    /** The value null. */
    static final Object NULL = new Object();

    static final int DEEPEST = 400;

    private final byte[] bytes;
    private final int to;
    private int at;
    private boolean fault;

    /** The objects and arrays that are open, and the keys under which they will stand. */
    private final List<Object> open = new ArrayList<>();

    private @Nullable String key;

    private JsonReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** {@return the object that begins at a place, as far as it can be read, or null if none begins there} */
    static @Nullable Map<String, Object> read(byte[] bytes, int from, int to) {
        JsonReader reader = new JsonReader(bytes, from, to);
        reader.skipSpace();
        if (reader.at >= to || bytes[reader.at] != '{') {
            return null;
        }
        reader.at++;
        Map<String, Object> root = new LinkedHashMap<>();
        reader.open.add(root);
        while (!reader.fault && !reader.open.isEmpty()) {
            reader.next();
        }
        return root;
    }

    private void next() {
        skipSpace();
        if (at >= to) {
            fault = true;
            return;
        }
        Object inner = open.get(open.size() - 1);
        byte b = bytes[at];
        if (b == '}' || b == ']') {
            close();
        } else if (b == ',') {
            at++;
        } else if (inner instanceof Map && key == null) {
            readKey();
        } else {
            readValue(b);
        }
    }

    private void close() {
        at++;
        open.remove(open.size() - 1);
        key = null;
    }

    private void readKey() {
        String read = bytes[at] == '"' ? string() : null;
        skipSpace();
        if (read == null || at >= to || bytes[at] != ':') {
            fault = true;
            return;
        }
        at++;
        key = read;
    }

    private void readValue(byte b) {
        if (b == '{' || b == '[') {
            at++;
            begin(b == '{' ? new LinkedHashMap<String, Object>() : new ArrayList<Object>());
        } else if (b == '"') {
            add(string());
        } else {
            add(literal());
        }
    }

    private void begin(Object container) {
        if (open.size() >= DEEPEST) {
            skipContainer();
            key = null;
            return;
        }
        add(container);
        open.add(container);
    }

    /** Behind the opening bracket of what is too deep: goes on behind its closing one. */
    private void skipContainer() {
        int depth = 1;
        while (at < to && depth > 0) {
            byte b = bytes[at];
            if (b == '"') {
                at = JsonString.stringEnd(bytes, at + 1, to) + 1;
                continue;
            }
            depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
            at++;
        }
        fault |= depth > 0;
    }

    @SuppressWarnings("unchecked")
    private void add(@Nullable Object value) {
        if (value == null) {
            fault = true;
            return;
        }
        Object inner = open.get(open.size() - 1);
        if (inner instanceof List<?> list) {
            ((List<Object>) list).add(value);
        } else if (key != null) {
            ((Map<String, Object>) inner).putIfAbsent(key, value);
        }
        key = null;
    }

    /** A string that is cut off is read as far as it goes: it is the last value then. */
    private @Nullable String string() {
        int start = at + 1;
        int end = JsonString.stringEnd(bytes, start, to);
        at = end + 1;
        return JsonString.unescape(bytes, start, Math.min(end, to));
    }

    private @Nullable Object literal() {
        int start = at;
        while (at < to && isLiteralByte(bytes[at])) {
            at++;
        }
        String text = Lines.text(bytes, start, at);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> NULL;
            default -> JsonNumber.isNumber(text) ? new JsonNumber(text) : null;
        };
    }

    private static boolean isLiteralByte(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == 'E' || b == '+' || b == '-' || b == '.';
    }

    private void skipSpace() {
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
    }
}
