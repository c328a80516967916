package io.reqid.search.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Printable;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.tukaani.xz.XZInputStream;

/**
 * The bytes of one file, decompressed, from the beginning on. Damage ends them early: what stands before it is given out,
 * and a note says so. For one thread.
 */
public final class LogInput implements Closeable {
    private static final int XZ_MEMORY_KIB = 128 * 1024;

    private final LogFile file;
    private final InputStream in;
    private final Compression compression;
    private final Notes notes;
    private long position;
    private boolean ended;

    private LogInput(LogFile file, InputStream in, Compression compression, Notes notes) {
        this.file = file;
        this.in = in;
        this.compression = compression;
        this.notes = notes;
    }

    static LogInput of(LogFile file, InputStream raw, Notes notes, LongConsumer read, SeekPoints.Builder points)
            throws IOException {
        InputStream counted = new CountedInput(raw, read);
        try {
            byte[] magic = counted.readNBytes(Compression.MAGIC_LENGTH);
            Compression compression = Compression.of(magic, magic.length);
            InputStream whole = new RejoinedInput(magic, counted);
            return new LogInput(file, unpacked(compression, whole, points), compression, notes);
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            counted.close();
            if (unreadable instanceof LinkageError) {
                throw new IOException("the library that reads it does not run on this machine", unreadable);
            }
            throw unreadable;
        }
    }

    private static InputStream unpacked(Compression compression, InputStream packed, SeekPoints.Builder points)
            throws IOException {
        return switch (compression) {
            case NONE -> packed;
            case GZIP -> new GzipInput(packed, points);
            case ZSTD -> new ZstdInputStreamNoFinalizer(packed);
            case XZ -> new XZInputStream(packed, XZ_MEMORY_KIB);
            case BZIP2, ZIP -> throw new IOException(compression + " archives cannot be read; unpack it first");
        };
    }

    /**
     * Reads on, until the range is full or the bytes end. Never throws because of the file: a fault is noted and ends them.
     *
     * @param to where the bytes go
     * @param offset where in it they begin
     * @param length how many are wanted
     * @return how many were read; fewer than wanted only at the end
     */
    public int read(byte[] to, int offset, int length) {
        int done = 0;
        while (done < length && !ended) {
            done += readOnce(to, offset + done, length - done);
        }
        return done;
    }

    /**
     * Reads what is there, and waits only if that is nothing.
     *
     * @param to where the bytes go
     * @param offset where in it they begin
     * @param length how many are wanted, at least 1
     * @return how many were read; 0 at the end
     */
    public int readSome(byte[] to, int offset, int length) {
        int got = 0;
        while (got == 0 && !ended) {
            got = readOnce(to, offset, length);
        }
        return got;
    }

    private int readOnce(byte[] to, int offset, int length) {
        try {
            int got = in.read(to, offset, length);
            ended = got < 0;
            position += Math.max(got, 0);
            return Math.max(got, 0);
        } catch (IOException | RuntimeException fault) {
            ended = true;
            notes.add(file.note(Kind.PARTIAL, whatHappened(fault), advice()));
            return 0;
        }
    }

    private String whatHappened(Exception fault) {
        String where = "what stands after its first " + position + " bytes";
        if (compression == Compression.NONE) {
            return "reading failed (" + Printable.text(String.valueOf(fault.getMessage())) + "); " + where
                    + " was not searched";
        }
        boolean cut = fault instanceof EOFException
                || String.valueOf(fault.getMessage()).startsWith("Truncated");
        return (cut
                        ? "is cut off in the middle"
                        : "is damaged (" + Printable.text(String.valueOf(fault.getMessage())) + ")")
                + "; " + where + ", unpacked, could not be read";
    }

    private String advice() {
        return compression == Compression.NONE
                ? "check the disk, or copy the file and search the copy"
                : "search the original, if there still is one";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Tells how many bytes were read. */
    private static final class CountedInput extends FilterInputStream {
        private final LongConsumer read;

        CountedInput(InputStream in, LongConsumer read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            read.accept(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int got = super.read(to, offset, length);
            read.accept(Math.max(got, 0));
            return got;
        }
    }

    /** Gives out the bytes that were looked at, then the rest. */
    private static final class RejoinedInput extends FilterInputStream {
        private byte[] looked;

        RejoinedInput(byte[] looked, InputStream rest) {
            super(rest);
            this.looked = looked;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (looked.length == 0) {
                return super.read(to, offset, length);
            }
            int got = Math.min(length, looked.length);
            System.arraycopy(looked, 0, to, offset, got);
            looked = Arrays.copyOfRange(looked, got, looked.length);
            return got;
        }

        @Override
        public int available() throws IOException {
            return looked.length + super.available();
        }
    }
}
