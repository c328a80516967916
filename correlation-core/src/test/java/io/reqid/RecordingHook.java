package io.reqid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A hook that writes down what it is told, each event as one line such as {@code "init Executor.execute"}. */
final class RecordingHook implements AsyncHook {
    /** One event. */
    record Event(String name, long asyncId, String type, long triggerAsyncId) {}

    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private final Map<Long, String> types = new ConcurrentHashMap<>();
    private final boolean destroyOnGc;

    RecordingHook() {
        this(false);
    }

    RecordingHook(boolean destroyOnGc) {
        this.destroyOnGc = destroyOnGc;
    }

    @Override
    public void init(long asyncId, String type, long triggerAsyncId, AsyncResource resource) {
        types.put(asyncId, type);
        events.add(new Event("init", asyncId, type, triggerAsyncId));
    }

    @Override
    public void before(long asyncId) {
        add("before", asyncId);
    }

    @Override
    public void after(long asyncId) {
        add("after", asyncId);
    }

    @Override
    public void settled(long asyncId) {
        add("settled", asyncId);
    }

    @Override
    public void destroy(long asyncId) {
        add("destroy", asyncId);
    }

    @Override
    public boolean destroyOnGc() {
        return destroyOnGc;
    }

    private void add(String name, long asyncId) {
        events.add(new Event(name, asyncId, types.getOrDefault(asyncId, "unknown"), 0));
    }

    List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** {@return the names of the events of one type of work, in their order} */
    List<String> namesOf(String type) {
        return events().stream()
                .filter(event -> event.type().equals(type))
                .map(Event::name)
                .toList();
    }

    List<Event> named(String name) {
        return events().stream().filter(event -> event.name().equals(name)).toList();
    }
}
