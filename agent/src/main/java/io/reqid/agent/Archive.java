package io.reqid.agent;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one entry of the agent's jar that holds its classes and those of the store: an archive without compression, so
 * that to find a class in it takes no search and no copy, and that all are inflated in one go. Reads the jar by its
 * directory: {@link JarFile} makes half a dozen objects and a buffer, and has everything compiled that it runs. What is out
 * of the ordinary is left to it all the same. The format is that of APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 */
final class Archive {
    static final String ENTRY = "io/reqid/agent/classes.zip";

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int HEADER_SIZE = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private Archive() {}

    /**
     * {@return the archive in a jar}
     *
     * @throws IOException if the jar cannot be read, or has no such entry
     */
    static byte[] in(File jar) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(jar, "r")) {
            byte[] archive = read(in);
            if (archive != null) {
                return archive;
            }
        }
        return withJarFile(jar);
    }

    static byte[] withJarFile(File file) throws IOException {
        try (JarFile jar = new JarFile(file, false)) {
            ZipEntry entry = jar.getEntry(ENTRY);
            if (entry == null) {
                throw new IOException("the jar " + file + " lacks " + ENTRY);
            }
            try (InputStream content = jar.getInputStream(entry)) {
                return content.readAllBytes();
            }
        }
    }

    /** {@return null if the jar has a comment, is of the 64-bit kind, or is none} */
    private static byte @Nullable [] read(RandomAccessFile in) throws IOException {
        long endAt = in.length() - END_SIZE;
        if (endAt < 0) {
            return null;
        }
        byte[] end = read(in, endAt, END_SIZE);
        int entries = u2(end, 10);
        long size = u4(end, 12);
        long base = endAt - size - u4(end, 16); // where the jar begins, if something precedes it
        if (u4(end, 0) != END_SIGNATURE || entries == 0xFFFF || base < 0 || size > Integer.MAX_VALUE) {
            return null;
        }
        byte[] directory = read(in, endAt - size, (int) size);
        int at = 0;
        for (int i = 0; i < entries && at + ENTRY_SIZE <= directory.length; i++) {
            if (u4(directory, at) != ENTRY_SIGNATURE) {
                return null;
            }
            int nameLength = u2(directory, at + 28);
            if (isArchive(directory, at + ENTRY_SIZE, nameLength)) {
                return content(in, base, directory, at);
            }
            at += ENTRY_SIZE + nameLength + u2(directory, at + 30) + u2(directory, at + 32);
        }
        return null;
    }

    private static boolean isArchive(byte[] directory, int name, int length) {
        if (length != ENTRY.length() || name + length > directory.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (directory[name + i] != ENTRY.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] content(RandomAccessFile in, long base, byte[] directory, int entry)
            throws IOException {
        int method = u2(directory, entry + 10);
        long packed = u4(directory, entry + 20);
        long size = u4(directory, entry + 24);
        long header = base + u4(directory, entry + 42);
        if (packed > Integer.MAX_VALUE || size > Integer.MAX_VALUE || (method != STORED && method != DEFLATED)) {
            return null;
        }
        byte[] lengths = read(in, header + HEADER_SIZE - 4, 4);
        byte[] content = read(in, header + HEADER_SIZE + u2(lengths, 0) + u2(lengths, 2), (int) packed);
        return method == STORED ? content : inflate(content, (int) size);
    }

    private static byte[] inflate(byte[] packed, int size) throws IOException {
        byte[] content = new byte[size];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            for (int done = 0; done < size; ) {
                int more = inflater.inflate(content, done, size - done);
                if (more == 0) {
                    throw new EOFException("an entry of the agent's jar is cut off");
                }
                done += more;
            }
            return content;
        } catch (DataFormatException e) {
            throw new IOException("an entry of the agent's jar is damaged", e);
        } finally {
            inflater.end();
        }
    }

    /** {@return the content of the first file in an archive} */
    static byte[] first(byte[] archive) {
        int start = HEADER_SIZE + u2(archive, 26) + u2(archive, 28);
        return Arrays.copyOfRange(archive, start, start + (int) u4(archive, 22));
    }

    private static byte[] read(RandomAccessFile in, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.seek(from);
        in.readFully(bytes);
        return bytes;
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    private static long u4(byte[] bytes, int at) {
        return u2(bytes, at) | ((long) u2(bytes, at + 2) << 16);
    }
}
