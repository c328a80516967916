package io.reqid.benchmarks.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The logs that are searched: written once, kept until the build directory is cleaned, and read once before they are used. */
final class Corpus {
    private static final long SEED = 1;

    private final Path directory;

    /** For logs of so many bytes. */
    Corpus(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** {@return a log in the demo's layout} */
    Path plain(long bytes) throws IOException {
        return written(bytes, "app.log", Layout.PATTERN);
    }

    /** {@return a log as logstash-logback-encoder writes it} */
    Path json(long bytes) throws IOException {
        return written(bytes, "app.json", Layout.LOGSTASH);
    }

    private Path written(long bytes, String name, Layout layout) throws IOException {
        Path log = Files.createDirectories(directory.resolve(String.valueOf(bytes)))
                .resolve(name);
        if (!Files.exists(log)) {
            System.err.println("Writing " + log + ", once ...");
            Path unfinished = log.resolveSibling(name + ".tmp");
            LogGenerator.single(unfinished, layout, SEED, bytes);
            Files.move(unfinished, log, StandardCopyOption.ATOMIC_MOVE);
        }
        return warmed(log);
    }

    /** {@return the same log, packed} */
    Path packed(Path log, Packing packing) throws IOException {
        Path packed = log.resolveSibling(log.getFileName() + packing.suffix());
        if (!Files.exists(packed)) {
            System.err.println("Writing " + packed + ", once ...");
            Path unfinished = log.resolveSibling(log.getFileName() + ".tmp");
            try (OutputStream out = packing.open(unfinished)) {
                Files.copy(log, out);
            }
            Files.move(unfinished, packed, StandardCopyOption.ATOMIC_MOVE);
        }
        return warmed(packed);
    }

    /** {@return the same log as one that was rotated away, for what puts files beside it} */
    Path linked(Path log, String folder) throws IOException {
        Path link = Files.createDirectories(log.resolveSibling(folder)).resolve(log.getFileName() + ".1");
        if (!Files.exists(link)) {
            Files.createLink(link, log);
        }
        return link;
    }

    private static Path warmed(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return log;
    }
}
