package io.reqid.search.view;

import io.reqid.search.event.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What nodes and events of a tree are called, visible and for one line. */
final class Labels {
    private final TaskGraph graph;
    private final Visible visible;
    private final Glyphs glyphs;
    private final boolean severalServices;

    Labels(TaskGraph graph, Visible visible, Glyphs glyphs, boolean severalServices) {
        this.graph = graph;
        this.visible = visible;
        this.glyphs = glyphs;
        this.severalServices = severalServices;
    }

    /** {@return {@code task 21}, {@code storefront task 21}, {@code tasks 21 → 24}} */
    String name(TaskTree.Node node) {
        List<Task> tasks = node.tasks();
        Task first = tasks.get(0);
        String service = severalServices ? eventOf(first).serviceName() + " " : "";
        String name = tasks.size() == 1
                ? "task " + first.asyncId()
                : "tasks " + first.asyncId() + " " + glyphs.arrow + " "
                        + tasks.get(tasks.size() - 1).asyncId();
        return visible.line(service + name);
    }

    /** {@return how many tasks a chain has, threads, duration and where the node hangs, as far as there is anything to say} */
    List<String> about(TaskTree.Node node, List<Event> events) {
        int tasks = node.tasks().size();
        return Stream.of(
                        tasks > 1 ? EventSelection.count(tasks, "task") + " one after another" : "",
                        threads(events),
                        events.size() > 1 ? duration(events) : "",
                        events.isEmpty() ? "no event of its own to show" : "",
                        node.hidden() > 0 ? "by way of " + EventSelection.count(node.hidden(), "other task") : "",
                        looseEnd(node.tasks().get(0)))
                .filter(fact -> !fact.isEmpty())
                .toList();
    }

    private String threads(List<Event> events) {
        Set<String> threads = new LinkedHashSet<>();
        for (Event event : events) {
            String thread = event.thread();
            if (thread != null) {
                threads.add(thread);
            }
        }
        if (threads.isEmpty()) {
            return "";
        }
        String more = threads.size() == 1 ? "" : " and " + EventSelection.count(threads.size() - 1, "other thread");
        return visible.line(threads.iterator().next()) + more;
    }

    private static String duration(List<Event> events) {
        Summary summary = Summary.of(events);
        return summary.hasTime() ? Times.span(summary.durationNanos(), " ") : "";
    }

    private static String looseEnd(Task task) {
        return switch (task.link()) {
            case UNSEEN -> "caused by task " + task.trigger() + ", which logged nothing here";
            case CYCLE -> "caused by task " + task.trigger() + ", which it caused itself";
            case TOP, CAUSED -> "";
        };
    }

    /** {@return whether the node hangs where it does since what caused it is not known} */
    boolean isLoose(TaskTree.Node node) {
        Task.Link link = node.tasks().get(0).link();
        return link == Task.Link.UNSEEN || link == Task.Link.CYCLE;
    }

    /** {@return task and thread of an event, where they are not those of the event before it in its node} */
    String ofEvent(int place, TaskTree.Path path) {
        Event event = graph.events().get(place);
        int previous = path.previousEvent();
        Event before = previous < 0 ? null : graph.events().get(previous);
        boolean atRoot = path.depth() < 0;
        String label = path.node().tasks().size() > 1 ? ofTask(place, previous) : "";
        String thread = event.thread();
        boolean sameThread = before == null ? !atRoot : Objects.equals(thread, before.thread());
        boolean sameService = before != null && before.serviceName().equals(event.serviceName());
        if (atRoot && severalServices && !(sameThread && sameService)) {
            return "[" + visible.line(event.serviceName() + (thread == null ? "" : " " + thread)) + "]";
        }
        return sameThread || thread == null
                ? label
                : label + (label.isEmpty() ? "[" : " [") + visible.line(thread) + "]";
    }

    private String ofTask(int place, int previous) {
        Task task = graph.taskOf(place);
        return task == null || (previous >= 0 && graph.taskOf(previous) == task) ? "" : "#" + task.asyncId();
    }

    private Event eventOf(Task task) {
        return graph.events().get(task.events().get(0));
    }

    /** {@return which request a mention is of} */
    static String ofMention(Visible visible, Event mention) {
        @Nullable String id = mention.requestId();
        return "[" + (id == null ? "no request" : visible.line(id)) + "]";
    }
}
