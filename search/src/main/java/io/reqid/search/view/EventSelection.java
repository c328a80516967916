package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which events of a request the options let through, and how many they do not. */
final class EventSelection {
    private final RequestLog log;
    private final ViewOptions options;
    private final BitSet shown = new BitSet();
    private final List<Event> mentions = new ArrayList<>();
    private int ofOtherTasks;
    private int belowLevel;

    private EventSelection(RequestLog log, ViewOptions options) {
        this.log = log;
        this.options = options;
    }

    static EventSelection of(RequestLog log, ViewOptions options) {
        return of(log, options, options.task().isPresent() ? TaskGraph.of(log.events()) : null);
    }

    static EventSelection of(RequestLog log, ViewOptions options, @Nullable TaskGraph graph) {
        EventSelection selection = new EventSelection(log, options);
        selection.selectEvents(graph == null ? null : wanted(graph, options.task()));
        if (options.mentions()) {
            log.mentions().forEach(selection::selectMention);
        }
        return selection;
    }

    /** {@return the places of the tasks that are asked for and of those they caused, or null for all events} */
    private static @Nullable BitSet wanted(TaskGraph graph, OptionalLong asyncId) {
        if (asyncId.isEmpty()) {
            return null;
        }
        BitSet events = new BitSet();
        BitSet tasks = new BitSet();
        for (Task task : graph.parentsFirst()) {
            Task parent = task.parent();
            if (task.asyncId() == asyncId.getAsLong() || (parent != null && tasks.get(parent.ordinal()))) {
                tasks.set(task.ordinal());
                task.events().forEach(events::set);
            }
        }
        return events;
    }

    private void selectEvents(@Nullable BitSet wanted) {
        for (int i = 0; i < log.events().size(); i++) {
            if (wanted != null && !wanted.get(i)) {
                ofOtherTasks++;
            } else if (isBelow(log.events().get(i))) {
                belowLevel++;
            } else {
                shown.set(i);
            }
        }
    }

    private void selectMention(Event mention) {
        if (isBelow(mention)) {
            belowLevel++;
        } else {
            mentions.add(mention);
        }
    }

    /** An event of unknown level may be grave. */
    private boolean isBelow(Event event) {
        Severity least = options.minSeverity();
        Severity severity = event.severity();
        return least != null && severity != null && severity.compareTo(least) < 0;
    }

    /** {@return the places of the request's events to be shown} */
    BitSet shown() {
        return shown;
    }

    /** {@return the request's events to be shown} */
    List<Event> events() {
        List<Event> events = new ArrayList<>(shown.cardinality());
        for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1)) {
            events.add(log.events().get(i));
        }
        return events;
    }

    /** {@return the mentions to be shown: none unless asked for} */
    List<Event> mentions() {
        return mentions;
    }

    /** {@return what the reader should know of what is not shown, a line each} */
    List<String> notShown() {
        List<String> lines = new ArrayList<>();
        if (ofOtherTasks > 0) {
            lines.add(count(ofOtherTasks, "event") + " of other tasks not shown");
        }
        if (belowLevel > 0) {
            lines.add(count(belowLevel, "event") + " below " + options.minSeverity() + " not shown");
        }
        if (!options.mentions() && !log.mentions().isEmpty()) {
            int mentioned = log.mentions().size();
            lines.add(count(mentioned, "mention") + " in other requests; --mentions shows "
                    + (mentioned == 1 ? "it" : "them"));
        }
        return lines;
    }

    /** {@return a number with its noun: {@code 1 event}, {@code 30,211 events}} */
    static String count(long number, String noun) {
        StringBuilder text = new StringBuilder().append(number);
        for (int comma = text.length() - 3; comma > 0; comma -= 3) {
            text.insert(comma, ',');
        }
        return text.append(' ').append(noun).append(number == 1 ? "" : "s").toString();
    }
}
