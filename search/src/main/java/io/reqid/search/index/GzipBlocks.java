package io.reqid.search.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes gzip members as RFC 1952 defines them, one after the other, none of which needs another. For one thread. */
final class GzipBlocks implements Closeable {
    /** How many unpacked bytes a member has, but for the last one: those of a block of an index. */
    static final int BLOCK = 1 << IndexEntries.SMALLEST_SHIFT;

    private static final byte UNKNOWN_SYSTEM = (byte) 255;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, UNKNOWN_SYSTEM};
    private static final int TRAILER = 2 * Integer.BYTES;

    private final FileChannel out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[1 << 16];

    GzipBlocks(FileChannel out) {
        this.out = out;
    }

    /** Writes the first bytes of an array as one member. */
    void member(byte[] bytes, int length) throws IOException {
        write(HEADER, HEADER.length);
        deflater.reset();
        deflater.setInput(bytes, 0, length);
        deflater.finish();
        while (!deflater.finished()) {
            write(packed, deflater.deflate(packed));
        }
        crc.reset();
        crc.update(bytes, 0, length);
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt((int) crc.getValue()).putInt(length);
        write(trailer.array(), TRAILER);
    }

    private void write(byte[] bytes, int length) throws IOException {
        Pages.writeFully(ByteBuffer.wrap(bytes, 0, length), out);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
