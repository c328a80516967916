package io.reqid.search.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.zip.CRC32C;

/**
 * The index of one closed log, in a file beside it. It consists of numbers in big-endian order: a mark, the length and time
 * of the log, checksums of its beginning and end, whether it begins in the middle of an event, the number of entries; the
 * entries, 8 bytes each, sorted as unsigned numbers: 40 bits of a word's hash and the number of the block of
 * 2<sup>{@value #BLOCK_SHIFT}</sup> unpacked bytes in which it begins; a CRC-32C of all that. Immutable.
 */
public final class LogIndex {
    /** How many bits of an offset are not of the number of its block. */
    public static final int BLOCK_SHIFT = 20;

    /** What the name of an index adds to that of its log. */
    public static final String SUFFIX = ".reqid-idx";

    private static final long MARK = 0x7265716964783101L;
    private static final int HEADER = 8 + 8 + 8 + 8 + 8 + 8;
    private static final int ENDS = 1 << 16;
    private static final int SUM = 4;
    private static final int COPY = 1 << 16;

    private final Fingerprint log;
    private final boolean beginsInside;
    private final long[] entries;

    private LogIndex(Fingerprint log, boolean beginsInside, long[] entries) {
        this.log = log;
        this.beginsInside = beginsInside;
        this.entries = entries;
    }

    /** What tells that a log is the one that was indexed. */
    private record Fingerprint(long length, long modifiedMillis, long ends) {
        static Fingerprint of(Path log) throws IOException {
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
                long length = channel.size();
                long head = sum(channel, 0, (int) Math.min(ENDS, length));
                long tail = sum(channel, Math.max(0, length - ENDS), (int) Math.min(ENDS, length));
                return new Fingerprint(length, Files.getLastModifiedTime(log).toMillis(), head << 32 | tail);
            }
        }

        private static long sum(FileChannel channel, long from, int count) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
            CRC32C sum = new CRC32C();
            sum.update(bytes.flip());
            return sum.getValue();
        }
    }

    /**
     * {@return an index of a log}
     *
     * @param log the log, which must not have changed since the entries were collected
     * @param beginsInside whether it begins with lines that may belong to an event of the file before
     * @param entries its words
     * @throws IOException if the log cannot be read
     */
    public static LogIndex of(Path log, boolean beginsInside, IndexEntries entries) throws IOException {
        return new LogIndex(Fingerprint.of(log), beginsInside, entries.sorted());
    }

    /** {@return where the index of a log lies} */
    public static Path placeOf(Path log) {
        return log.resolveSibling(log.getFileName() + SUFFIX);
    }

    /**
     * Writes it beside its log: to a temporary file, onto the disk, and then by one renaming into its place, so that
     * nobody ever sees half of it.
     *
     * @param log the log
     * @throws IOException if it cannot be written; what was there before is still there
     */
    public void write(Path log) throws IOException {
        Path place = placeOf(log);
        Path temporary = place.resolveSibling(
                place.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileChannel out = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                writeTo(out);
                out.force(true);
            }
            move(temporary, place);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path temporary, Path place) throws IOException {
        try {
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            throw new IOException("the file system cannot rename a file in one step", notHere);
        }
    }

    private void writeTo(FileChannel out) throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer bytes = ByteBuffer.allocate(COPY);
        bytes.putLong(MARK).putLong(log.length).putLong(log.modifiedMillis).putLong(log.ends);
        bytes.putLong(beginsInside ? 1 : 0).putLong(entries.length);
        for (long entry : entries) {
            if (bytes.remaining() < Long.BYTES) {
                put(bytes, sum, out);
            }
            bytes.putLong(entry);
        }
        put(bytes, sum, out);
        bytes.putInt((int) sum.getValue());
        put(bytes, sum, out);
    }

    private static void put(ByteBuffer bytes, CRC32C sum, FileChannel out) throws IOException {
        bytes.flip();
        sum.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        bytes.clear();
    }

    /**
     * {@return the index beside a log, or nothing if there is none}
     *
     * @param log the log
     * @throws IOException if there is one that does not fit the log, is damaged or cannot be read; the message says which
     */
    public static Optional<LogIndex> read(Path log) throws IOException {
        Path place = placeOf(log);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(place);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        LogIndex index = parse(bytes);
        if (!index.log.equals(Fingerprint.of(log))) {
            throw new IOException("it was made before the log was changed");
        }
        return Optional.of(index);
    }

    private static LogIndex parse(byte[] bytes) throws IOException {
        int end = bytes.length - SUM;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (end < HEADER || in.getLong() != MARK) {
            throw new IOException("it is no index, or one of another version");
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, end);
        if (in.getInt(end) != (int) sum.getValue()) {
            throw new IOException("it is damaged");
        }
        Fingerprint log = new Fingerprint(in.getLong(), in.getLong(), in.getLong());
        boolean beginsInside = in.getLong() != 0;
        long[] entries = new long[(int) in.getLong()];
        in.asLongBuffer().get(entries);
        return new LogIndex(log, beginsInside, entries);
    }

    /** {@return whether the log begins with lines that may belong to an event of the file before} */
    public boolean beginsInside() {
        return beginsInside;
    }

    /** {@return how many entries it has} */
    public int size() {
        return entries.length;
    }

    /** {@return whether it has the same entries, of the same log, as another} */
    public boolean isSameAs(LogIndex other) {
        return log.equals(other.log) && beginsInside == other.beginsInside && Arrays.equals(entries, other.entries);
    }

    /** {@return whether an index would hold an id; if not, only reading the log tells where it stands} */
    public static boolean holds(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
        return IdWords.isWhole(bytes) && IdWords.isIndexable(bytes, 0, bytes.length);
    }

    /**
     * Adds the numbers of the blocks in which a word may begin that has the hash of an id.
     *
     * @param id an id for which {@link #holds} is true
     * @param blocks is added to
     */
    public void addBlocks(String id, SortedSet<Long> blocks) {
        byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
        long wanted = IdWords.hash(bytes, 0, bytes.length);
        for (int i = firstNotBelow(wanted << IndexEntries.BLOCK_BITS);
                i < entries.length && entries[i] >>> IndexEntries.BLOCK_BITS == wanted;
                i++) {
            blocks.add(entries[i] & ((1L << IndexEntries.BLOCK_BITS) - 1));
        }
    }

    private int firstNotBelow(long entry) {
        int low = 0;
        int high = entries.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(entries[middle], entry) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
