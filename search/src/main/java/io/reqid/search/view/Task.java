package io.reqid.search.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task of a request: all events of one process run with one async id. */
final class Task {
    /** How a task hangs in the tree. */
    enum Link {
        /** Nothing caused it, as far as its events say. */
        TOP,
        /** By the task that caused it. */
        CAUSED,
        /** At the root, since no event of the task that caused it is known. */
        UNSEEN,
        /** At the root, since it is said to have caused itself over others. */
        CYCLE
    }

    private final int ordinal;
    private final long asyncId;
    private final List<Integer> events = new ArrayList<>();
    private long trigger;
    private @Nullable Task parent;
    private Link link = Link.TOP;

    Task(int ordinal, long asyncId) {
        this.ordinal = ordinal;
        this.asyncId = asyncId;
    }

    /** {@return its place among the tasks of the request, by first event} */
    int ordinal() {
        return ordinal;
    }

    long asyncId() {
        return asyncId;
    }

    /** {@return the async id of what caused it, or 0 or less} */
    long trigger() {
        return trigger;
    }

    /** {@return the places of its events in the request, ascending} */
    List<Integer> events() {
        return events;
    }

    @Nullable
    Task parent() {
        return parent;
    }

    Link link() {
        return link;
    }

    void add(int event, long triggerAsyncId) {
        events.add(event);
        if (triggerAsyncId > 0) {
            trigger = triggerAsyncId;
        }
    }

    void hang(Link how, @Nullable Task under) {
        link = how;
        parent = under;
    }
}
