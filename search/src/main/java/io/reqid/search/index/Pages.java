package io.reqid.search.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * Numbers of 8 bytes in a file, in pages of {@value #BYTES} bytes, of which each can be read and checked without the others:
 * behind its numbers stands the CRC-32C of the number of its owner, its own number and its content. The last one is as long
 * as needed. For one thread.
 */
final class Pages {
    private static final int BYTES = 1 << 12;
    /** How many numbers a page has. */
    static final int LONGS = BYTES / Long.BYTES - 1;

    private final FileChannel channel;
    private final long begin;
    private final long count;
    private final int owner;
    private long page = -1;
    private long[] numbers = new long[0];

    /**
     * Reads pages.
     *
     * @param begin where in the file they begin
     * @param count how many numbers there are
     * @param owner what the pages were written with
     */
    Pages(FileChannel channel, long begin, long count, int owner) {
        this.channel = channel;
        this.begin = begin;
        this.count = count;
        this.owner = owner;
    }

    static long pagesOf(long count) {
        return (count + LONGS - 1) / LONGS;
    }

    /** {@return how many bytes numbers take in pages} */
    static long bytesOf(long count) {
        return (count + pagesOf(count)) * Long.BYTES;
    }

    long count() {
        return count;
    }

    /**
     * {@return a number}
     *
     * @throws IOException if its page is damaged or cannot be read
     */
    long get(long index) throws IOException {
        return page(index / LONGS)[(int) (index % LONGS)];
    }

    /** {@return the numbers of a page, valid until the next call} */
    long[] page(long number) throws IOException {
        if (number != page) {
            numbers = read(number);
            page = number;
        }
        return numbers;
    }

    private long[] read(long number) throws IOException {
        int length = (int) Math.min(LONGS, count - number * LONGS);
        ByteBuffer bytes = read(channel, begin + number * BYTES, (length + 1) * Long.BYTES);
        long[] read = new long[length];
        if (bytes.remaining() < (length + 1) * Long.BYTES) {
            throw new IOException("it is damaged");
        }
        bytes.asLongBuffer().get(read);
        if (bytes.getLong(length * Long.BYTES) != sum(bytes.limit(length * Long.BYTES), number, owner)) {
            throw new IOException("it is damaged");
        }
        return read;
    }

    /**
     * Writes numbers as pages.
     *
     * @param out where they are appended
     * @param owner a number that pages of another owner do not have
     */
    static void write(long[] numbers, FileChannel out, int owner) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        for (int from = 0; from < numbers.length; from += LONGS) {
            int length = Math.min(LONGS, numbers.length - from);
            bytes.clear();
            bytes.asLongBuffer().put(numbers, from, length);
            bytes.limit(length * Long.BYTES);
            long sum = sum(bytes, from / LONGS, owner);
            bytes.limit((length + 1) * Long.BYTES).putLong(length * Long.BYTES, sum);
            writeFully(bytes, out);
        }
    }

    static void writeFully(ByteBuffer bytes, FileChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static long sum(ByteBuffer content, long number, int owner) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(owner)
                .putLong(number)
                .flip());
        sum.update(content.duplicate());
        return sum.getValue();
    }

    /** {@return a range of a file from its first byte on, fewer if the file ends before} */
    static ByteBuffer read(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        int got = 0;
        while (bytes.hasRemaining() && got >= 0) {
            got = channel.read(bytes, from + bytes.position());
        }
        return bytes.flip();
    }
}
