package io.reqid.search.scan;

/**
 * How much is taken at a time. Nothing of it changes what is found; tests shrink it so that edges lie everywhere.
 *
 * @param head how many bytes of a file its format is told by
 * @param block how many bytes of whole events are looked at together
 * @param part how many bytes of a file that can be read from any place are one task
 * @param maxEvent how long an event may be in bytes before it is cut
 * @param seekFrom how large a file must be in bytes before it is worth seeking in
 */
record Limits(int head, int block, long part, int maxEvent, long seekFrom) {
    static final Limits STANDARD = new Limits(1 << 16, 1 << 19, 1L << 26, 1 << 24, 1L << 22);
}
