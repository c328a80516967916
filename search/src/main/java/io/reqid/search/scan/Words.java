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

    /** {@return whether a range is a whole word, or would be one without the full stop of a sentence behind it} */
    static boolean isMentioned(byte[] bytes, int from, int to) {
        boolean fullStop = to < bytes.length && bytes[to] == '.' && (to + 1 == bytes.length || !isInner(bytes[to + 1]));
        return begins(bytes, from) && (fullStop || isWhole(bytes, from, to));
    }

    /** {@return the word that begins with these bytes, without the full stop of a sentence behind it} */
    static String mentioned(byte[] bytes, int from, int to) {
        String word = extended(bytes, from, to);
        boolean fullStop = word.length() > to - from && word.endsWith(".") && !word.endsWith("..");
        return fullStop ? word.substring(0, word.length() - 1) : word;
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
