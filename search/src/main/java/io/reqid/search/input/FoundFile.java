package io.reqid.search.input;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is to be read, before it has a place among the others. The standard input has no path.
 *
 * @param name as the user would name it
 * @param size on disk, 0 for what is no regular file
 */
record FoundFile(
        @Nullable Path path, String name, long size, long modifiedMillis, Compression compression, boolean regular) {

    String fileName() {
        Path last = path == null ? null : path.getFileName();
        return last == null ? name : last.toString();
    }
}
