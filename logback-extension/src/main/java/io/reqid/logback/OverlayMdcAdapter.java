package io.reqid.logback;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Logback's own MDC, whose map has the request id over it when an event asks for it. What the application puts, gets
 * and copies stays Logback's business, since {@code org.slf4j.MDC} keeps the adapter that this one stands before.
 */
class OverlayMdcAdapter extends LogbackMDCAdapter {
    private final LogbackMDCAdapter mdc;

    OverlayMdcAdapter(LogbackMDCAdapter mdc) {
        this.mdc = mdc;
    }

    /** {@return the adapter that this one stands before} */
    final LogbackMDCAdapter base() {
        return mdc;
    }

    @Override
    public @Nullable Map<String, String> getPropertyMap() {
        return EventOverlay.over(mdc.getPropertyMap());
    }

    @Override
    public void put(String key, @Nullable String value) {
        mdc.put(key, value);
    }

    @Override
    public @Nullable String get(String key) {
        return mdc.get(key);
    }

    @Override
    public void remove(String key) {
        mdc.remove(key);
    }

    @Override
    public void clear() {
        mdc.clear();
    }

    @Override
    public @Nullable Set<String> getKeys() {
        return mdc.getKeys();
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, String> getCopyOfContextMap() {
        return mdc.getCopyOfContextMap();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void setContextMap(@Nullable Map values) {
        mdc.setContextMap(values);
    }

    @Override
    public final void pushByKey(String key, String value) {
        mdc.pushByKey(key, value);
    }

    @Override
    public final @Nullable String popByKey(String key) {
        return mdc.popByKey(key);
    }

    @Override
    public final @Nullable Deque<String> getCopyOfDequeByKey(String key) {
        return mdc.getCopyOfDequeByKey(key);
    }

    @Override
    public final void clearDequeByKey(String key) {
        mdc.clearDequeByKey(key);
    }
}
