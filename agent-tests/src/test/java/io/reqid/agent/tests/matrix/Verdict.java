package io.reqid.agent.tests.matrix;

/** The answer to a question. */
enum Verdict {
    OK("ok"),
    /** An id was missing. */
    LOST("LOST"),
    /** The work did not run in time, or the construct failed. */
    TIMEOUT("TIMEOUT"),
    /** An id was where none should be. */
    LEAKED("LEAKED"),
    /** An id was that of another request. */
    CROSSED("CROSSED"),
    NOT_APPLICABLE("n/a");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    boolean isBad() {
        return this != OK && this != NOT_APPLICABLE;
    }

    @Override
    public String toString() {
        return text;
    }
}
