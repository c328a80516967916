package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests as one page. The rows of the tree are written as JSON in the order in which they are shown; the page's script
 * makes elements for those on the screen only, and puts all text in as text.
 *
 * <p>A row has its depth in {@code d}. A node: name {@code t}, about {@code a}, loose {@code l}, from {@code f} to {@code e}
 * on the axis. An event: offset {@code o}, level {@code v}, label {@code h}, thread {@code p}, logger {@code g}, message
 * {@code m}, stack trace {@code x}, what is folded {@code r}, time {@code z}, service {@code s}, task {@code n}, place
 * {@code w}; of a mention {@code k}, and its request {@code i}. A comment: {@code c}. Spans are in nanoseconds.
 */
final class HtmlView implements View {
    private final OutputStream out;
    private final ViewOptions options;
    private final JsonText json;
    private final Page page = new Page();
    private final Visible visible = Visible.inUnicode();

    HtmlView(OutputStream out, ViewOptions options) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.options = options;
        this.json = new JsonText(this.out);
    }

    @Override
    public void show(List<RequestLog> logs) throws IOException {
        page.begin(out, title(logs));
        json.beginObject().name("requests").beginArray();
        for (RequestLog log : logs) {
            show(log);
        }
        json.endArray().endObject();
        json.write();
        page.end(out);
        out.flush();
    }

    private String title(List<RequestLog> logs) {
        return "reqid "
                + (logs.size() == 1 ? visible.line(logs.get(0).id()) : EventSelection.count(logs.size(), "request"));
    }

    private void show(RequestLog log) throws IOException {
        TaskGraph graph = TaskGraph.of(log.events());
        EventSelection selection = EventSelection.of(log, options, graph);
        Summary summary = Summary.of(log.events());
        json.beginObject().field("id", visible.line(log.id()));
        head(log, graph, summary);
        json.name("rows").beginArray();
        Rows rows = new Rows(graph, summary);
        TaskTree.of(graph, selection.shown()).walk(rows);
        for (Event mention : selection.mentions()) {
            rows.mention(mention);
        }
        for (String line : selection.notShown()) {
            json.beginObject().field("d", 0).field("c", line).endObject();
        }
        json.endArray().endObject();
    }

    private void head(RequestLog log, TaskGraph graph, Summary summary) throws IOException {
        json.name("facts").beginArray();
        for (String fact : Facts.of(summary, graph.tasks().size(), String.join(", ", summary.files()), visible)) {
            json.value(fact);
        }
        json.endArray().field("length", summary.durationNanos());
        if (summary.hasTime()) {
            json.field("start", Times.point(summary.firstNanos(), options.zone()));
        }
        if (!summary.files().isEmpty()) {
            json.field("reqid", Commands.reqid(log.id(), summary.files()));
            json.field("grep", Commands.grep(log.id(), summary.files()));
        }
    }

    /** Writes the rows of one request. */
    private final class Rows implements TaskTree.Visitor {
        private final TaskGraph graph;
        private final Summary summary;
        private final Labels labels;

        Rows(TaskGraph graph, Summary summary) {
            this.graph = graph;
            this.summary = summary;
            this.labels = new Labels(
                    graph, visible, Glyphs.UNICODE, summary.services().size() > 1);
        }

        @Override
        public void node(TaskTree.Path path) throws IOException {
            TaskTree.Node node = path.node();
            List<Event> events = node.events().stream().map(graph.events()::get).toList();
            Summary own = Summary.of(events);
            json.beginObject()
                    .field("d", path.depth())
                    .field("t", labels.name(node))
                    .field("a", String.join(" · ", labels.about(node, events)));
            if (labels.isLoose(node)) {
                json.field("l", 1);
            }
            if (own.hasTime()) {
                json.field("f", offset(own.firstNanos())).field("e", offset(own.lastNanos()));
            }
            json.endObject();
        }

        @Override
        public void event(int place, TaskTree.Path path) throws IOException {
            Event event = graph.events().get(place);
            json.beginObject().field("d", path.depth() + 1);
            text("h", labels.ofEvent(place, path));
            if (TaskGraph.hasTask(event)) {
                json.field("n", Long.toString(event.asyncId()));
            }
            fields(event);
            json.endObject();
        }

        void mention(Event mention) throws IOException {
            json.beginObject().field("d", 0).field("k", 1);
            String id = mention.requestId();
            text("i", id == null ? "" : visible.line(id));
            fields(mention);
            json.endObject();
        }

        private void fields(Event event) throws IOException {
            if (event.hasTime()) {
                json.field("o", offset(event.epochNanos()));
                json.field("z", Times.point(event.epochNanos(), options.zone()));
            }
            Severity severity = event.severity();
            if (severity != null) {
                json.field("v", severity.name());
            }
            String message = EventText.message(event);
            String stackTrace = EventText.stackTrace(event);
            text("p", orEmpty(event.thread()));
            text("g", event.message() == null ? "" : orEmpty(event.logger()));
            json.field("m", visible.lines(message));
            text("x", visible.lines(stackTrace));
            text("r", EventText.rest(message, stackTrace));
            text("s", visible.line(event.serviceName()));
            text("w", visible.line(event.origin().file()) + " at byte " + event.position());
        }

        private long offset(long nanos) {
            return summary.hasTime() ? Times.since(summary.firstNanos(), nanos) : 0;
        }

        private String orEmpty(@Nullable String text) {
            return text == null ? "" : visible.line(text);
        }

        private void text(String name, String text) throws IOException {
            if (!text.isEmpty()) {
                json.field(name, text);
            }
        }
    }
}
