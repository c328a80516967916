package io.reqid.search.event;

import java.util.List;

/**
 * Learns from many lines of one layout where their ids stand. A place is taken for one if it is the only one whose values
 * all could be ids, or say that there is none, and some surely are. For one thread.
 */
final class IdSlot {
    private static final int ULID = 26;
    private static final int UUID = 36;
    private static final int LONG = 16;

    private IdSlot() {}

    /**
     * {@return whether all values may be those of a place for ids} Callers may choose ids that look like names: those of
     * generators, and the word for none, must be at least as many.
     */
    static boolean holdsIds(List<String> values) {
        int sure = 0;
        int names = 0;
        for (String value : values) {
            if (!isAbsent(value) && !isLegal(value)) {
                return false;
            }
            boolean id = value.equals("-") || isGenerated(value);
            sure += id ? 1 : 0;
            names += !id && looksLikeName(value) ? 1 : 0;
        }
        return sure > 0 && sure >= names;
    }

    static boolean isAbsent(String value) {
        return value.isEmpty() || value.equals("-");
    }

    /** {@return whether a value has the characters and the length of a request id} */
    static boolean isLegal(String value) {
        if (value.isEmpty() || value.length() > 128 || value.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean legal = isDigit(c) || isLetter(c) || "_.=+-".indexOf(c) >= 0;
            if (!legal) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether a value was surely made by a generator of ids: a ULID, a UUID, or long and without words} */
    static boolean isGenerated(String value) {
        if (!isLegal(value)) {
            return false;
        }
        int digits = 0;
        int hex = 0;
        int upper = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            digits += isDigit(c) ? 1 : 0;
            hex += isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? 1 : 0;
            upper += isDigit(c) || (c >= 'A' && c <= 'Z') ? 1 : 0;
        }
        boolean ulid = value.length() == ULID && upper == ULID && digits > 1;
        boolean uuid = value.length() == UUID && hex == UUID - 4 && value.charAt(8) == '-' && value.charAt(23) == '-';
        return ulid || uuid || (value.length() >= LONG && hex == value.length() && digits > 3);
    }

    /** Names of threads and loggers have words of lower-case letters. */
    private static boolean looksLikeName(String value) {
        int run = 0;
        for (int i = 0; i < value.length(); i++) {
            run = value.charAt(i) >= 'a' && value.charAt(i) <= 'z' ? run + 1 : 0;
            if (run >= 4) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
