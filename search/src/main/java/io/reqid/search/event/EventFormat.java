package io.reqid.search.event;

/**
 * How one file's events are told apart and understood. Implementations are immutable and thread-safe, and never throw
 * because of what stands in a file.
 */
public interface EventFormat {
    /** {@return what it is, for people: for example {@code JSON (logstash)} or the pattern} */
    String description();

    /** {@return whether it says where in an event the request id stands} */
    boolean knowsRequestId();

    /**
     * {@return whether a line starts an event; other lines continue the event before them}
     *
     * @param bytes holds the line
     * @param from where the line begins
     * @param to where it ends, exclusively, without its line end ({@code \n} or {@code \r\n})
     */
    boolean startsEvent(byte[] bytes, int from, int to);

    /**
     * {@return the event that stands in the bytes, with whatever could be understood of it}
     *
     * @param origin where the event was read
     * @param position the offset of the event in its file
     * @param bytes exactly the event, line ends included; kept by the event
     */
    Event parse(Origin origin, long position, byte[] bytes);
}
