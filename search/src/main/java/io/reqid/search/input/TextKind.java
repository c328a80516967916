package io.reqid.search.input;

/** What the first bytes of a file, after decompression, are taken for. */
public enum TextKind {
    /** Bytes of an encoding in which ASCII stands for itself: UTF-8, ISO-8859-1 and their like. */
    TEXT,
    /** Two bytes a character: ids are not found in it. */
    UTF_16,
    /** Something that is not a log. */
    BINARY;

    /** How many bytes are looked at. */
    public static final int HEAD_LENGTH = 4096;

    private static final int BOM_LENGTH = 3;
    private static final int MANY = 4;
    private static final int FEW = 20;

    /**
     * {@return what a file is taken for by its first bytes}
     *
     * @param head its first bytes
     * @param length how many of them count
     */
    public static TextKind of(byte[] head, int length) {
        int looked = Math.min(length, HEAD_LENGTH);
        int[] nul = new int[2];
        int control = 0;
        for (int i = 0; i < looked; i++) {
            nul[i & 1] += head[i] == 0 ? 1 : 0;
            control += isControl(head[i]) ? 1 : 0;
        }
        if (isUtf16(head, looked, nul[0], nul[1])) {
            return UTF_16;
        }
        // NUL alone is no proof: a log that was truncated by copying begins with a hole
        int written = looked - nul[0] - nul[1];
        return control * FEW > written ? BINARY : TEXT;
    }

    private static boolean isUtf16(byte[] head, int length, int evenNul, int oddNul) {
        if (length >= 2
                && ((head[0] == (byte) 0xff && head[1] == (byte) 0xfe)
                        || (head[0] == (byte) 0xfe && head[1] == (byte) 0xff))) {
            return true;
        }
        int many = Math.max(evenNul, oddNul);
        int few = Math.min(evenNul, oddNul);
        return length >= MANY && many * MANY > length && few * FEW <= many;
    }

    private static boolean isControl(byte b) {
        return b > 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\b' && b != 0x1b;
    }

    /**
     * {@return how many bytes a byte order mark of UTF-8 takes at the beginning: 3 or 0}
     *
     * @param head the first bytes
     * @param length how many of them count
     */
    public static int bomLength(byte[] head, int length) {
        boolean bom =
                length >= BOM_LENGTH && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
        return bom ? BOM_LENGTH : 0;
    }
}
