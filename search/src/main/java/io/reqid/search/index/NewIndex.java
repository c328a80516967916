package io.reqid.search.index;

import io.reqid.search.input.SeekPoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an index of a log is to hold. Immutable.
 *
 * @see LogIndex
 */
public final class NewIndex {
    private final IndexHeader header;
    private final long[] entries;
    private final long[] points;

    private NewIndex(IndexHeader header, long[] entries, long[] points) {
        this.header = header;
        this.entries = entries;
        this.points = points;
    }

    /**
     * {@return an index of a log}
     *
     * @param log the log, which must not have changed since the entries were collected
     * @param beginsInside whether it begins with lines that may belong to an event of the file before
     * @param rules a number that tells apart the ways to understand logs
     * @param entries its words
     * @param points from where it can be unpacked, kept if that makes a difference
     * @throws IOException if the log cannot be read
     */
    public static NewIndex of(Path log, boolean beginsInside, long rules, IndexEntries entries, SeekPoints points)
            throws IOException {
        long[] sorted = entries.sorted();
        long[] kept = points.widest() <= LogIndex.WIDEST ? points.numbers() : new long[0];
        IndexHeader header = new IndexHeader(
                Fingerprint.of(log),
                rules,
                beginsInside,
                entries.blockShift(),
                sorted.length,
                kept.length,
                kept.length == 0 ? 0 : points.length());
        return new NewIndex(header, sorted, kept);
    }

    IndexHeader header() {
        return header;
    }

    long[] entries() {
        return entries;
    }

    long[] points() {
        return points;
    }

    /** {@return how many entries it has} */
    public int size() {
        return entries.length;
    }

    /** {@return whether the log can be unpacked from many places} */
    public boolean isSeekable() {
        return points.length > 0;
    }

    /**
     * Writes it: to a temporary file, onto the disk, and then by one renaming into its place, so that nobody ever sees half
     * of it.
     *
     * @param place where indexes lie; a directory is made if there is none
     * @param log the log
     * @throws IOException if it cannot be written; what was there before is still there
     */
    public void write(IndexPlace place, Path log) throws IOException {
        Path target = place.of(log);
        Path directory = Temporary.directoryOf(target);
        if (place.directory().isPresent()) {
            Files.createDirectories(directory);
        }
        try (Temporary file = Temporary.create(directory, "index")) {
            ByteBuffer first = header.written();
            int owner = IndexHeader.sumOf(first);
            Pages.writeFully(first, file.channel());
            Pages.write(entries, file.channel(), owner);
            Pages.write(points, file.channel(), ~owner);
            Permissions.asReadableAs(log, file.path());
            file.moveTo(target);
        }
    }
}
