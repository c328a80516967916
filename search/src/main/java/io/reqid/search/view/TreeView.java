package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Requests as trees of tasks. */
final class TreeView implements View {
    private static final int MOST_LEVELS = 40;
    private static final int COLUMNS_PER_LEVEL = 8;

    private final EventLines lines;
    private final ViewOptions options;
    private final int levels;
    private boolean first = true;

    TreeView(OutputStream out, ViewOptions options) {
        this.lines = new EventLines(out, options);
        this.options = options;
        this.levels = options.width() == 0 ? MOST_LEVELS : options.width() / COLUMNS_PER_LEVEL;
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
        TaskTree.of(graph, selection.shown()).walk(new Drawing(graph));
        if (!selection.mentions().isEmpty()) {
            lines.tail(List.of(EventSelection.count(selection.mentions().size(), "mention") + " in other requests:"));
        }
        for (Event mention : selection.mentions()) {
            lines.event(mention, this::putMentionSign, Labels.ofMention(lines.visible(), mention));
        }
        lines.tail(selection.notShown());
    }

    private void putMentionSign(boolean firstRow) {
        lines.screen().put(Style.DIM, firstRow ? lines.glyphs().mention + " " : "  ");
    }

    /** Draws one tree. */
    private final class Drawing implements TaskTree.Visitor {
        private final TaskGraph graph;
        private final Labels labels;
        private final boolean hasTasks;

        Drawing(TaskGraph graph) {
            this.graph = graph;
            this.labels = new Labels(
                    graph,
                    lines.visible(),
                    lines.glyphs(),
                    lines.summary().services().size() > 1);
            this.hasTasks = !graph.tasks().isEmpty();
        }

        @Override
        public void node(TaskTree.Path path) throws IOException {
            TaskTree.Node node = path.node();
            List<Event> events = node.events().stream().map(graph.events()::get).toList();
            lines.begin(events);
            Screen screen = lines.screen();
            boolean loose = labels.isLoose(node);
            screen.put(Style.DIM, above(path, path.depth() - 1) + edge(path, loose));
            screen.put(Style.STRONG, loose ? lines.glyphs().loose + " " : lines.glyphs().task + " ");
            String name = TextWidth.cut(labels.name(node), Math.max(screen.room(), 1), lines.glyphs().cut);
            screen.put(Style.STRONG, name);
            String about = "  " + String.join("  ", labels.about(node, events));
            screen.put(Style.DIM, TextWidth.cut(about, Math.max(screen.room(), 0), lines.glyphs().cut));
            screen.endLine();
        }

        @Override
        public void event(int place, TaskTree.Path path) throws IOException {
            Event event = graph.events().get(place);
            lines.event(event, firstRow -> putTrunks(path, firstRow), labels.ofEvent(place, path));
        }

        private void putTrunks(TaskTree.Path path, boolean firstRow) {
            boolean atRoot = path.depth() < 0;
            lines.screen().put(Style.DIM, atRoot ? alone(firstRow) : above(path, path.depth() + 1));
        }

        /** Tells events without a task from those of the task above. */
        private String alone(boolean firstRow) {
            return !hasTasks ? "" : firstRow ? lines.glyphs().alone + " " : "  ";
        }

        /** The trunks of the first levels, or, where there are too many, how many there are and the last of them. */
        private String above(TaskTree.Path path, int depth) {
            StringBuilder trunks = new StringBuilder();
            int from = Math.max(depth - levels, 0);
            if (from > 0) {
                trunks.append('(').append(path.depth()).append(") ");
            }
            for (int level = from; level < depth; level++) {
                trunks.append(path.comesMore(level) ? lines.glyphs().trunk + " " : "  ");
            }
            return trunks.toString();
        }

        private String edge(TaskTree.Path path, boolean loose) {
            Glyphs glyphs = lines.glyphs();
            if (path.depth() == 0) {
                return "";
            }
            boolean last = !path.comesMore(path.depth() - 1);
            return last
                    ? (loose ? glyphs.looseLastBranch : glyphs.lastBranch)
                    : loose ? glyphs.looseBranch : glyphs.branch;
        }
    }
}
