package io.reqid.search.event;

import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is to be said of a configuration, once, as soon as there is somebody to tell. Thread-safe. */
final class Remarks {
    static final Remarks NONE = new Remarks(List.of());

    private final List<Note> notes;
    private final AtomicBoolean told = new AtomicBoolean();

    private Remarks(List<Note> notes) {
        this.notes = List.copyOf(notes);
    }

    /** {@return these remarks and one more, none of them told yet} */
    Remarks with(Note note) {
        List<Note> more = new ArrayList<>(notes);
        more.add(note);
        return new Remarks(more);
    }

    void tell(Notes to) {
        if (!notes.isEmpty() && told.compareAndSet(false, true)) {
            notes.forEach(to::add);
        }
    }
}
