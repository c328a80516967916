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
     * {@return whether a line says how the lines behind it are to be read, as Logback's pattern headers do: it is no event
     * and no part of one}
     *
     * @param bytes holds the line
     * @param from where the line begins
     * @param to where it ends, exclusively, without its line end
     */
    default boolean isHeader(byte[] bytes, int from, int to) {
        return false;
    }

    /**
     * {@return what a line is taken for, to show how a file is understood}
     *
     * @param bytes holds the line
     * @param from where the line begins
     * @param to where it ends, exclusively, without its line end
     */
    default LineKind kindOf(byte[] bytes, int from, int to) {
        if (isHeader(bytes, from, to)) {
            return LineKind.HEADER;
        }
        return startsEvent(bytes, from, to) ? LineKind.EVENT : LineKind.CONTINUATION;
    }

    /**
     * {@return the event that stands in the bytes, with whatever could be understood of it}
     *
     * @param origin where the event was read
     * @param position the offset of the event in its file
     * @param bytes exactly the event, line ends included; kept by the event
     */
    Event parse(Origin origin, long position, byte[] bytes);
}
