package io.reqid.search.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Makes moments of time stamps that do not say everything. A stamp without offset is in the clock's zone; where the local
 * time occurs twice it is the earlier one, where it does not occur it is moved on by the gap, as {@link ZonedDateTime} has
 * it. A stamp without date, or without year, is the last one of that kind which is not later than the file. Immutable.
 */
final class StampClock {
    private static final long NANOS = 1_000_000_000L;
    private static final int SECONDS_A_DAY = 86_400;

    private final @Nullable ZoneId zone;
    private final long modifiedMillis;

    /** Made when first needed, by any thread, always the same: the rules of time zones take long to load. */
    private volatile @Nullable Place place;

    /**
     * @param zone where the stamps without offset were printed, or null for the system's
     * @param modifiedMillis when the file was last written to, in milliseconds since the epoch
     */
    StampClock(@Nullable ZoneId zone, long modifiedMillis) {
        this.zone = zone;
        this.modifiedMillis = modifiedMillis;
    }

    private Place place() {
        Place known = place;
        if (known == null) {
            known = Place.of(zone == null ? ZoneId.systemDefault() : zone, modifiedMillis);
            place = known;
        }
        return known;
    }

    /** The rules of a zone, and the file's time there: the year, the day and the second since 1970, all local. */
    private record Place(ZoneRules rules, int fixedOffset, int year, long day, long second) {
        static Place of(ZoneId zone, long modifiedMillis) {
            ZoneRules rules = zone.getRules();
            long seconds = Math.floorDiv(modifiedMillis, 1000L);
            int offset = rules.getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
            long local = seconds + offset;
            long day = Math.floorDiv(local, SECONDS_A_DAY);
            return new Place(rules, rules.isFixedOffset() ? offset : Stamp.UNSET, yearOf(day), day, local);
        }
    }

    /** {@return the moment of a stamp in nanoseconds since the epoch, or {@link Event#NO_TIME} if there is none} */
    long epochNanos(Stamp stamp) {
        if (stamp.epochNanos != Event.NO_TIME) {
            return stamp.epochNanos;
        }
        if (!stamp.isPossible() || (stamp.day == Stamp.UNSET && stamp.hour == Stamp.UNSET)) {
            return Event.NO_TIME;
        }
        long local = localSecond(stamp);
        if (local == Event.NO_TIME) {
            return Event.NO_TIME;
        }
        int offset = stamp.offsetSeconds == Stamp.UNSET ? offsetAt(local, stamp.zone) : stamp.offsetSeconds;
        long nanos = stamp.nano == Stamp.UNSET ? 0 : stamp.nano;
        try {
            return Math.addExact(Math.multiplyExact(local - offset, NANOS), nanos);
        } catch (ArithmeticException beyondTheYear2262) {
            return Event.NO_TIME;
        }
    }

    private long localSecond(Stamp stamp) {
        long time = stamp.hourOfDay() * 3600L + part(stamp.minute) * 60L + part(stamp.second);
        if (stamp.day == Stamp.UNSET) {
            long today = place().day() * SECONDS_A_DAY + time;
            return today > place().second() ? today - SECONDS_A_DAY : today;
        }
        int month = stamp.month == Stamp.UNSET ? 1 : stamp.month;
        if (stamp.year != Stamp.UNSET) {
            return exists(stamp.year, month, stamp.day)
                    ? epochDay(stamp.year, month, stamp.day) * SECONDS_A_DAY + time
                    : Event.NO_TIME;
        }
        return latest(month, stamp.day, time);
    }

    /** Up to a day after the file: its clock and the stamps' zone may differ. The 29th of February needs a leap year. */
    private long latest(int month, int day, long time) {
        for (int year = place().year() + 1; year > place().year() - 9; year--) {
            if (exists(year, month, day)) {
                long local = epochDay(year, month, day) * SECONDS_A_DAY + time;
                if (local <= place().second() + SECONDS_A_DAY) {
                    return local;
                }
            }
        }
        return Event.NO_TIME;
    }

    private int offsetAt(long localSecond, @Nullable ZoneId printed) {
        if (printed == null && place().fixedOffset() != Stamp.UNSET) {
            return place().fixedOffset();
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
        return (printed == null ? place().rules() : printed.getRules())
                .getOffset(local)
                .getTotalSeconds();
    }

    private static int part(int value) {
        return value == Stamp.UNSET ? 0 : value;
    }

    private static boolean exists(int year, int month, int day) {
        return switch (month) {
            case 4, 6, 9, 11 -> day <= 30;
            case 2 -> day <= (isLeap(year) ? 29 : 28);
            default -> day <= 31;
        };
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970-01-01 in the Gregorian calendar; the year begins in March, so that the leap day is its last. */
    private static long epochDay(int year, int month, int day) {
        long y = month > 2 ? year : year - 1L;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    private static int yearOf(long epochDay) {
        int year = (int) (1970 + Math.floorDiv(epochDay * 400, 146_097L));
        while (epochDay(year, 1, 1) > epochDay) {
            year--;
        }
        while (epochDay(year + 1, 1, 1) <= epochDay) {
            year++;
        }
        return year;
    }
}
