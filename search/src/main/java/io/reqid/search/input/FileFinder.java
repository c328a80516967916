package io.reqid.search.input;

import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import io.reqid.search.report.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Turns what the user names into files, each once. For one thread. */
final class FileFinder {
    private static final String GLOB_CHARACTERS = "*?[{";

    /** Files beside a log that are no logs. */
    private static final String INDEX_SUFFIX = ".reqid-idx";

    private final Notes notes;
    private final List<FoundFile> files = new ArrayList<>();
    private final Map<Object, String> nameByIdentity = new HashMap<>();

    FileFinder(Notes notes) {
        this.notes = notes;
    }

    List<FoundFile> files() {
        return Collections.unmodifiableList(files);
    }

    void add(String named) {
        if (named.equals("-")) {
            addStandardInput();
            return;
        }
        try {
            addPath(named, Path.of(named));
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("not a path: " + Printable.text(named), invalid);
        }
    }

    private void addStandardInput() {
        if (nameByIdentity.putIfAbsent(LogFile.STANDARD_INPUT, LogFile.STANDARD_INPUT) == null) {
            long now = System.currentTimeMillis();
            files.add(new FoundFile(null, LogFile.STANDARD_INPUT, 0, now, Compression.NONE, false, null));
        }
    }

    private void addPath(String named, Path path) {
        if (Files.isDirectory(path)) {
            walk(path, null);
        } else if (Files.exists(path)) {
            addFile(path, true);
        } else if (isGlob(named)) {
            addGlob(named);
        } else {
            skipped(path, new NoSuchFileException(named));
        }
    }

    private static boolean isGlob(String named) {
        return named.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
    }

    private void addGlob(String glob) {
        int fixed = glob.lastIndexOf('/', firstGlobCharacter(glob));
        Path start = Path.of(fixed < 0 ? "" : glob.substring(0, fixed + 1));
        int before = nameByIdentity.size();
        try {
            walk(start, FileSystems.getDefault().getPathMatcher("glob:" + Path.of(glob)));
        } catch (PatternSyntaxException invalid) {
            throw new IllegalArgumentException("not a glob: " + Printable.text(glob), invalid);
        }
        if (nameByIdentity.size() == before) {
            notes.add(new Note(
                    Kind.PARTIAL, Printable.text(glob), "fits no file", "check the pattern, or quote it differently"));
        }
    }

    private static int firstGlobCharacter(String glob) {
        int at = 0;
        while (GLOB_CHARACTERS.indexOf(glob.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** A directory's files are taken in the order of their names, so that the same search gives the same answer. */
    private void walk(Path start, @Nullable PathMatcher glob) {
        List<Path> seen = new ArrayList<>();
        try {
            Files.walkFileTree(
                    start,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new Collecting(start, glob, seen));
        } catch (IOException unreadable) {
            skipped(start, unreadable);
        }
        Collections.sort(seen);
        seen.forEach(path -> addFile(path, false));
    }

    private final class Collecting extends SimpleFileVisitor<Path> {
        private final Path start;
        private final @Nullable PathMatcher glob;
        private final List<Path> seen;

        Collecting(Path start, @Nullable PathMatcher glob, List<Path> seen) {
            this.start = start;
            this.glob = glob;
            this.seen = seen;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean hidden = !directory.equals(start) && isHidden(directory);
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean wanted = glob == null ? !isHidden(file) : glob.matches(file);
            if (wanted && attributes.isRegularFile() && !file.toString().contains(INDEX_SUFFIX)) {
                seen.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            boolean wanted = glob == null || glob.matches(file);
            if (wanted && !(fault instanceof FileSystemLoopException)) {
                skipped(file, fault);
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            Path name = path.getFileName();
            return name != null
                    && name.toString().startsWith(".")
                    && name.toString().length() > 2;
        }
    }

    private void addFile(Path path, boolean named) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object identity = attributes.fileKey() != null ? attributes.fileKey() : path.toRealPath();
            String first = nameByIdentity.putIfAbsent(identity, path.toString());
            if (first != null) {
                notes.add(note(Kind.DETAIL, path, "is the same file as " + Printable.text(first) + "; read once", ""));
            } else if (attributes.isRegularFile()) {
                addRegular(path, attributes, named);
            } else {
                long now = System.currentTimeMillis();
                files.add(new FoundFile(path, path.toString(), 0, now, Compression.NONE, false, null));
            }
        } catch (IOException unreadable) {
            skipped(path, unreadable);
        }
    }

    private void addRegular(Path path, BasicFileAttributes attributes, boolean named) throws IOException {
        Compression compression = compressionOf(path);
        FoundFile file = new FoundFile(
                path,
                path.toString(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis(),
                compression,
                true,
                attributes.fileKey());
        if (!compression.isReadable()) {
            boolean log = named
                    || path.toString().contains(".log.")
                    || path.toString().contains(".json.");
            notes.add(note(
                    log ? Kind.PARTIAL : Kind.DETAIL,
                    path,
                    "is a " + compression + " archive; not searched",
                    "unpack it first"));
        } else if (named || kindOf(file) != TextKind.BINARY) {
            files.add(file);
        } else {
            notes.add(
                    note(Kind.DETAIL, path, "is no text; left out", "name the file itself to search it all the same"));
        }
    }

    private static Compression compressionOf(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] magic = in.readNBytes(Compression.MAGIC_LENGTH);
            return Compression.of(magic, magic.length);
        }
    }

    private static TextKind kindOf(FoundFile found) throws IOException {
        LogFile file = new LogFile(found, "", InputStream.nullInputStream(), 0, 0, false);
        byte[] head = new byte[TextKind.HEAD_LENGTH];
        try (LogInput in = file.open(note -> {}, bytes -> {})) {
            return TextKind.of(head, in.read(head, 0, head.length));
        }
    }

    private void skipped(Path path, IOException fault) {
        if (fault instanceof NoSuchFileException) {
            notes.add(note(Kind.PARTIAL, path, "does not exist; left out", "check the path"));
        } else if (fault instanceof AccessDeniedException) {
            notes.add(note(Kind.PARTIAL, path, "may not be read; left out", "run as a user who may read it"));
        } else {
            String why = Printable.text(String.valueOf(fault.getMessage()));
            notes.add(note(
                    Kind.PARTIAL, path, "could not be read (" + why + "); left out", "check the file and the disk"));
        }
    }

    private static Note note(Kind kind, Path path, String found, String advice) {
        return new Note(kind, Printable.text(path.toString()), found, advice);
    }
}
