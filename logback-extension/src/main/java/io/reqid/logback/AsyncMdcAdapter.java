package io.reqid.logback;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.reqid.AsyncLocal;
import io.reqid.RequestContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An MDC whose values belong to the work and not to the thread: one immutable map in the store, copied on write. Where
 * no scope, request or task encloses the caller, nothing would ever end a value, and it stays with the thread as in
 * Logback's own MDC; work that begins there sees it until it writes a value of its own.
 */
final class AsyncMdcAdapter extends OverlayMdcAdapter {
    private static final AsyncLocal<Map<String, String>> VALUES = AsyncLocal.named("mdc");

    AsyncMdcAdapter(LogbackMDCAdapter threads) {
        super(threads);
    }

    private @Nullable Map<String, String> values() {
        Map<String, String> values = VALUES.get();
        return values == null ? base().getPropertyMap() : values;
    }

    /** Enters a changed copy of the values; returns false if the thread's own MDC is the one to change. */
    private boolean change(Consumer<Map<String, String>> change) {
        Map<String, String> values = values();
        Map<String, String> changed = values == null ? new HashMap<>() : new HashMap<>(values);
        change.accept(changed);
        return VALUES.tryEnter(Collections.unmodifiableMap(changed));
    }

    @Override
    public @Nullable Map<String, String> getPropertyMap() {
        return EventOverlay.over(values());
    }

    @Override
    public void put(String key, @Nullable String value) {
        if (key == null) {
            throw new IllegalArgumentException("key cannot be null");
        }
        if (!change(values -> values.put(key, value))) {
            super.put(key, value);
        }
    }

    @Override
    public @Nullable String get(String key) {
        String id = EventOverlay.REQUEST_ID.equals(key) ? RequestContext.currentId() : null;
        if (id != null) {
            return id;
        }
        Map<String, String> values = values();
        return values == null || key == null ? null : values.get(key);
    }

    @Override
    public void remove(String key) {
        if (key != null && !change(values -> values.remove(key))) {
            super.remove(key);
        }
    }

    @Override
    public void clear() {
        if (!change(Map::clear)) {
            super.clear();
        }
    }

    @Override
    public @Nullable Set<String> getKeys() {
        Map<String, String> values = values();
        return values == null ? null : values.keySet();
    }

    /** Without the request id: a copy that is set elsewhere might outlive the request. */
    @Override
    public @Nullable Map<String, String> getCopyOfContextMap() {
        Map<String, String> values = values();
        return values == null ? null : new HashMap<>(values);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public void setContextMap(@Nullable Map map) {
        boolean entered = change(values -> {
            values.clear();
            if (map != null) {
                values.putAll(map);
            }
        });
        if (!entered) {
            super.setContextMap(map);
        }
    }
}
