package io.reqid.search.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where the indexes of logs lie: each beside its log, or all in one directory. Immutable. */
public final class IndexPlace {
    /** What the name of an index adds to that of its log. */
    public static final String SUFFIX = ".reqid-idx";

    private static final int DIGITS = 32;
    private static final int MOST_OF_NAME = 60;

    private final @Nullable Path directory;

    private IndexPlace(@Nullable Path directory) {
        this.directory = directory;
    }

    /** {@return the place beside each log} */
    public static IndexPlace besideLogs() {
        return new IndexPlace(null);
    }

    /**
     * {@return a directory as the place of all indexes}
     *
     * @param directory need not exist until one is written
     */
    public static IndexPlace in(Path directory) {
        return new IndexPlace(directory);
    }

    /** {@return the directory, or empty if indexes lie beside their logs} */
    public Optional<Path> directory() {
        return Optional.ofNullable(directory);
    }

    /**
     * {@return where the index of a log lies} In a directory its name has, beside the name of the log, a hash of the path
     * of the log with all links resolved, so that logs of the same name have indexes of their own.
     *
     * @param log the log
     * @throws IOException if links in its path cannot be resolved
     */
    public Path of(Path log) throws IOException {
        if (directory == null) {
            return log.resolveSibling(log.getFileName() + SUFFIX);
        }
        Path real = log.toRealPath();
        String name = String.valueOf(real.getFileName());
        String shown = name.length() > MOST_OF_NAME ? name.substring(0, MOST_OF_NAME) : name;
        return directory.resolve(shown + "." + hash(real.toString()) + SUFFIX);
    }

    /**
     * Removes what killed processes left behind: in the directories of logs, and in that of indexes.
     *
     * @param logs the logs
     * @return how many files were removed; what cannot be removed stays and does no harm
     */
    public int removeStrays(Collection<Path> logs) {
        Set<Path> directories = new TreeSet<>();
        logs.forEach(log -> directories.add(Temporary.directoryOf(log).normalize()));
        directory().ifPresent(directories::add);
        int removed = 0;
        for (Path each : directories) {
            try {
                removed += Files.isDirectory(each) ? Temporary.removeStrays(each) : 0;
            } catch (IOException | DirectoryIteratorException unreadable) {
                // whoever may not look there cannot have left anything there
            }
        }
        return removed;
    }

    private static String hash(String path) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
