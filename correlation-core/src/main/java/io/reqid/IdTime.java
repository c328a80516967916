package io.reqid;

/** Reads the time out of an id: the ULID specification's first 48 bits, or those of RFC 9562, version 7. */
final class IdTime {
    private static final long NONE = -1;
    private static final int ULID_LENGTH = 26;
    private static final int ULID_TIME_LENGTH = 10;
    private static final char LARGEST_FIRST = '7';
    private static final int UUID_LENGTH = 36;
    private static final int HEX = 16;

    private IdTime() {}

    /** {@return the milliseconds since the epoch that an id tells, or -1 if it tells none} */
    static long millisOf(String id) {
        return switch (id.length()) {
            case ULID_LENGTH -> ulidMillis(id);
            case UUID_LENGTH -> uuidMillis(id);
            default -> NONE;
        };
    }

    private static long ulidMillis(String id) {
        long millis = 0;
        for (int i = 0; i < ULID_LENGTH; i++) {
            int digit = Crockford.digit(id.charAt(i));
            if (digit < 0) {
                return NONE;
            }
            millis = i < ULID_TIME_LENGTH ? (millis << Crockford.BITS) | digit : millis;
        }
        return id.charAt(0) <= LARGEST_FIRST ? millis : NONE;
    }

    private static long uuidMillis(String id) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? id.charAt(i) != '-' : Character.digit(id.charAt(i), HEX) < 0) {
                return NONE;
            }
        }
        boolean versionSeven = id.charAt(14) == '7' && "89abAB".indexOf(id.charAt(19)) >= 0;
        return versionSeven ? Long.parseLong(id.substring(0, 8) + id.substring(9, 13), HEX) : NONE;
    }
}
