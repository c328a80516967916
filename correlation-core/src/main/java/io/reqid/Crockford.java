package io.reqid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Douglas Crockford's base 32 in upper case, as the ULID specification uses it: no I, L, O or U. */
final class Crockford {
    static final int BITS = 5;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int PAIR_BITS = 2 * BITS;
    private static final int PAIR_MASK = (1 << PAIR_BITS) - 1;

    /** The two digits of ten bits, the first one in the low byte: 2 KB, for half as many look-ups and stores. */
    private static final short[] PAIRS = pairs();

    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Crockford() {}

    private static short[] pairs() {
        short[] pairs = new short[1 << PAIR_BITS];
        for (int i = 0; i < pairs.length; i++) {
            int second = DIGITS.charAt(i % DIGITS.length());
            pairs[i] = (short) (DIGITS.charAt(i >>> BITS) | second << Byte.SIZE);
        }
        return pairs;
    }

    /** Writes the low bits of a number, most significant first, into {@code [from, to)}, an even number of digits. */
    static void write(long number, byte[] target, int from, int to) {
        long rest = number;
        for (int i = to - 2; i >= from; i -= 2) {
            PAIR.set(target, i, PAIRS[(int) rest & PAIR_MASK]);
            rest >>>= PAIR_BITS;
        }
    }

    /** {@return the value of a digit in upper case, or -1} */
    static int digit(char c) {
        return DIGITS.indexOf(c);
    }
}
