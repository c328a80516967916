package io.reqid.logback;

import io.reqid.AsyncHooks;
import io.reqid.Attribute;
import io.reqid.RequestContext;
import java.io.Serial;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The MDC map of an event: a thread's MDC as it was, and over it the id of the request that caused the event. A view on an
 * immutable map, so that it may go to another thread, and one map serves all events of a request until the MDC changes.
 *
 * <p>Two fields are filled in later, without a lock: what they hold is immutable and can be made again, so a thread that
 * does not see what another one wrote makes its own.
 */
class EventOverlay extends AbstractMap<String, String> implements Serializable {
    static final String REQUEST_ID = "reqId";
    static final String ASYNC_ID = "asyncId";
    static final String TRIGGER_ASYNC_ID = "triggerAsyncId";

    private static final String[] KEYS = {REQUEST_ID, ASYNC_ID, TRIGGER_ASYNC_ID};
    private static final Attribute<EventOverlay> FIRST = Attribute.named("event overlay");

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> mdc;
    private final transient @Nullable RequestContext request;
    private transient @Nullable Entries entries;
    private transient @Nullable EventOverlay latest;

    private EventOverlay(Map<String, String> mdc, @Nullable RequestContext request) {
        this.mdc = mdc;
        this.request = request;
    }

    /** {@return the map of an event that happens now, on this thread; the MDC itself if there is nothing to add} */
    static @Nullable Map<String, String> over(@Nullable Map<String, String> mdc) {
        RequestContext request = RequestContext.current();
        if (AsyncIds.tracked()) {
            return new WithAsyncIds(orEmpty(mdc), request);
        }
        return request == null ? mdc : over(orEmpty(mdc), request);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> mdc) {
        return mdc == null ? Collections.emptyMap() : mdc;
    }

    private static EventOverlay over(Map<String, String> mdc, RequestContext request) {
        EventOverlay first = request.get(FIRST);
        if (first == null) {
            EventOverlay overlay = new EventOverlay(mdc, request);
            request.set(FIRST, overlay);
            return overlay;
        }
        return first.mdc == mdc ? first : first.latestOver(mdc);
    }

    /** The request keeps its first map, and that the latest one: to exchange what a request keeps takes a fence. */
    private EventOverlay latestOver(Map<String, String> changed) {
        EventOverlay overlay = latest;
        if (overlay == null || overlay.mdc != changed) {
            overlay = new EventOverlay(changed, request);
            latest = overlay;
        }
        return overlay;
    }

    /** {@return the request that caused the event, or null outside a request} */
    @Nullable
    RequestContext request() {
        return request;
    }

    /** {@return what stands over the MDC under a key, or null} */
    @Nullable
    String added(@Nullable Object key) {
        return REQUEST_ID.equals(key) && request != null ? request.id().value() : null;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        String added = added(key);
        return added == null ? mdc.get(key) : added;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return added(key) != null || mdc.containsKey(key);
    }

    @Override
    public int size() {
        return entrySet().size();
    }

    /** Encoders of JSON ask for each line, and most lines of a request have the same map. */
    @Override
    public Set<Entry<String, String>> entrySet() {
        Entries known = entries;
        if (known == null) {
            known = new Entries(listed());
            entries = known;
        }
        return known;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there is no array of a generic type
    private Entry<String, String>[] listed() {
        Entry<String, String>[] listed = new Entry[mdc.size() + KEYS.length];
        int size = 0;
        for (Entry<String, String> entry : mdc.entrySet()) {
            if (added(entry.getKey()) == null) {
                listed[size++] = entry;
            }
        }
        for (String key : KEYS) {
            String value = added(key);
            if (value != null) {
                listed[size++] = new SimpleImmutableEntry<>(key, value);
            }
        }
        return Arrays.copyOf(listed, size);
    }

    /** A receiver of serialized events need not know this class. */
    @Serial
    final Object writeReplace() {
        return new HashMap<>(this);
    }

    /** What a task's lines carry once an async id is printed anywhere. */
    private static final class WithAsyncIds extends EventOverlay {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient long asyncId = AsyncHooks.executionAsyncId();
        private final transient long triggerAsyncId = AsyncHooks.triggerAsyncId();

        WithAsyncIds(Map<String, String> mdc, @Nullable RequestContext request) {
            super(mdc, request);
        }

        @Override
        @Nullable
        String added(@Nullable Object key) {
            if (ASYNC_ID.equals(key)) {
                return Long.toString(asyncId);
            }
            return TRIGGER_ASYNC_ID.equals(key) ? Long.toString(triggerAsyncId) : super.added(key);
        }
    }

    private static final class Entries extends AbstractSet<Entry<String, String>> {
        private final Entry<String, String>[] listed;

        Entries(Entry<String, String>[] listed) {
            this.listed = listed;
        }

        @Override
        public int size() {
            return listed.length;
        }

        @Override
        public Iterator<Entry<String, String>> iterator() {
            return Arrays.asList(listed).iterator();
        }
    }
}
