package io.reqid.search.report;

/** Is told what the user should know beside the events. Implementations are thread-safe. */
@FunctionalInterface
public interface Notes {
    /**
     * Says something.
     *
     * @param note what is said
     */
    void add(Note note);

    /** How much a note matters. */
    enum Kind {
        /** Shown only when more is asked for ({@code -v}). */
        DETAIL,
        /** Nothing is lost, but the user should know. */
        HINT,
        /** Events may be missing from the answer: the search ends with exit code 3. */
        PARTIAL
    }

    /**
     * One message. Its text holds no control characters: whoever makes it shows those of foreign text escaped.
     *
     * @param kind how much it matters
     * @param subject what it is about: a file as the user would name it
     * @param found what was found and what was done about it
     * @param advice what the user can do, or an empty text
     */
    record Note(Kind kind, String subject, String found, String advice) {}
}
