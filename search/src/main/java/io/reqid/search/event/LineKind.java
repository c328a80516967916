package io.reqid.search.event;

/** What one line of a file is taken for. */
public enum LineKind {
    /** A line in which Logback says which pattern follows: no event. */
    HEADER,
    /** Starts an event of a format that was found or given. */
    EVENT,
    /** Starts an event only because it begins with a time stamp and a level: no format of the file fits. */
    GUESSED,
    /** Starts an event because nothing tells lines apart, or the formats of the file do not know it. */
    RAW,
    /** Belongs to a stack trace. */
    STACK,
    /** Continues the event before it. */
    CONTINUATION
}
