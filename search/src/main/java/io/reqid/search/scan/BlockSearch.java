package io.reqid.search.scan;

import java.util.List;

/** Finds in a block of events what is wanted. Implementations are for any number of threads. */
@FunctionalInterface
interface BlockSearch {
    /** {@return what was found, in the order of the file} */
    List<Found> search(Block block);
}
