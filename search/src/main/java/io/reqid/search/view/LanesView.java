package io.reqid.search.view;

import io.reqid.search.event.RequestLog;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests in time order, with lanes. */
final class LanesView implements View {
    private static final int MOST_COLUMNS = 8;
    private static final int FEWEST_COLUMNS = 2;
    private static final int COLUMNS_PER_LANE = 12;
    private static final int WIDEST_LABEL = 24;
    private static final int LABEL_SHARE = 4;

    private final EventLines lines;
    private final ViewOptions options;
    private final int columns;
    private boolean first = true;

    LanesView(OutputStream out, ViewOptions options) {
        this.lines = new EventLines(out, options);
        this.options = options;
        this.columns = options.width() == 0
                ? MOST_COLUMNS
                : Math.min(Math.max(options.width() / COLUMNS_PER_LANE, FEWEST_COLUMNS), MOST_COLUMNS);
    }

    @Override
    public void show(List<RequestLog> logs) throws IOException {
        for (RequestLog log : logs) {
            if (!first) {
                lines.screen().endLine();
            }
            first = false;
            show(log);
        }
        lines.screen().flush();
    }

    private void show(RequestLog log) throws IOException {
        TaskGraph graph = TaskGraph.of(log.events());
        EventSelection selection = EventSelection.of(log, options, graph);
        lines.head(log, graph.tasks().size());
        new Drawing(graph, selection).draw();
        lines.tail(selection.notShown());
    }

    /** Draws the events of one request. */
    private final class Drawing {
        private final List<TimeOrder.Placed> events;
        private final List<String> labels = new ArrayList<>();
        private final Lanes lanes;
        private final int labelWidth;
        private final int[] laneEnd;

        Drawing(TaskGraph graph, EventSelection selection) {
            this.events = TimeOrder.merge(List.of(selection.events(), selection.mentions()));
            List<Object> keys = new ArrayList<>();
            int place = -1;
            for (TimeOrder.Placed placed : events) {
                place = placed.list() == 0 ? selection.shown().nextSetBit(place + 1) : place;
                Task task = placed.list() == 0 ? graph.taskOf(place) : null;
                keys.add(placed.list() == 0 ? Lanes.key(task, placed.event()) : List.of());
                labels.add(label(placed, task));
            }
            this.lanes = Lanes.of(keys, columns);
            this.labelWidth = labelWidth();
            this.laneEnd = new int[lanes.width()];
        }

        private String label(TimeOrder.Placed placed, @Nullable Task task) {
            if (placed.list() > 0) {
                return Labels.ofMention(lines.visible(), placed.event());
            }
            String service =
                    lines.summary().services().size() > 1 ? placed.event().serviceName() + " " : "";
            String thread = placed.event().thread();
            String name = (task == null ? "" : "#" + task.asyncId() + " ") + (thread == null ? "" : thread);
            return lines.visible().line((service + name).strip());
        }

        private int labelWidth() {
            int most = options.width() == 0 ? WIDEST_LABEL : Math.min(options.width() / LABEL_SHARE, WIDEST_LABEL);
            return labels.stream()
                    .mapToInt(TextWidth::of)
                    .map(width -> Math.min(width, most))
                    .max()
                    .orElse(0);
        }

        void draw() throws IOException {
            for (int i = 0; i < events.size(); i++) {
                int place = i;
                int column = lanes.column(i);
                laneEnd[column] = Math.max(laneEnd[column], lanes.last(i));
                lines.event(events.get(i).event(), firstRow -> putLanes(place, firstRow), "");
            }
        }

        private void putLanes(int place, boolean firstRow) {
            Screen screen = lines.screen();
            for (int column = 0; column < laneEnd.length; column++) {
                boolean here = firstRow && column == lanes.column(place);
                boolean open = firstRow ? laneEnd[column] >= place : laneEnd[column] > place;
                String sign = here ? sign(place) : open && isBegun(column, place) ? lines.glyphs().trunk : " ";
                screen.put(Style.ofLane(column), sign);
                screen.put(" ");
            }
            String label = firstRow ? TextWidth.cut(labels.get(place), labelWidth, lines.glyphs().cut) : "";
            screen.put(Style.ofLane(lanes.column(place)), TextWidth.pad(label, labelWidth));
            screen.put(labelWidth == 0 ? "" : " ");
        }

        private boolean isBegun(int column, int place) {
            return laneEnd[column] > place || lanes.column(place) == column;
        }

        private String sign(int place) {
            TimeOrder.Placed placed = events.get(place);
            if (placed.list() > 0) {
                return String.valueOf(lines.glyphs().mention);
            }
            char mark = lines.glyphs().of(placed.event().severity());
            return mark == lines.glyphs().event ? lines.glyphs().task : String.valueOf(mark);
        }
    }
}
