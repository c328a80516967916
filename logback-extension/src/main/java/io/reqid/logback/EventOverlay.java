package io.reqid.logback;

import io.reqid.AsyncHooks;
import io.reqid.Attribute;
import io.reqid.RequestContext;
import java.io.Serial;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The MDC map of an event: a thread's MDC as it was, and over it the id of the request that caused the event. A view on an
 * immutable map, so that it may go to another thread, and one map serves all events of a request until the MDC changes.
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

    /** The request keeps the first one only: to exchange it for each change of the MDC would cost more than it saves. */
    private static EventOverlay over(Map<String, String> mdc, RequestContext request) {
        EventOverlay first = request.get(FIRST);
        if (first != null && first.mdc == mdc) {
            return first;
        }
        EventOverlay overlay = new EventOverlay(mdc, request);
        if (first == null) {
            request.set(FIRST, overlay);
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
        int size = mdc.size();
        for (String key : KEYS) {
            if (added(key) != null && !mdc.containsKey(key)) {
                size++;
            }
        }
        return size;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new Entries();
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

    private final class Entries extends AbstractSet<Entry<String, String>> {
        @Override
        public int size() {
            return EventOverlay.this.size();
        }

        @Override
        public Iterator<Entry<String, String>> iterator() {
            List<Entry<String, String>> entries = new ArrayList<>(mdc.size() + KEYS.length);
            for (Entry<String, String> entry : mdc.entrySet()) {
                if (added(entry.getKey()) == null) {
                    entries.add(entry);
                }
            }
            for (String key : KEYS) {
                String value = added(key);
                if (value != null) {
                    entries.add(new SimpleImmutableEntry<>(key, value));
                }
            }
            return Collections.unmodifiableList(entries).iterator();
        }
    }
}
