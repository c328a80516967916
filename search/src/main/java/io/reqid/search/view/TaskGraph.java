package io.reqid.search.view;

import io.reqid.search.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one request and what caused them, as its events tell by async id and trigger id: a forest, whatever the
 * events hold. A task whose cause is not among the events, or that would be its own cause, stands at the root.
 */
final class TaskGraph {
    private final List<Event> events;
    private final List<Task> tasks = new ArrayList<>();
    private final @Nullable Task[] taskOf;
    private final Map<Key, Task> byKey = new HashMap<>();
    private final int[] runs;

    private record Key(int run, long asyncId) {}

    private TaskGraph(List<Event> events) {
        this.events = events;
        this.taskOf = new Task[events.size()];
        this.runs = new int[events.size()];
        collect();
        tasks.forEach(this::hang);
        breakCycles();
    }

    static TaskGraph of(List<Event> events) {
        return new TaskGraph(events);
    }

    /** {@return whether the event says which task it belongs to} */
    static boolean hasTask(Event event) {
        return event.asyncId() > 0;
    }

    List<Event> events() {
        return events;
    }

    /** {@return the tasks by first event} */
    List<Task> tasks() {
        return tasks;
    }

    /** {@return the task of the event at a place, or null if it says none} */
    @Nullable
    Task taskOf(int event) {
        return taskOf[event];
    }

    /** {@return the tasks, each after its parent} */
    List<Task> parentsFirst() {
        List<List<Task>> children = children();
        List<Task> order = new ArrayList<>(tasks.size());
        for (Task task : tasks) {
            if (task.parent() == null) {
                order.add(task);
            }
        }
        for (int next = 0; next < order.size(); next++) {
            order.addAll(children.get(order.get(next).ordinal()));
        }
        return order;
    }

    private List<List<Task>> children() {
        List<List<Task>> children = new ArrayList<>(tasks.size());
        tasks.forEach(task -> children.add(new ArrayList<>(1)));
        for (Task task : tasks) {
            Task parent = task.parent();
            if (parent != null) {
                children.get(parent.ordinal()).add(task);
            }
        }
        return children;
    }

    private void collect() {
        ProcessRuns processRuns = new ProcessRuns();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (hasTask(event)) {
                runs[i] = processRuns.of(event);
                Task task = byKey.computeIfAbsent(new Key(runs[i], event.asyncId()), this::newTask);
                task.add(i, event.triggerAsyncId());
                taskOf[i] = task;
            }
        }
    }

    private Task newTask(Key key) {
        Task task = new Task(tasks.size(), key.asyncId());
        tasks.add(task);
        return task;
    }

    private void hang(Task task) {
        if (task.trigger() > 0) {
            Task cause = byKey.get(new Key(runs[task.events().get(0)], task.trigger()));
            task.hang(cause == null ? Task.Link.UNSEEN : Task.Link.CAUSED, cause);
        }
    }

    /** Takes from each cycle the task with the first event. */
    private void breakCycles() {
        int[] walk = new int[tasks.size()];
        for (Task start : tasks) {
            Task at = start;
            while (at != null && walk[at.ordinal()] == 0) {
                walk[at.ordinal()] = start.ordinal() + 1;
                at = at.parent();
            }
            if (at != null && walk[at.ordinal()] == start.ordinal() + 1) {
                earliestOfCycle(at).hang(Task.Link.CYCLE, null);
            }
        }
    }

    private static Task earliestOfCycle(Task member) {
        Task earliest = member;
        for (Task at = member.parent(); at != null && at != member; at = at.parent()) {
            earliest = at.ordinal() < earliest.ordinal() ? at : earliest;
        }
        return earliest;
    }
}
