package io.reqid.search.input;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The ways to pack bytes that logs come in; the last part of each is a second member, frame or stream. */
public enum Packed {
    PLAIN("") {
        @Override
        OutputStream packing(OutputStream to) {
            return to;
        }
    },
    GZIP(".gz") {
        @Override
        OutputStream packing(OutputStream to) throws IOException {
            return new GZIPOutputStream(to);
        }
    },
    ZSTD(".zst") {
        @Override
        OutputStream packing(OutputStream to) throws IOException {
            return new ZstdOutputStreamNoFinalizer(to).setChecksum(true); // as the program zstd does
        }
    },
    XZ(".xz") {
        @Override
        OutputStream packing(OutputStream to) throws IOException {
            return new XZOutputStream(to, new LZMA2Options(1));
        }
    };

    private final String suffix;

    Packed(String suffix) {
        this.suffix = suffix;
    }

    abstract OutputStream packing(OutputStream to) throws IOException;

    public String suffix() {
        return suffix;
    }

    /** Packs bytes in two pieces, one after the other. */
    public byte[] pack(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int middle = plain.length / 2;
        packed.write(packOne(Arrays.copyOf(plain, middle)));
        packed.write(packOne(Arrays.copyOfRange(plain, middle, plain.length)));
        return packed.toByteArray();
    }

    byte[] packOne(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packing(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
