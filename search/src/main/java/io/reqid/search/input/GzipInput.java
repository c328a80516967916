package io.reqid.search.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip as RFC 1952 defines it: any number of members one after the other, zeros between and after them ignored.
 * Unlike {@link java.util.zip.GZIPInputStream} it gives out everything that stands before damage, reads with buffers as
 * large as the caller's, and does not rely on {@link InputStream#available} to see another member. For one thread.
 */
final class GzipInput extends InputStream {
    private static final int BUFFER = 1 << 18;
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int DEFLATE = 8;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[BUFFER];
    private final SeekPoints.Builder points;
    private long filled;
    private long unpacked;
    private int at;
    private int end;
    private boolean inMember;
    private boolean first = true;
    private boolean done;

    GzipInput(InputStream in) {
        this(in, new SeekPoints.Builder());
    }

    /**
     * Reads from a stream.
     *
     * @param points is told where members begin
     */
    GzipInput(InputStream in, SeekPoints.Builder points) {
        this.in = in;
        this.points = points;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!done) {
            if (!inMember && !nextMember()) {
                done = true;
                break;
            }
            int got = inflate(to, offset, length);
            if (got > 0) {
                unpacked += got;
                return got;
            }
        }
        return -1;
    }

    private int inflate(byte[] to, int offset, int length) throws IOException {
        try {
            while (true) {
                int got = inflater.inflate(to, offset, length);
                if (got > 0) {
                    crc.update(to, offset, got);
                    return got;
                }
                if (inflater.finished()) {
                    endMember();
                    return 0;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("gzip member asks for a preset dictionary");
                }
                feed();
            }
        } catch (DataFormatException damaged) {
            throw (ZipException) new ZipException("invalid deflate data").initCause(damaged);
        }
    }

    private void feed() throws IOException {
        if (!fill()) {
            throw new EOFException("gzip data ends in the middle of a member");
        }
        inflater.setInput(packed, at, end - at);
        at = end;
    }

    private void endMember() throws IOException {
        at = end - inflater.getRemaining();
        inMember = false;
        long sum = littleEndian(4);
        long size = littleEndian(4);
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("gzip member fails its checksum");
        }
    }

    private boolean nextMember() throws IOException {
        int magic = firstByte();
        if (magic < 0) {
            return false;
        }
        points.member(filled - (end - at) - 1, unpacked);
        if (magic != 0x1f || next() != 0x8b) {
            throw new ZipException(first ? "not gzip data" : "other data follows a gzip member");
        }
        header();
        inflater.reset();
        inflater.setInput(packed, at, end - at);
        at = end;
        crc.reset();
        inMember = true;
        first = false;
        return true;
    }

    private int firstByte() throws IOException {
        int b = 0;
        while (b == 0) {
            if (at == end && !fill()) {
                return -1;
            }
            b = packed[at++] & 0xff;
        }
        return b;
    }

    private void header() throws IOException {
        if (next() != DEFLATE) {
            throw new ZipException("gzip member is packed by an unknown method");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("gzip member has reserved flags set");
        }
        skipBytes(6);
        if ((flags & FEXTRA) != 0) {
            skipBytes(littleEndian(2));
        }
        skipText((flags & FNAME) != 0);
        skipText((flags & FCOMMENT) != 0);
        skipBytes((flags & FHCRC) != 0 ? 2 : 0);
    }

    private void skipText(boolean present) throws IOException {
        int b = present ? 1 : 0;
        while (b != 0) {
            b = next();
        }
    }

    private void skipBytes(long bytes) throws IOException {
        for (long i = 0; i < bytes; i++) {
            next();
        }
    }

    private long littleEndian(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException("gzip data ends in the middle of a member");
        }
        return packed[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        int got = in.read(packed, 0, packed.length);
        at = 0;
        end = Math.max(got, 0);
        filled += end;
        return got > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
