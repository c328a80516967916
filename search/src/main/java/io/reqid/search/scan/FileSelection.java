package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.LogSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which files lie outside bounds in time as a whole: those last written before them, and those of a rotated set of
 * which a later file begins before the bounds do, or that begin after the bounds end. Where the first events of a set's
 * files are not in order of time, only when they were written counts.
 */
final class FileSelection {
    private final FirstTimes firstTimes;
    private final long skew;

    FileSelection(FirstTimes firstTimes, long skew) {
        this.firstTimes = firstTimes;
        this.skew = skew;
    }

    /** {@return the files that may have events within the bounds, which have been widened by the margin} */
    List<LogFile> within(LogSet logs, TimeBounds bounds) {
        return within(logs.files(), Set.of(), bounds);
    }

    /**
     * {@return those and some others}
     *
     * @param files in their order
     * @param taken files that are wanted whatever their time is, which is not looked at
     */
    List<LogFile> within(List<LogFile> files, Set<LogFile> taken, TimeBounds bounds) {
        if (bounds.isNone()) {
            return files;
        }
        Map<Integer, List<LogFile>> sets = new LinkedHashMap<>();
        for (LogFile file : files) {
            if (!taken.contains(file) && isLateEnough(file, bounds)) {
                List<LogFile> set = sets.get(file.set());
                if (set == null) {
                    set = new ArrayList<>();
                    sets.put(file.set(), set);
                }
                set.add(file);
            }
        }
        List<LogFile> wanted = new ArrayList<>(taken);
        for (List<LogFile> set : sets.values()) {
            wanted.addAll(ofSet(set, bounds));
        }
        if (!taken.isEmpty()) {
            wanted.sort(Comparator.comparingInt(LogFile::order));
        }
        return wanted;
    }

    private static boolean isLateEnough(LogFile file, TimeBounds bounds) {
        return !file.isRegular() || Nanos.ofMillis(file.modifiedMillis()) >= bounds.from();
    }

    private List<LogFile> ofSet(List<LogFile> set, TimeBounds bounds) {
        if (set.size() == 1) {
            return set;
        }
        List<Long> first = set.stream().map(firstTimes::of).toList();
        return goUp(first) ? set.subList(firstWanted(first, bounds), endOfWanted(first, bounds)) : set;
    }

    private boolean goUp(List<Long> times) {
        long latest = Long.MIN_VALUE;
        for (long time : times) {
            if (time != Event.NO_TIME && latest != Long.MIN_VALUE && time < latest - skew) {
                return false;
            }
            latest = Math.max(latest, time);
        }
        return true;
    }

    private static int firstWanted(List<Long> first, TimeBounds bounds) {
        int wanted = 0;
        for (int i = 1; i < first.size(); i++) {
            wanted = first.get(i) != Event.NO_TIME && first.get(i) < bounds.from() ? i : wanted;
        }
        return wanted;
    }

    private static int endOfWanted(List<Long> first, TimeBounds bounds) {
        int end = first.size();
        while (end > 1 && first.get(end - 1) != Event.NO_TIME && first.get(end - 1) > bounds.to()) {
            end--;
        }
        return Math.max(end, firstWanted(first, bounds) + 1);
    }
}
