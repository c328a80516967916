package io.reqid.search.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * What tells that a log is the one that was indexed.
 *
 * @param ends the CRC-32C of its first and of its last bytes
 */
record Fingerprint(long length, long modifiedMillis, long ends) {
    private static final int ENDS = 1 << 12;

    static Fingerprint of(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long length = channel.size();
            int count = (int) Math.min(ENDS, length);
            long head = sum(channel, 0, count);
            long tail = sum(channel, length - count, count);
            return new Fingerprint(length, Files.getLastModifiedTime(log).toMillis(), head << 32 | tail);
        }
    }

    private static long sum(FileChannel channel, long from, int count) throws IOException {
        CRC32C sum = new CRC32C();
        sum.update(Pages.read(channel, from, count));
        return sum.getValue();
    }
}
