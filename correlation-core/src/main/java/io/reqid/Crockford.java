package io.reqid;

import java.nio.charset.StandardCharsets;

/** Douglas Crockford's base 32 in upper case, as the ULID specification uses it: no I, L, O or U. */
final class Crockford {
    static final int BITS = 5;

    private static final int MASK = 31;
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final byte[] ENCODED = DIGITS.getBytes(StandardCharsets.ISO_8859_1);

    private Crockford() {}

    /** Writes the low bits of a number, most significant first, into {@code [from, to)}. */
    static void write(long number, byte[] target, int from, int to) {
        long rest = number;
        for (int i = to - 1; i >= from; i--) {
            target[i] = ENCODED[(int) rest & MASK];
            rest >>>= BITS;
        }
    }

    /** {@return the value of a digit in upper case, or -1} */
    static int digit(char c) {
        return DIGITS.indexOf(c);
    }
}
