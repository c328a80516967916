package io.reqid.search.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that another is to take the place of, as it was at first.
 *
 * @param links how many names it has
 * @param changed when anything of it was changed, or its time of writing where the system does not tell
 */
record Original(Path path, BasicFileAttributes attributes, int links, Object changed) {
    static Original of(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new Original(
                path,
                attributes,
                unix ? (Integer) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS) : 1,
                unix
                        ? Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                        : attributes.lastModifiedTime());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        Class<? extends BasicFileAttributes> known = posix ? PosixFileAttributes.class : BasicFileAttributes.class;
        return Files.readAttributes(path, known, LinkOption.NOFOLLOW_LINKS);
    }

    /** {@return why no other file can take its place, if so} */
    Optional<String> whyNot() {
        if (!attributes.isRegularFile()) {
            return Optional.of(attributes.isSymbolicLink() ? "it is a symbolic link" : "it is no file");
        }
        return links > 1 ? Optional.of("it has " + links + " names (hard links)") : Optional.empty();
    }

    /** {@return whether the name still stands for this file and nobody has changed it} */
    boolean isStillThere() throws IOException {
        Original now = of(path);
        return now.links == links
                && now.changed.equals(changed)
                && now.attributes.size() == attributes.size()
                && now.attributes.lastModifiedTime().equals(attributes.lastModifiedTime())
                && Objects.equals(now.attributes.fileKey(), attributes.fileKey());
    }

    /**
     * Gives another file its owner, group, permissions, attributes of the user and time of writing.
     *
     * @return whether that could be done
     */
    boolean handTo(Path other) throws IOException {
        try {
            copyUserAttributes(other);
            if (attributes instanceof PosixFileAttributes posix) {
                Permissions.keep(posix, other);
            }
        } catch (FileSystemException mayNot) {
            return false;
        }
        Files.setLastModifiedTime(other, attributes.lastModifiedTime());
        return true;
    }

    private void copyUserAttributes(Path other) throws IOException {
        UserDefinedFileAttributeView from = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
        UserDefinedFileAttributeView to = Files.getFileAttributeView(other, UserDefinedFileAttributeView.class);
        if (from == null || to == null) {
            return;
        }
        for (String name : from.list()) {
            ByteBuffer value = ByteBuffer.allocate(from.size(name));
            from.read(name, value);
            to.write(name, value.flip());
        }
    }
}
