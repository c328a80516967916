package io.reqid.search.event;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The parts of one time stamp, as printed. Mutable, for one thread; what was not printed is {@link #UNSET}. */
final class Stamp {
    static final int UNSET = Integer.MIN_VALUE;

    int year = UNSET;
    int month = UNSET;
    int day = UNSET;
    int hour = UNSET;
    int minute = UNSET;
    int second = UNSET;
    int nano = UNSET;
    int offsetSeconds = UNSET;
    /** 0 before noon, 1 after, of a twelve-hour clock. */
    int half = UNSET;
    /** The zone, if it was printed by name. */
    @Nullable
    ZoneId zone;

    /** The whole time as nanoseconds since the epoch, if it was printed so. */
    long epochNanos = Event.NO_TIME;

    /** {@return the hour of the day on a 24-hour clock, or 0} */
    int hourOfDay() {
        if (hour == UNSET) {
            return 0;
        }
        return half == UNSET ? hour : hour % 12 + 12 * half;
    }

    /** {@return whether every part is one that a clock and a calendar can show} */
    boolean isPossible() {
        return within(month, 1, 12)
                && within(day, 1, 31)
                && within(hour, 0, 24)
                && within(minute, 0, 59)
                && within(second, 0, 60);
    }

    private static boolean within(int value, int least, int most) {
        return value == UNSET || (value >= least && value <= most);
    }
}
