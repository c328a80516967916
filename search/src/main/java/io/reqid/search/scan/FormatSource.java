package io.reqid.search.scan;

import io.reqid.search.event.EventFormat;
import io.reqid.search.report.Notes;

/** Tells the format of a file by its beginning. Implementations are thread-safe. */
@FunctionalInterface
public interface FormatSource {
    /**
     * {@return the format of a file}
     *
     * @param file the file as the user would name it
     * @param head its first bytes, up to 64 KiB, after decompression
     * @param modifiedMillis when it was last written, in milliseconds since 1970
     * @param notes is told what the user should know about it
     */
    EventFormat detect(String file, byte[] head, long modifiedMillis, Notes notes);

    /** {@return a number that is another one if files may be understood in another way} */
    default long rules() {
        return 0;
    }
}
