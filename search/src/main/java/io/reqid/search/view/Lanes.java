package io.reqid.search.view;

import io.reqid.search.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lanes for events in time order: one lane per task or, for events that tell none, per thread, each in a column of its own
 * from its first event to its last. A column is used again once its lane has ended; lanes that find no free column share
 * the last one.
 */
final class Lanes {
    private final int columns;
    private final int[] columnOf;
    private final int[] lastOf;
    private final PriorityQueue<Integer> free = new PriorityQueue<>();
    private final int[] open;
    private int used;

    private Lanes(List<?> keys, int columns) {
        this.columns = columns;
        this.columnOf = new int[keys.size()];
        this.lastOf = new int[keys.size()];
        this.open = new int[columns];
        for (int i = 0; i < columns; i++) {
            free.add(i);
        }
        place(keys);
    }

    /** {@return the lanes of events, of which each key is one} */
    static Lanes of(List<?> keys, int columns) {
        return new Lanes(keys, columns);
    }

    /** {@return what tells lanes apart: the task, else service and thread} */
    static Object key(@Nullable Task task, Event event) {
        return task != null ? task : Arrays.asList(event.serviceName(), event.thread());
    }

    private void place(List<?> keys) {
        Map<Object, Integer> last = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            last.put(keys.get(i), i);
        }
        Map<Object, Integer> columnsInUse = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Object key = keys.get(i);
            int column = columnsInUse.computeIfAbsent(key, any -> take());
            columnOf[i] = column;
            lastOf[i] = last.getOrDefault(key, i);
            used = Math.max(used, column + 1);
            if (lastOf[i] == i) {
                release(column);
            }
        }
    }

    private int take() {
        Integer column = free.poll();
        int taken = column == null ? columns - 1 : column;
        open[taken]++;
        return taken;
    }

    private void release(int column) {
        open[column]--;
        if (open[column] == 0) {
            free.add(column);
        }
    }

    /** {@return how many columns are used} */
    int width() {
        return used;
    }

    /** {@return the column of the event at a place} */
    int column(int place) {
        return columnOf[place];
    }

    /** {@return the place of the last event in the lane of the event at a place} */
    int last(int place) {
        return lastOf[place];
    }
}
