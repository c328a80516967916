package io.reqid.search.command;

import io.reqid.search.event.RequestLog;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import io.reqid.search.view.View;
import io.reqid.search.view.ViewOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes the page of {@code --html}. */
final class PageFile {
    private PageFile() {}

    /** Writes the page into a file, which is either the whole page or what it was before. */
    static void write(String file, List<RequestLog> logs, ViewOptions options, Call call)
            throws IOException, UsageException {
        Path path = path(file);
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                fill(path, logs, options); // a device, a named pipe
            } else {
                replace(path, logs, options);
            }
        } catch (IOException e) {
            throw new IOException(Printable.text(file) + ": cannot be written: " + Reading.reason(e), e);
        }
        call.messages().add(new Note(Kind.HINT, Printable.text(file), "the page is written", "open it in a browser"));
    }

    private static Path path(String file) throws UsageException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageException("--html must be a file, found \"" + Printable.text(file) + "\"");
        }
    }

    private static void replace(Path path, List<RequestLog> logs, ViewOptions options) throws IOException {
        Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path;
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            fill(part, logs, options);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void fill(Path path, List<RequestLog> logs, ViewOptions options) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
            View.html(out, options).show(logs);
        }
    }
}
