package io.reqid.search.scan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one part of a file gave.
 *
 * @param found what was found in its whole events, in the order of the file
 * @param head the lines before the first event, which may continue the last event of the file before; null if there are
 *     none or if there is no file before
 * @param tail the last event, which the next file may continue, the head itself if the file has no other; null if there
 *     is none or no next file
 * @param blank whether there was not a single byte, so that an event may go on behind this file
 */
record PartResult(
        List<Found> found, @Nullable Block head, @Nullable Block tail, boolean blank) {
    /** Of what could not be searched. */
    static final PartResult MISSING = new PartResult(List.of(), null, null, false);
}
