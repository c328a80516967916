package io.reqid.agent;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The agent's and the store's classes in a jar, by their names. Reads the jar by its directory and inflates entry by entry:
 * {@link JarFile} makes half a dozen objects and a buffer for each, which is most of what a start without compiled code
 * would spend on reading. What is out of the ordinary is left to it all the same. The format is that of APPNOTE.TXT 6.3.10,
 * sections 4.3.7, 4.3.12 and 4.3.16.
 */
final class ClassFiles {
    private static final String STORE = "io/reqid/";
    private static final String AGENT = "io/reqid/agent/";
    private static final String SUFFIX = ".class";

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int HEADER_SIZE = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private static final int READ_AHEAD = 1 << 16;

    private final Map<String, byte[]> found = new LinkedHashMap<>();
    private final Inflater inflater = new Inflater(true);
    private byte[] ahead = {};
    private long aheadFrom;

    private ClassFiles() {}

    /** {@return the class files in a jar, which the caller may change, by their names without the suffix} */
    static Map<String, byte[]> in(File jar) throws IOException {
        ClassFiles files = new ClassFiles();
        try (RandomAccessFile in = new RandomAccessFile(jar, "r")) {
            if (files.read(in)) {
                return files.found;
            }
        } finally {
            files.inflater.end();
        }
        return withJarFile(jar);
    }

    static Map<String, byte[]> withJarFile(File file) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (JarFile jar = new JarFile(file, false)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (isOurs(entry.getName())) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        found.put(className(entry.getName()), content.readAllBytes());
                    }
                }
            }
        }
        return found;
    }

    /** {@return whether a class is of the store or of the agent; other modules of ours need the application} */
    private static boolean isOurs(String entry) {
        return entry.endsWith(SUFFIX)
                && (entry.startsWith(AGENT) || (entry.startsWith(STORE) && entry.indexOf('/', STORE.length()) < 0));
    }

    private static String className(String entry) {
        return entry.substring(0, entry.length() - SUFFIX.length());
    }

    /** {@return whether all is read; otherwise the jar has a comment, is of the 64-bit kind, or is none} */
    private boolean read(RandomAccessFile in) throws IOException {
        long endAt = in.length() - END_SIZE;
        if (endAt < 0) {
            return false;
        }
        byte[] end = read(in, endAt, END_SIZE);
        int entries = u2(end, 10);
        long size = u4(end, 12);
        long offset = u4(end, 16);
        long base = endAt - size - offset; // where the jar begins, if something precedes it
        if (u4(end, 0) != END_SIGNATURE || entries == 0xFFFF || base < 0 || size > Integer.MAX_VALUE) {
            return false;
        }
        byte[] directory = read(in, endAt - size, (int) size);
        int at = 0;
        for (int i = 0; i < entries; i++) {
            if (at + ENTRY_SIZE > directory.length || u4(directory, at) != ENTRY_SIGNATURE) {
                return false;
            }
            if (!readEntry(in, base, directory, at)) {
                return false;
            }
            at += ENTRY_SIZE + u2(directory, at + 28) + u2(directory, at + 30) + u2(directory, at + 32);
        }
        return true;
    }

    private boolean readEntry(RandomAccessFile in, long base, byte[] directory, int entry) throws IOException {
        String name = ascii(directory, entry + ENTRY_SIZE, u2(directory, entry + 28));
        if (!isOurs(name)) {
            return true;
        }
        int method = u2(directory, entry + 10);
        long packed = u4(directory, entry + 20);
        long size = u4(directory, entry + 24);
        long header = base + u4(directory, entry + 42);
        if (packed > Integer.MAX_VALUE || size > Integer.MAX_VALUE || (method != STORED && method != DEFLATED)) {
            return false;
        }
        int lengths = seek(in, header + HEADER_SIZE - 4, 4);
        long start = header + HEADER_SIZE + u2(ahead, lengths) + u2(ahead, lengths + 2);
        int at = seek(in, start, (int) packed);
        found.put(
                className(name),
                method == STORED
                        ? Arrays.copyOfRange(ahead, at, at + (int) size)
                        : inflate(at, (int) packed, (int) size));
        return true;
    }

    /** Unlike the constructor that takes a charset, this is so short that to compile it costs nothing. */
    @SuppressWarnings("deprecation")
    private static String ascii(byte[] bytes, int from, int length) {
        return new String(bytes, 0, from, length);
    }

    private byte[] inflate(int at, int packed, int size) throws IOException {
        byte[] content = new byte[size];
        try {
            inflater.reset();
            inflater.setInput(ahead, at, packed);
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
        }
    }

    private static byte[] read(RandomAccessFile in, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.seek(from);
        in.readFully(bytes);
        return bytes;
    }

    /** {@return where in {@link #ahead} a piece of the file lies} What follows it is read too, for the next piece. */
    private int seek(RandomAccessFile in, long from, int length) throws IOException {
        if (from < aheadFrom || from + length > aheadFrom + ahead.length) {
            ahead = read(in, from, (int) Math.min(Math.max(length, READ_AHEAD), in.length() - from));
            aheadFrom = from;
        }
        return (int) (from - aheadFrom);
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    private static long u4(byte[] bytes, int at) {
        return u2(bytes, at) | ((long) u2(bytes, at + 2) << 16);
    }
}
