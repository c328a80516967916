package io.reqid.search.input;

import io.reqid.search.report.Notes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a search: each once, those of a rotated set one after the other, oldest first. Immutable.
 */
public final class LogSet {
    private static final List<String> TYPES = List.of(".log", ".json", ".ndjson", ".jsonl", ".txt", ".out");

    private final List<LogFile> files;

    private LogSet(List<LogFile> files) {
        this.files = List.copyOf(files);
    }

    /**
     * {@return the files that the paths name} What does not exist or may not be read is noted and left out.
     *
     * @param paths files, directories (with all that lies in them and is text; hidden files are left out), globs in the
     *     syntax of {@link java.nio.file.FileSystem#getPathMatcher}, and {@code -} for the standard input
     * @param options how they are understood
     * @param notes is told what was left out and why
     * @throws IllegalArgumentException if a path cannot be one on this system, or a glob is not valid
     */
    public static LogSet resolve(List<String> paths, InputOptions options, Notes notes) {
        FileFinder finder = new FileFinder(notes);
        for (String path : paths) {
            finder.add(path);
        }
        Map<String, List<Member>> sets = new LinkedHashMap<>();
        for (FoundFile file : finder.files()) {
            RotatedName name = nameOf(file);
            String key = directoryOf(file) + '\0' + name.base();
            List<Member> set = sets.get(key);
            if (set == null) {
                set = new ArrayList<>();
                sets.put(key, set);
            }
            set.add(new Member(file, name));
        }
        return new LogSet(inOrder(sets.values(), options));
    }

    /** {@return the files, sets in the order in which they were named, in a set oldest first} */
    public List<LogFile> files() {
        return files;
    }

    private static RotatedName nameOf(FoundFile file) {
        Path path = file.path();
        if (path == null || !file.regular()) {
            return RotatedName.alone(file.name());
        }
        RotatedName name = RotatedName.of(file.fileName());
        boolean believed = name.certain() || Files.exists(path.resolveSibling(name.base()));
        return believed ? name : RotatedName.alone(file.fileName());
    }

    private static String directoryOf(FoundFile file) {
        Path path = file.path();
        Path parent = path == null ? null : path.toAbsolutePath().normalize().getParent();
        return parent == null ? "" : parent.toString();
    }

    private static List<LogFile> inOrder(Iterable<List<Member>> sets, InputOptions options) {
        List<LogFile> files = new ArrayList<>();
        int set = 0;
        for (List<Member> members : sets) {
            if (members.size() > 1) {
                members.sort(oldestFirst(members));
            }
            for (Member member : members) {
                boolean current = member == members.get(members.size() - 1)
                        && member.tier() != Member.NUMBERED
                        && member.file.compression() == Compression.NONE;
                files.add(new LogFile(
                        member.file, serviceOf(member, options), options.standardInput(), set, files.size(), current));
            }
            set++;
        }
        return files;
    }

    private static String serviceOf(Member member, InputOptions options) {
        Path path = member.file.path();
        return path == null ? LogFile.STANDARD_INPUT : options.serviceOf(path).orElse(withoutType(member.name.base()));
    }

    private static String withoutType(String base) {
        for (String type : TYPES) {
            if (base.endsWith(type) && base.length() > type.length()) {
                return base.substring(0, base.length() - type.length());
            }
        }
        return base;
    }

    /** Dated files first, then numbered ones, then the one that is written now; what names leave open, the mtime says. */
    private static Comparator<Member> oldestFirst(List<Member> members) {
        Comparator<Member> byIndex = Comparator.comparingLong(member -> member.name.index());
        return Comparator.comparingInt(Member::tier)
                .thenComparing(member -> member.name.stamp(), LogSet::compareNumbers)
                .thenComparing(countsUp(members) ? byIndex : byIndex.reversed())
                .thenComparingLong(member -> member.file.modifiedMillis())
                .thenComparing(member -> member.file.name());
    }

    /** Log4j may number upwards; Logback and logrotate number downwards, so that is believed if times say nothing. */
    private static boolean countsUp(List<Member> members) {
        Member lowest = null;
        Member highest = null;
        for (Member member : members) {
            if (member.tier() == Member.NUMBERED) {
                lowest = lowest == null || member.name.index() < lowest.name.index() ? member : lowest;
                highest = highest == null || member.name.index() > highest.name.index() ? member : highest;
            }
        }
        return isOlder(lowest, highest);
    }

    private static boolean isOlder(@Nullable Member one, @Nullable Member other) {
        return one != null && other != null && one.file.modifiedMillis() < other.file.modifiedMillis();
    }

    private static int compareNumbers(List<Long> one, List<Long> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = Long.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private record Member(FoundFile file, RotatedName name) {
        static final int DATED = 0;
        static final int NUMBERED = 1;
        static final int WRITTEN_NOW = 2;

        int tier() {
            if (name.isCurrent()) {
                return WRITTEN_NOW;
            }
            return name.stamp().isEmpty() ? NUMBERED : DATED;
        }
    }
}
