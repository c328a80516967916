package io.reqid.benchmarks.search;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The log of one service: {@code NAME.log}, and before it {@code NAME.DATE.N.log} with the suffix of its packing, rolled
 * over when so many bytes are written.
 */
final class ServiceLog implements AutoCloseable {
    private final Path directory;
    private final String name;
    private final Layout layout;
    private final Packing packing;
    private final long rotateBytes;
    private final int rotations;

    private int rotated;
    private String lastDate = "";
    private int ofDate;
    private long position;
    private OutputStream out;
    private Path file;
    private final StringBuilder line = new StringBuilder();

    /**
     * Begins the oldest file.
     *
     * @param rotateBytes how many bytes a file takes, before it is packed, until the next is begun
     * @param rotations how many files are rolled over; what comes after them goes into the file without a date
     */
    ServiceLog(
            Path directory,
            String name,
            Layout layout,
            Packing packing,
            long rotateBytes,
            int rotations,
            long startNanos)
            throws IOException {
        this.directory = directory;
        this.name = name;
        this.layout = layout;
        this.packing = packing;
        this.rotateBytes = rotateBytes;
        this.rotations = rotations;
        this.file = next(startNanos);
        this.out = open();
    }

    String name() {
        return name;
    }

    /** Writes an entry. {@return where it stands} */
    Placed write(Entry entry) throws IOException {
        if (position >= rotateBytes && rotated < rotations) {
            out.close();
            rotated++;
            file = next(entry.epochNanos());
            out = open();
        }
        line.setLength(0);
        layout.print(entry, line);
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        Placed placed = new Placed(file, position, bytes, entry);
        put(bytes);
        return placed;
    }

    /**
     * An entry in its file.
     *
     * @param position of its first byte, before packing
     * @param line exactly what was written; not to be changed
     */
    record Placed(
            Path file,
            long position,
            @SuppressWarnings("ArrayRecordComponent") byte[] line,
            Entry entry) {}

    private OutputStream open() throws IOException {
        OutputStream opened = rotated < rotations ? packing.open(file) : Packing.PLAIN.open(file);
        position = 0;
        out = opened;
        put(layout.header().getBytes(StandardCharsets.UTF_8));
        return opened;
    }

    private Path next(long epochNanos) {
        if (rotated == rotations) {
            return directory.resolve(name + ".log");
        }
        String date = Stamp.date(Math.floorDiv(epochNanos, 1_000_000));
        ofDate = date.equals(lastDate) ? ofDate + 1 : 0;
        lastDate = date;
        return directory.resolve(name + "." + date + "." + ofDate + ".log" + packing.suffix());
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
