package io.reqid.undertow;

import io.reqid.RequestId;

/** The characters and the length that an inbound id may have: those of {@link RequestId} or fewer. Immutable. */
final class Alphabet {
    static final String LEGAL = "[A-Za-z0-9_.=+-]";

    private final boolean[] allowed;
    private final int maxLength;

    /** @param characters the allowed ones, or empty for all that a {@link RequestId} may have */
    Alphabet(String characters, int maxLength) {
        this.allowed = new boolean[128];
        this.maxLength = maxLength;
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] = isLegal(c) && (characters.isEmpty() || characters.indexOf(c) >= 0);
        }
    }

    static boolean isLegal(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || "_.=+-".indexOf(c) >= 0;
    }

    /** {@return whether the text is short enough and made of these characters; {@link RequestId} has further rules} */
    boolean admits(String text) {
        if (text.length() > maxLength) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= allowed.length || !allowed[c]) {
                return false;
            }
        }
        return true;
    }
}
