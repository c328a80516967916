package io.reqid.search.scan;

import java.io.IOException;

/** Gives out bytes one after the other. */
@FunctionalInterface
interface Feed {
    /**
     * Reads until the range is full or the bytes end.
     *
     * @return how many were read; fewer than wanted only at the end
     * @throws IOException if they cannot be read
     */
    int read(byte[] to, int offset, int length) throws IOException;
}
