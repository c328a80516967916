package io.reqid.search.index;

import io.reqid.search.input.SeekPoints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The index of one closed log, in a file of its own. It consists of numbers in big-endian order: a header with a checksum of
 * its own, and two runs of pages, each with a checksum of its own, so that a question reads the header and a few pages. The
 * pages hold first the entries, sorted as unsigned numbers: 40 bits of a word's hash and the number of the block, of a
 * megabyte or more of unpacked bytes, in which it begins; then, of a log that can be unpacked from many places, the
 * numbers of its seek points. For one thread.
 */
public final class LogIndex implements Closeable {
    /** How many bytes must be unpacked at most to get to the one that is wanted. */
    static final long WIDEST = 1 << 21;

    /** Hashes are spread evenly, but words that stand in many blocks are not: then halving is faster. */
    private static final int GUESSES = 6;

    private final FileChannel channel;
    private final IndexHeader header;
    private final Pages entries;
    private final Pages points;

    private LogIndex(FileChannel channel, IndexHeader header, int owner) {
        this.channel = channel;
        this.header = header;
        this.entries = new Pages(channel, IndexHeader.BYTES, header.entries(), owner);
        this.points = new Pages(channel, IndexHeader.BYTES + Pages.bytesOf(header.entries()), header.points(), ~owner);
    }

    /**
     * {@return the index of a log, or nothing if there is none} Its pages are not looked at.
     *
     * @param place where indexes lie
     * @param log the log
     * @throws IOException if there is one that does not fit the log, is damaged or cannot be read; the message says which
     */
    public static Optional<LogIndex> open(IndexPlace place, Path log) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(place.of(log), StandardOpenOption.READ);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(channel, log));
        } catch (IOException | RuntimeException unusable) {
            channel.close();
            throw unusable;
        }
    }

    private static LogIndex of(FileChannel channel, Path log) throws IOException {
        var first = Pages.read(channel, 0, IndexHeader.BYTES);
        IndexHeader header = IndexHeader.of(first);
        if (header.length() != channel.size()) {
            throw new IOException("it is damaged");
        }
        if (!header.log().equals(Fingerprint.of(log))) {
            throw new IOException("it was made before the log was changed");
        }
        return new LogIndex(channel, header, IndexHeader.sumOf(first));
    }

    /** {@return whether the log begins with lines that may belong to an event of the file before} */
    public boolean beginsInside() {
        return header.beginsInside();
    }

    /** {@return the number of the way in which the log was understood} */
    public long rules() {
        return header.rules();
    }

    /** {@return how many entries it has} */
    public long size() {
        return header.entries();
    }

    /** {@return how many bytes it takes} */
    public long bytes() {
        return header.length();
    }

    /** {@return how many bits of an offset are not of the number of its block} */
    public int blockShift() {
        return header.blockShift();
    }

    /** {@return whether the log can be unpacked from many places} */
    public boolean isSeekable() {
        return header.points() > 0;
    }

    /**
     * {@return from where the log can be unpacked; no points if only from its beginning, or if it is not packed}
     *
     * @throws IOException if this part of the index is damaged or cannot be read
     */
    public SeekPoints points() throws IOException {
        return SeekPoints.of(all(points), header.unpackedLength());
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if some of it is damaged or cannot be read
     */
    public void check() throws IOException {
        for (Pages pages : new Pages[] {entries, points}) {
            for (long page = 0; page < Pages.pagesOf(pages.count()); page++) {
                pages.page(page);
            }
        }
    }

    /**
     * {@return whether it holds what another would}
     *
     * @throws IOException if it is damaged or cannot be read
     */
    public boolean isSameAs(NewIndex other) throws IOException {
        return header.equals(other.header())
                && Arrays.equals(all(entries), other.entries())
                && Arrays.equals(all(points), other.points());
    }

    private static long[] all(Pages pages) throws IOException {
        long[] all = new long[Math.toIntExact(pages.count())];
        for (int at = 0; at < all.length; at += Pages.LONGS) {
            long[] page = pages.page(at / Pages.LONGS);
            System.arraycopy(page, 0, all, at, page.length);
        }
        return all;
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
     * @throws IOException if a page that is needed is damaged or cannot be read
     */
    public void addBlocks(String id, SortedSet<Long> blocks) throws IOException {
        byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
        long wanted = IdWords.hash(bytes, 0, bytes.length);
        for (long i = firstOf(wanted); i < entries.count() && hashOf(entries.get(i)) == wanted; i++) {
            blocks.add(entries.get(i) & ((1L << IndexEntries.BLOCK_BITS) - 1));
        }
    }

    private static long hashOf(long entry) {
        return entry >>> IndexEntries.BLOCK_BITS;
    }

    /** {@return the first entry whose hash is not below one} */
    private long firstOf(long wanted) throws IOException {
        long page = pageOf(wanted);
        long begin = page * Pages.LONGS;
        int low = 0;
        int high = page < Pages.pagesOf(entries.count()) ? entries.page(page).length : 0;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hashOf(entries.get(begin + middle)) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return begin + low;
    }

    /** {@return the first page whose last hash is not below one, or the number of pages} */
    private long pageOf(long wanted) throws IOException {
        long low = 0;
        long high = Pages.pagesOf(entries.count());
        double below = 0;
        double above = 1L << IndexEntries.HASH_BITS;
        for (int probe = 0; low < high; probe++) {
            double part = probe < GUESSES && above > below ? (wanted - below) / (above - below) : 0.5;
            long middle = Math.max(low, Math.min(high - 1, low + (long) ((high - low) * part)));
            long[] page = entries.page(middle);
            if (hashOf(page[page.length - 1]) < wanted) {
                low = middle + 1;
                below = hashOf(page[page.length - 1]);
            } else if (hashOf(page[0]) < wanted) {
                return middle;
            } else {
                high = middle;
                above = hashOf(page[0]);
            }
        }
        return low;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
