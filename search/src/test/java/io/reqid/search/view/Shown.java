package io.reqid.search.view;

import io.reqid.search.event.RequestLog;
import io.reqid.search.report.Notes.Note;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What views write. */
final class Shown {
    final List<Note> notes = new ArrayList<>();
    private final ViewOptions options;

    private Shown(ViewOptions options) {
        this.options = options;
    }

    static Shown with(ViewOptions options) {
        return new Shown(options);
    }

    static Shown plainly() {
        return with(ViewOptions.STANDARD);
    }

    String tree(RequestLog... logs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return text(View.tree(out, options), out, logs);
    }

    String lanes(RequestLog... logs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return text(View.lanes(out, options), out, logs);
    }

    String json(RequestLog... logs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return text(View.json(out, options, notes::add), out, logs);
    }

    String html(RequestLog... logs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return text(View.html(out, options), out, logs);
    }

    /** {@return the data of a page} */
    String htmlData(RequestLog... logs) {
        String html = html(logs);
        String begin = "<script type=\"application/json\" id=\"data\">";
        int from = html.indexOf(begin) + begin.length();
        return html.substring(from, html.indexOf("</script>", from));
    }

    byte[] raw(RequestLog... logs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        show(View.raw(out, options, notes::add), logs);
        return out.toByteArray();
    }

    private String text(View view, ByteArrayOutputStream out, RequestLog... logs) {
        show(view, logs);
        return out.toString(options.charset());
    }

    private static void show(View view, RequestLog... logs) {
        try {
            view.show(List.of(logs));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
