package io.reqid.search.index;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may read files, where the system has POSIX's permissions; elsewhere nothing is done. */
final class Permissions {
    private static final Set<PosixFilePermission> READING =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private Permissions() {}

    /** Lets those read a new file who may read another; a group only if it is the same. */
    static void asReadableAs(Path model, Path file) throws IOException {
        PosixFileAttributeView view = view(file);
        PosixFileAttributeView modelView = Files.getFileAttributeView(model, PosixFileAttributeView.class);
        if (view == null || modelView == null) {
            return;
        }
        PosixFileAttributes attributes = modelView.readAttributes();
        Set<PosixFilePermission> all = EnumSet.copyOf(READING);
        all.retainAll(attributes.permissions());
        if (!ownerIsKept(view, attributes)) {
            all.remove(PosixFilePermission.GROUP_READ);
        }
        all.add(PosixFilePermission.OWNER_READ);
        all.add(PosixFilePermission.OWNER_WRITE);
        view.setPermissions(all);
    }

    private static boolean ownerIsKept(PosixFileAttributeView view, PosixFileAttributes wanted) throws IOException {
        try {
            keepOwner(view, wanted);
            return true;
        } catch (FileSystemException mayNot) {
            return view.readAttributes().group().equals(wanted.group());
        }
    }

    /** Gives a file the owner, group and permissions of another. */
    static void keep(PosixFileAttributes wanted, Path file) throws IOException {
        PosixFileAttributeView view = view(file);
        if (view != null) {
            keepOwner(view, wanted);
            view.setPermissions(wanted.permissions());
        }
    }

    private static void keepOwner(PosixFileAttributeView view, PosixFileAttributes wanted) throws IOException {
        PosixFileAttributes now = view.readAttributes();
        if (!now.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        if (!now.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}
