package io.reqid.search.view;

import io.reqid.search.event.RequestLog;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;

/** Says what was not shown beside views whose output is for programs. */
final class NotShown {
    private NotShown() {}

    static void tell(Notes notes, RequestLog log, EventSelection selection) {
        String subject = Visible.inUnicode().line(log.id());
        for (String line : selection.notShown()) {
            notes.add(new Note(Kind.HINT, subject, line, ""));
        }
    }
}
