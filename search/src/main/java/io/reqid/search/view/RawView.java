package io.reqid.search.view;

import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.report.Notes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The bytes that stand in the logs. */
final class RawView implements View {
    private final BufferedOutputStream out;
    private final ViewOptions options;
    private final Notes notes;
    private boolean lineIsOpen;

    RawView(OutputStream out, ViewOptions options, Notes notes) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.options = options;
        this.notes = notes;
    }

    @Override
    public void show(List<RequestLog> logs) throws IOException {
        List<List<Event>> own = new ArrayList<>();
        List<List<Event>> mentions = new ArrayList<>();
        for (RequestLog log : logs) {
            EventSelection selection = EventSelection.of(log, options);
            own.add(selection.events());
            mentions.add(selection.mentions());
            NotShown.tell(notes, log, selection);
        }
        own.addAll(mentions);
        for (TimeOrder.Placed placed : TimeOrder.merge(own)) {
            write(placed.event().bytes());
        }
        out.flush();
    }

    private void write(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            if (lineIsOpen) {
                out.write('\n');
            }
            out.write(bytes);
            lineIsOpen = bytes[bytes.length - 1] != '\n';
        }
    }
}
