package io.reqid.search.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that takes the place of another in one step when it is complete, or is removed. Until then it has a name that is
 * known again and is locked, so that what a killed process left behind is told from what somebody is writing. For one
 * thread.
 */
final class Temporary implements Closeable {
    private static final String SUFFIX = ".tmp";
    private static final Pattern NAME = Pattern.compile(".+\\Q" + IndexPlace.SUFFIX + "\\E\\.[0-9a-f]{16}\\.tmp");

    private final Path path;
    private final FileChannel channel;

    private Temporary(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * {@return an empty file, which only its owner may read}
     *
     * @param directory where it will be needed
     * @param what what it is, for people
     */
    static Temporary create(Path directory, String what) throws IOException {
        String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path path = directory.resolve(what + IndexPlace.SUFFIX + "." + random + SUFFIX);
        FileChannel channel = FileChannel.open(
                path,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                ownersAlone());
        Temporary file = new Temporary(path, channel);
        try {
            channel.tryLock();
        } catch (IOException noLocksHere) {
            // nobody can get one then, so that nobody takes it for left behind
        }
        return file;
    }

    /** {@return the directory in which a file lies} */
    static Path directoryOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a directory");
    }

    private static FileAttribute<?>[] ownersAlone() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /** Forces it onto the disk and gives it its name, in place of what had it. */
    void moveTo(Path place) throws IOException {
        channel.force(true);
        try {
            Files.move(path, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            throw new IOException("the file system cannot rename a file in one step", notHere);
        }
        forceDirectory(directoryOf(place));
    }

    /** The new name is in its directory, which some systems do not let be opened. */
    private static void forceDirectory(Path directory) {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException notHere) {
            // a name that is lost with the power leaves what was there before
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    /**
     * Removes what killed processes left behind in a directory.
     *
     * @return how many files
     */
    static int removeStrays(Path directory) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + IndexPlace.SUFFIX + ".*")) {
            for (Path file : files) {
                removed += isStray(file) && Files.deleteIfExists(file) ? 1 : 0;
            }
        }
        return removed;
    }

    private static boolean isStray(Path file) {
        boolean named = NAME.matcher(String.valueOf(file.getFileName())).matches();
        if (!named || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException inUse) {
            return false;
        }
    }
}
