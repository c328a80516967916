package io.reqid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Douglas Crockford's base 32 in upper case, as the ULID specification uses it: no I, L, O or U. */
final class Crockford {
    static final int BITS = 5;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Crockford() {}

    /** Writes the low bits of a number, most significant first, into {@code [from, to)}, an even number of digits. */
    static void write(long number, byte[] target, int from, int to) {
        Pairs.write(number, target, from, to);
    }

    /** {@return the value of a digit in upper case, or -1} */
    static int digit(char c) {
        return DIGITS.indexOf(c);
    }

    /** Two digits at a time; apart from the rest, since who only reads ids need not load what this takes. */
    private static final class Pairs {
        private static final int BOTH_BITS = 2 * BITS;
        private static final int BOTH_MASK = (1 << BOTH_BITS) - 1;

        /** The two digits of ten bits, the first one in the low byte: 2 KB, for half as many look-ups and stores. */
        private static final short[] DIGITS_OF = digits();

        private static final VarHandle PAIR =
                MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

        private static short[] digits() {
            short[] digits = new short[1 << BOTH_BITS];
            for (int i = 0; i < digits.length; i++) {
                int second = DIGITS.charAt(i % DIGITS.length());
                digits[i] = (short) (DIGITS.charAt(i >>> BITS) | second << Byte.SIZE);
            }
            return digits;
        }

        static void write(long number, byte[] target, int from, int to) {
            long rest = number;
            for (int i = to - 2; i >= from; i -= 2) {
                PAIR.set(target, i, DIGITS_OF[(int) rest & BOTH_MASK]);
                rest >>>= BOTH_BITS;
            }
        }
    }
}
