package io.reqid.benchmarks.search;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** How a rotated file is stored. */
enum Packing {
    PLAIN("") {
        @Override
        OutputStream around(OutputStream file) {
            return file;
        }
    },
    GZIP(".gz") {
        @Override
        OutputStream around(OutputStream file) throws IOException {
            return new GZIPOutputStream(file, BUFFER_BYTES);
        }
    },
    /** As several gzip files one after another, cut anywhere, as {@code cat a.gz b.gz} makes them. */
    GZIP_MEMBERS(".gz") {
        @Override
        OutputStream around(OutputStream file) {
            return new Members(file);
        }
    },
    ZSTD(".zst") {
        @Override
        OutputStream around(OutputStream file) throws IOException {
            return new ZstdOutputStream(file, 3);
        }
    },
    XZ(".xz") {
        @Override
        OutputStream around(OutputStream file) throws IOException {
            return new XZOutputStream(file, new LZMA2Options(1));
        }
    };

    private static final int BUFFER_BYTES = 1 << 16;

    private final String suffix;

    Packing(String suffix) {
        this.suffix = suffix;
    }

    /** {@return what the names of such files end with} */
    String suffix() {
        return suffix;
    }

    abstract OutputStream around(OutputStream file) throws IOException;

    /** {@return a stream that writes a new file} */
    final OutputStream open(Path file) throws IOException {
        return around(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    }

    /** Ends a member and begins another every so many bytes. */
    private static final class Members extends FilterOutputStream {
        private static final int MEMBER_BYTES = 40_009;

        private final ByteArrayOutputStream member = new ByteArrayOutputStream();

        Members(OutputStream file) {
            super(file);
        }

        @Override
        public void write(int value) throws IOException {
            member.write(value);
            if (member.size() == MEMBER_BYTES) {
                end();
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int i = from; i < from + length; i++) {
                write(bytes[i]);
            }
        }

        @Override
        public void close() throws IOException {
            end();
            super.close();
        }

        private void end() throws IOException {
            try (GZIPOutputStream gzip = new GZIPOutputStream(new Unclosed(out))) {
                member.writeTo(gzip);
            }
            member.reset();
        }
    }

    /** Keeps the file open when a member ends. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
