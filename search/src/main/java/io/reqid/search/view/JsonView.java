package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.event.Severity;
import io.reqid.search.report.Notes;
import io.reqid.search.view.ViewOptions.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as JSON objects, one per line; {@link View#json} documents the fields. */
final class JsonView implements View {
    private final OutputStream out;
    private final JsonText json;
    private final ViewOptions options;
    private final Notes notes;

    JsonView(OutputStream out, ViewOptions options, Notes notes) {
        this.out = out;
        this.json = new JsonText(out);
        this.options = options;
        this.notes = notes;
    }

    @Override
    public void show(List<RequestLog> logs) throws IOException {
        for (RequestLog log : logs) {
            EventSelection selection = EventSelection.of(log, options);
            for (TimeOrder.Placed placed : TimeOrder.merge(List.of(selection.events(), selection.mentions()))) {
                show(log, placed.event(), placed.list() > 0);
            }
            NotShown.tell(notes, log, selection);
        }
        json.write();
        out.flush();
    }

    private void show(RequestLog log, Event event, boolean isMention) throws IOException {
        json.beginObject();
        String id = isMention ? event.requestId() : log.id();
        field("reqId", id == null || id.isEmpty() ? null : id);
        field("mentionOf", isMention ? log.id() : null);
        field("time", event.hasTime() ? Times.rfc3339(event.epochNanos()) : null);
        Severity severity = event.severity();
        field("level", severity == null ? null : severity.name());
        field("service", event.serviceName());
        field("process", event.process());
        field("thread", event.thread());
        field("logger", event.logger());
        field("message", event.message());
        field("stackTrace", stackTrace(event));
        id("asyncId", event.asyncId());
        id("triggerAsyncId", event.triggerAsyncId());
        json.field("file", event.origin().file()).field("offset", event.position());
        if (options.raw() || event.message() == null) {
            raw(event.bytes());
        }
        json.endObject().endLine();
    }

    private void field(String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.field(name, text);
        }
    }

    private void id(String name, long id) throws IOException {
        if (id >= 0) {
            json.field(name, id);
        }
    }

    private @Nullable String stackTrace(Event event) {
        String stackTrace = event.stackTrace();
        return stackTrace == null
                ? null
                : switch (options.stackOr(Stack.FULL)) {
                    case FULL -> stackTrace;
                    case HEAD -> EventText.firstLine(stackTrace);
                    case NONE -> null;
                };
    }

    private void raw(byte[] bytes) throws IOException {
        try {
            json.field(
                    "raw",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException notUtf8) {
            json.field("rawBase64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
