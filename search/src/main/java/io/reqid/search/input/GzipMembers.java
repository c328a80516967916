package io.reqid.search.input;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The unpacked bytes of a gzip file, read from any place: only from the seek point before it on. The pieces between points
 * that were unpacked last are kept. For any number of threads.
 */
public final class GzipMembers implements Closeable {
    private static final int KEPT = 4;

    private final FileChannel channel;
    private final SeekPoints points;
    private final LongConsumer read;
    private final Map<Integer, Piece> pieces = new LinkedHashMap<>(KEPT, 0.75f, true);

    /**
     * Reads a file.
     *
     * @param channel the packed bytes; not closed by this
     * @param points where it can be unpacked from, at least one
     * @param read is told how many packed bytes were read
     */
    public GzipMembers(FileChannel channel, SeekPoints points, LongConsumer read) {
        this.channel = channel;
        this.points = points;
        this.read = read;
    }

    /** {@return how many unpacked bytes there are} */
    public long length() {
        return points.length();
    }

    /**
     * Reads a range.
     *
     * @param to where the bytes go
     * @param offset where in it they begin
     * @param count how many are wanted
     * @param from the offset of the first of them, unpacked
     * @return how many were read; fewer than wanted only at the end
     * @throws IOException if they cannot be read or unpacked
     */
    public synchronized int read(byte[] to, int offset, int count, long from) throws IOException {
        int done = 0;
        while (done < count && from + done < points.length()) {
            long at = from + done;
            int point = points.before(at);
            int wanted = (int) Math.min(count - done, points.end(point) - at);
            int start = (int) (at - points.begin(point));
            byte[] bytes = pieceOf(point).upTo(start + wanted);
            System.arraycopy(bytes, start, to, offset + done, wanted);
            done += wanted;
        }
        return done;
    }

    private Piece pieceOf(int point) throws IOException {
        Piece known = pieces.get(point);
        if (known != null) {
            return known;
        }
        if (pieces.size() == KEPT) {
            Integer eldest = pieces.keySet().iterator().next();
            Piece dropped = pieces.remove(eldest);
            if (dropped != null) {
                dropped.close();
            }
        }
        Piece piece = new Piece(new GzipInput(new ChannelInput(points.packed(point), points.packedEnd(point))), (int)
                (points.end(point) - points.begin(point)));
        pieces.put(point, piece);
        return piece;
    }

    @Override
    public synchronized void close() throws IOException {
        for (Piece piece : pieces.values()) {
            piece.close();
        }
        pieces.clear();
    }

    /** What lies between two points, unpacked as far as it was asked for. */
    private static final class Piece implements Closeable {
        private final GzipInput in;
        private final byte[] bytes;
        private int filled;

        Piece(GzipInput in, int length) {
            this.in = in;
            this.bytes = new byte[length];
        }

        byte[] upTo(int end) throws IOException {
            while (filled < end) {
                int got = in.read(bytes, filled, end - filled);
                if (got <= 0) {
                    throw new EOFException("it ends before its index says so");
                }
                filled += got;
                if (filled == bytes.length) {
                    in.read(); // the checksum of the last member is looked at when more is asked for
                    in.close();
                }
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** A range of the packed bytes. */
    private final class ChannelInput extends InputStream {
        private final long end;
        private long at;

        ChannelInput(long at, long end) {
            this.at = at;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int wanted = (int) Math.min(length, end - at);
            int got = wanted == 0 ? -1 : channel.read(ByteBuffer.wrap(to, offset, wanted), at);
            at += Math.max(0, got);
            read.accept(Math.max(0, got));
            return got;
        }
    }
}
