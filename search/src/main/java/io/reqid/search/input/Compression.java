package io.reqid.search.input;

import java.util.Locale;
import java.util.Set;

/** How the bytes of a file are packed: told by its first bytes, since names lie. */
enum Compression {
    NONE,
    GZIP(0x1f, 0x8b),
    ZSTD(0x28, 0xb5, 0x2f, 0xfd),
    XZ(0xfd, '7', 'z', 'X', 'Z', 0),
    BZIP2('B', 'Z', 'h'),
    ZIP('P', 'K', 3, 4);

    /** How many bytes tell them apart. */
    static final int MAGIC_LENGTH = 6;

    private static final Set<String> SUFFIXES = Set.of("gz", "zst", "xz", "bz2", "zip");

    private final String magic;

    Compression(int... magic) {
        this.magic = new String(magic, 0, magic.length);
    }

    /** {@return what the first bytes of a file say} */
    static Compression of(byte[] head, int length) {
        for (Compression each : values()) {
            if (each != NONE && each.begins(head, length)) {
                return each;
            }
        }
        return NONE;
    }

    private boolean begins(byte[] head, int length) {
        if (length < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((head[i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether it can be read here} */
    boolean isReadable() {
        return this != BZIP2 && this != ZIP;
    }

    /** {@return a file name without the suffix that compressing gave it} */
    static String withoutSuffix(String fileName) {
        int dot = fileName.lastIndexOf('.');
        boolean packed =
                dot > 0 && SUFFIXES.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
        return packed ? fileName.substring(0, dot) : fileName;
    }
}
