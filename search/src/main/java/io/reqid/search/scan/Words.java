package io.reqid.search.scan;

import java.nio.charset.StandardCharsets;

/** What a whole word is: neither before nor behind it stands one of {@code [A-Za-z0-9_.+-]}. */
final class Words {
    private static final boolean[] INNER = inner();

    private Words() {}

    private static boolean[] inner() {
        boolean[] inner = new boolean[256];
        String all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+-";
        for (int i = 0; i < all.length(); i++) {
            inner[all.charAt(i)] = true;
        }
        return inner;
    }

    static boolean isInner(byte b) {
        return INNER[b & 0xff];
    }

    static boolean begins(byte[] bytes, int at) {
        return at == 0 || !isInner(bytes[at - 1]);
    }

    static boolean isWhole(byte[] bytes, int from, int to) {
        return begins(bytes, from) && (to == bytes.length || !isInner(bytes[to]));
    }

    /** {@return the word that begins with these bytes and goes on behind them as far as it can} */
    static String extended(byte[] bytes, int from, int to) {
        int end = to;
        while (end < bytes.length && isInner(bytes[end])) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.US_ASCII);
    }
}
