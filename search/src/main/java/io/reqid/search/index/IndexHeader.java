package io.reqid.search.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What an index begins with.
 *
 * @param log what tells the log
 * @param rules a number that tells apart the ways to understand logs
 * @param beginsInside whether the log begins with lines that may belong to an event of the file before
 * @param blockShift how many bits of an offset are not of the number of its block
 * @param entries how many entries there are
 * @param points how many numbers of seek points
 * @param unpackedLength how many unpacked bytes the log has, 0 without seek points
 */
record IndexHeader(
        Fingerprint log,
        long rules,
        boolean beginsInside,
        int blockShift,
        long entries,
        long points,
        long unpackedLength) {
    /** How many bytes it takes. */
    static final int BYTES = 9 * Long.BYTES + Integer.BYTES;

    /** The last two digits are the number of the format. */
    private static final long MARK = 0x7265716964783102L;

    private static final int SUM_AT = BYTES - Integer.BYTES;

    ByteBuffer written() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(MARK).putLong(log.length()).putLong(log.modifiedMillis()).putLong(log.ends());
        bytes.putLong(rules).putLong((beginsInside ? 1L : 0) << Integer.SIZE | blockShift);
        bytes.putLong(entries).putLong(points).putLong(unpackedLength);
        return bytes.putInt(sum(bytes)).flip();
    }

    /** {@return the checksum with which written bytes end} */
    static int sumOf(ByteBuffer written) {
        return written.getInt(SUM_AT);
    }

    private static int sum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate().position(0).limit(SUM_AT));
        return (int) sum.getValue();
    }

    static IndexHeader of(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() < BYTES || bytes.getLong() != MARK) {
            throw new IOException("it is no index, or one of another version");
        }
        if (sum(bytes) != sumOf(bytes)) {
            throw new IOException("it is damaged");
        }
        Fingerprint log = new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getLong());
        long rules = bytes.getLong();
        long flags = bytes.getLong();
        return new IndexHeader(
                log,
                rules,
                flags >>> Integer.SIZE != 0,
                (int) flags,
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong());
    }

    /** {@return how many bytes the whole index takes} */
    long length() {
        return BYTES + Pages.bytesOf(entries) + Pages.bytesOf(points);
    }
}
