package io.reqid.search.event;

/** One form that the first line of an event may have. Implementations are immutable and thread-safe. */
interface LineFormat {
    /**
     * How much of a line is looked at to tell whether it starts an event, in bytes. Long enough for every field before a
     * message, short enough for lines of megabytes.
     */
    int WINDOW = 64 * 1024;

    /** {@return what it is, for people} */
    String description();

    /** {@return whether it says where the id of the request stands} */
    boolean knowsRequestId();

    /** {@return whether a line, without its line end, has this form} */
    boolean starts(byte[] bytes, int from, int to);

    /**
     * Reads the fields of an event.
     *
     * @param bytes the event
     * @param from where in it the first line begins, behind whatever belongs to no line
     * @param into is given the fields
     * @return whether it has this form; if not, nothing was given
     */
    boolean parse(byte[] bytes, int from, Event.Builder into);
}
