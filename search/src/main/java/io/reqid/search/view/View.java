package io.reqid.search.view;

import io.reqid.search.event.RequestLog;
import io.reqid.search.report.Notes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One way to show requests. An event that passes the filters of the {@link ViewOptions options} is shown exactly once for
 * each request it belongs to; how many did not pass is said. A view is for one thread.
 */
@FunctionalInterface
public interface View {
    /**
     * Shows requests, and flushes. May be called again: the next requests follow, except in the page of {@link #html}.
     *
     * @param logs the requests, in the order in which to show them; also those of which nothing was found
     * @throws IOException whatever the stream throws, unchanged; what was written till then is no whole answer
     */
    void show(List<RequestLog> logs) throws IOException;

    /**
     * {@return a view for terminals: one tree of tasks per request, each task with its events in time order}
     *
     * @param out where to write; not closed
     * @param options how to show it
     */
    static View tree(OutputStream out, ViewOptions options) {
        return new TreeView(out, options);
    }

    /**
     * {@return a view for terminals: the events of each request in time order, with one lane per task or thread}
     *
     * @param out where to write; not closed
     * @param options how to show it
     */
    static View lanes(OutputStream out, ViewOptions options) {
        return new LanesView(out, options);
    }

    /**
     * {@return a view of the bytes as they stand in the logs, of all requests together, in time order}
     *
     * <p>An event that several requests share is written once. Where the bytes of an event do not end a line and another
     * event follows, one {@code \n} is written between them; nothing else is added. Stack traces are part of their event,
     * whatever the options say, and mentions, when asked for, are not marked.
     *
     * @param out where to write; not closed
     * @param options which events to show
     * @param notes is told how many events were not shown
     */
    static View raw(OutputStream out, ViewOptions options, Notes notes) {
        return new RawView(out, options, notes);
    }

    /**
     * {@return a view as JSON, one object per line and event, request by request, each in time order}
     *
     * <p>It is valid UTF-8, and characters that steer a terminal or turn the direction of text are escaped. A field that
     * is not known is left out:
     * <ul>
     *   <li>{@code reqId}: the request that the event belongs to; of a mention, the one it says it belongs to, if any
     *   <li>{@code mentionOf}: of a mention, and only there: the request whose id it mentions
     *   <li>{@code time}: RFC 3339 in UTC with nine digits of a second
     *   <li>{@code level}: TRACE, DEBUG, INFO, WARN or ERROR
     *   <li>{@code service}, {@code process}, {@code thread}, {@code logger}: texts
     *   <li>{@code message}: without stack trace
     *   <li>{@code stackTrace}: as printed; with {@link ViewOptions.Stack#HEAD} its first line, with NONE left out
     *   <li>{@code asyncId}, {@code triggerAsyncId}: numbers; trigger 0 is work that nothing caused
     *   <li>{@code file}, {@code offset}: where the event begins, after decompression
     *   <li>{@code raw}: the event as it stands in the file, where its message is not known or
     *       {@link ViewOptions#raw()} asks for it; {@code rawBase64} instead where that is no valid UTF-8
     * </ul>
     *
     * @param out where to write; not closed
     * @param options which events to show
     * @param notes is told how many events were not shown
     */
    static View json(OutputStream out, ViewOptions options, Notes notes) {
        return new JsonView(out, options, notes);
    }

    /**
     * {@return a view as one HTML page that needs no other file and no network}
     *
     * @param out where to write; not closed. It is to be used for this page alone
     * @param options how to show it; width, colour, character set and stack are the reader's choice in the page
     */
    static View html(OutputStream out, ViewOptions options) {
        return new HtmlView(out, options);
    }

    /**
     * {@return whether some event says which task it belongs to, so that a tree says more than a list}
     *
     * @param logs the requests
     */
    static boolean hasTasks(List<RequestLog> logs) {
        return logs.stream().anyMatch(log -> log.events().stream().anyMatch(TaskGraph::hasTask));
    }
}
