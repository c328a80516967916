package io.reqid.search.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds values in objects by key, where dots in a key may also stand for objects in objects. */
final class JsonPath {
    private JsonPath() {}

    /** {@return the value of a key, or null if there is none} */
    static @Nullable Object find(Map<?, ?> object, String key) {
        Object value = object.get(key);
        if (value != null) {
            return value == JsonReader.NULL ? null : value;
        }
        int dot = key.indexOf('.');
        while (dot > 0) {
            if (object.get(key.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object found = find(inner, key.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
            dot = key.indexOf('.', dot + 1);
        }
        return null;
    }

    /** {@return the value of the first key that has one, or null} */
    static @Nullable Object first(Map<?, ?> object, List<String> keys) {
        for (String key : keys) {
            Object value = find(object, key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** {@return a text, a number or a truth value as text, or null} */
    static @Nullable String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof JsonNumber number
                ? number.text()
                : value instanceof Boolean truth ? truth.toString() : null;
    }
}
