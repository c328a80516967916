package io.reqid.search.event;

/**
 * A number, as it was written. Immutable.
 *
 * @param text the number by the grammar of RFC 8259
 */
record JsonNumber(String text) {
    private static final int LONGEST = 40;

    /** {@return whether a text is a number} */
    static boolean isNumber(String text) {
        int i = text.startsWith("-") ? 1 : 0;
        int whole = digits(text, i);
        if (whole == i || (text.charAt(i) == '0' && whole > i + 1)) {
            return false;
        }
        i = whole;
        if (i < text.length() && text.charAt(i) == '.') {
            int end = digits(text, i + 1);
            if (end == i + 1) {
                return false;
            }
            i = end;
        }
        if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            int sign = i + 1 < text.length() && "+-".indexOf(text.charAt(i + 1)) >= 0 ? i + 2 : i + 1;
            int end = digits(text, sign);
            return end > sign && end == text.length();
        }
        return i == text.length();
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /**
     * {@return the moment that it is, in nanoseconds since the epoch, or {@link Event#NO_TIME}} Its size tells whether it
     * counts seconds, milliseconds, microseconds or nanoseconds: each of the ranges reaches from 1973 to the year 5138.
     */
    long epochNanos() {
        if (text.length() > LONGEST || text.startsWith("-")) {
            return Event.NO_TIME;
        }
        try {
            java.math.BigDecimal value = new java.math.BigDecimal(text);
            int digits = value.precision() - value.scale();
            int power = digits <= 11 ? 9 : digits <= 14 ? 6 : digits <= 17 ? 3 : 0;
            boolean sane = digits > 0 && digits < 20;
            return sane ? value.scaleByPowerOfTen(power).longValue() : Event.NO_TIME;
        } catch (ArithmeticException | NumberFormatException none) {
            return Event.NO_TIME;
        }
    }

    /** {@return its whole part as an int, or a value} */
    int intOr(int other) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return other;
        }
    }
}
