package io.reqid.search.index;

import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogInput;
import io.reqid.search.report.Notes;
import io.reqid.search.report.WatchedNotes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * Writes a gzip file again, as members of a megabyte of unpacked bytes each, so that each can be unpacked alone. What comes
 * out is as plain a gzip file (RFC 1952) as before: every program that unpacks it gives the same bytes. The new file is read
 * back and compared, and takes the place of the old one in one step. For one thread.
 */
public final class Reblocking {
    private static final int BUFFER = 1 << 16;

    private final LogFile file;
    private final Path path;
    private final Notes notes;
    private final LongConsumer read;

    /**
     * Names a file.
     *
     * @param file the file
     * @param path where it lies
     * @param notes is told if it is damaged
     * @param read is told how many packed bytes were read
     */
    public Reblocking(LogFile file, Path path, Notes notes, LongConsumer read) {
        this.file = file;
        this.path = path;
        this.notes = notes;
        this.read = read;
    }

    /**
     * Writes it again.
     *
     * @return why it was left as it is, or nothing if it was not
     * @throws IOException if it cannot be read, or the new one cannot be written; the old one is still there
     */
    public Optional<String> run() throws IOException {
        Original original = Original.of(path);
        Optional<String> reason = original.whyNot();
        if (reason.isPresent()) {
            return reason;
        }
        try (Temporary copy = Temporary.create(Temporary.directoryOf(path), "reblocked")) {
            Optional<byte[]> packed = pack(copy.channel());
            if (packed.isEmpty()) {
                return Optional.of("it is damaged");
            }
            copy.channel().force(false);
            if (!Arrays.equals(packed.get(), digestOf(copy.path()))) {
                throw new IOException("what was written is not what was read back; is the disk damaged?");
            }
            if (!original.handTo(copy.path())) {
                return Optional.of("its owner and group cannot be kept by this user");
            }
            if (!original.isStillThere()) {
                return Optional.of("it was changed meanwhile");
            }
            copy.moveTo(path);
            return Optional.empty();
        }
    }

    /** {@return the digest of the unpacked bytes, or nothing if they could not be read to their end} */
    private Optional<byte[]> pack(FileChannel to) throws IOException {
        MessageDigest digest = sha256();
        WatchedNotes watched = new WatchedNotes(notes);
        try (LogInput in = file.open(watched, read);
                GzipBlocks out = new GzipBlocks(to)) {
            byte[] block = new byte[GzipBlocks.BLOCK];
            int got = in.read(block, 0, block.length);
            do {
                digest.update(block, 0, got);
                out.member(block, got);
                got = in.read(block, 0, block.length);
            } while (got > 0);
        }
        return watched.anyPartial() ? Optional.empty() : Optional.of(digest.digest());
    }

    /** The reader of the JDK, which knows nothing of how this class writes. */
    private static byte[] digestOf(Path packed) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), BUFFER)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
            }
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
