package io.reqid.search.input;

import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One file of a search, or the standard input. Immutable; what it says was true when the files were looked for.
 *
 * @see LogSet
 */
public final class LogFile {
    /** The name of the standard input. */
    public static final String STANDARD_INPUT = "(stdin)";

    private final @Nullable Path path;
    private final InputStream standardInput;
    private final String name;
    private final String service;
    private final int set;
    private final int order;
    private final long size;
    private final long modifiedMillis;
    private final Compression compression;
    private final boolean regular;
    private final boolean current;
    private final @Nullable Object identity;

    LogFile(FoundFile found, String service, InputStream standardInput, int set, int order, boolean current) {
        this.path = found.path();
        this.standardInput = standardInput;
        this.name = found.name();
        this.service = service;
        this.set = set;
        this.order = order;
        this.size = found.size();
        this.modifiedMillis = found.modifiedMillis();
        this.compression = found.compression();
        this.regular = found.regular();
        this.current = current;
        this.identity = found.identity();
    }

    /** {@return the file as the user would name it, or {@link #STANDARD_INPUT}} */
    public String name() {
        return name;
    }

    /** {@return the service that writes it: what the options say, else the name of its rotated set without its type} */
    public String service() {
        return service;
    }

    /** {@return the number of the rotated set that it belongs to; a file that was never rotated is a set of its own} */
    public int set() {
        return set;
    }

    /** {@return its place among all files of the search: sets as they were named, in a set oldest first} */
    public int order() {
        return order;
    }

    /** {@return its size on disk in bytes; 0 for what is no regular file} */
    public long size() {
        return size;
    }

    /** {@return when it was last written, in milliseconds since 1970; the time of the search for what is no file} */
    public long modifiedMillis() {
        return modifiedMillis;
    }

    /** {@return where it lies, or null for the standard input} */
    public @Nullable Path path() {
        return path;
    }

    /** {@return whether it is a file that can be read more than once: neither the standard input nor a pipe} */
    public boolean isRegular() {
        return regular;
    }

    /** {@return whether its bytes can be read from any place: it is a regular file and not compressed} */
    public boolean isSeekable() {
        return regular && compression == Compression.NONE;
    }

    /** {@return whether it is compressed, as far as that was seen before reading it} */
    public boolean isCompressed() {
        return compression != Compression.NONE;
    }

    /** {@return whether it is compressed by gzip, as far as that was seen before reading it} */
    public boolean isGzip() {
        return compression == Compression.GZIP;
    }

    /**
     * {@return whether somebody may be writing it: it is the newest of its set, not compressed, and its name has no
     * rotation's number}
     */
    public boolean isCurrent() {
        return current;
    }

    /**
     * {@return its bytes from the beginning, decompressed}
     *
     * @param notes is told when they cannot be read to their end
     * @param read is told how many bytes have been read from disk, or from the stream
     * @throws IOException if it cannot be opened
     */
    public LogInput open(Notes notes, LongConsumer read) throws IOException {
        return open(notes, read, new SeekPoints.Builder());
    }

    /**
     * {@return its bytes from the beginning, decompressed}
     *
     * @param notes is told when they cannot be read to their end
     * @param read is told how many bytes have been read from disk, or from the stream
     * @param points is told, while a gzip file is read, from where else it could be
     * @throws IOException if it cannot be opened
     */
    public LogInput open(Notes notes, LongConsumer read, SeekPoints.Builder points) throws IOException {
        InputStream raw = path == null ? standardInput : Files.newInputStream(path);
        noteIfRotated(notes);
        return LogInput.of(this, raw, notes, read, points);
    }

    /**
     * {@return a channel to read it with}
     *
     * @throws IOException if it cannot be opened
     * @throws IllegalStateException if it is the standard input
     */
    public FileChannel openChannel() throws IOException {
        if (path == null) {
            throw new IllegalStateException("the standard input has no channel");
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /**
     * Notes that it is no longer the file that was found: a rotation in between would otherwise hide a whole file.
     *
     * @param notes is told
     * @throws IOException if it is no longer there
     */
    public void noteIfRotated(Notes notes) throws IOException {
        if (path == null || !regular) {
            return;
        }
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        if (now.size() < size || (identity != null && !identity.equals(now.fileKey()))) {
            notes.add(note(
                    Kind.PARTIAL,
                    "was rotated while the search ran; what stood in it before was not searched",
                    "search again"));
        }
    }

    /**
     * {@return a note about this file}
     *
     * @param kind how much it matters
     * @param found what was found and done
     * @param advice what the user can do, or an empty text
     */
    public Note note(Kind kind, String found, String advice) {
        return new Note(kind, Printable.text(name), found, advice);
    }

    @Override
    public String toString() {
        return name;
    }
}
