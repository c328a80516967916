package io.reqid.search.report;

/** Hands on notes and knows whether one said that something is missing. Thread-safe if what it hands them to is. */
public final class WatchedNotes implements Notes {
    private final Notes notes;
    private volatile boolean anyPartial;

    /**
     * Hands on notes.
     *
     * @param notes is told all of them
     */
    public WatchedNotes(Notes notes) {
        this.notes = notes;
    }

    /** {@return whether a note said that something is missing} */
    public boolean anyPartial() {
        return anyPartial;
    }

    @Override
    public void add(Note note) {
        anyPartial |= note.kind() == Kind.PARTIAL;
        notes.add(note);
    }
}
