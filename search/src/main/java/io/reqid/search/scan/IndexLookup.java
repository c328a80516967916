package io.reqid.search.scan;

import io.reqid.search.index.IndexPlace;
import io.reqid.search.index.LogIndex;
import io.reqid.search.input.LogFile;
import io.reqid.search.input.SeekPoints;
import io.reqid.search.report.Notes.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Asks the indexes of logs where ids may stand, each once. For one thread. */
final class IndexLookup {
    private final List<String> ids;
    private final List<IndexPlace> places;
    private final FirstTimes heads;
    private final Context context;
    private final Map<LogFile, Optional<Places>> known = new HashMap<>();

    /**
     * Asks for ids.
     *
     * @param ids whole ids; if there are none, or an index would not hold one of them, no index is asked
     * @param places where indexes may lie, the first that has one counts
     */
    IndexLookup(List<String> ids, List<IndexPlace> places, FirstTimes heads, Context context) {
        this.ids = ids.stream().allMatch(LogIndex::holds) ? ids : List.of();
        this.places = places;
        this.heads = heads;
        this.context = context;
    }

    /**
     * Where in a file ids may begin.
     *
     * @param blocks the numbers of blocks
     * @param blockShift how many bits of an offset are not of the number of its block
     * @param points from where a compressed file can be unpacked; no points if only from its beginning
     */
    record Places(boolean beginsInside, SortedSet<Long> blocks, int blockShift, SeekPoints points) {}

    /**
     * {@return where in a file the ids may begin, or nothing if only reading it tells} That is so, too, if an event may have
     * been cut in two by the rotation before or after the file: nobody knows what the halves say together.
     *
     * @param after the files of the set after it
     */
    Optional<Places> placesIn(LogFile file, List<LogFile> after) {
        Optional<Places> own = ask(file);
        boolean cut = own.isPresent() && (own.get().beginsInside() || isGoneOnIn(after));
        return cut ? Optional.empty() : own;
    }

    private boolean isGoneOnIn(List<LogFile> after) {
        for (LogFile next : after) {
            if (!heads.isBlank(next)) {
                return ask(next).map(Places::beginsInside).orElseGet(() -> heads.beginsInside(next));
            }
        }
        return false;
    }

    private Optional<Places> ask(LogFile file) {
        Path path = file.path();
        if (ids.isEmpty() || path == null || !file.isRegular() || file.isCurrent()) {
            return Optional.empty();
        }
        return known.computeIfAbsent(file, unknown -> ask(unknown, path));
    }

    private Optional<Places> ask(LogFile file, Path path) {
        for (IndexPlace place : places) {
            try (LogIndex index = LogIndex.open(place, path).orElse(null)) {
                if (index != null) {
                    return ask(file, index);
                }
            } catch (IOException unusable) {
                notUsed(file, String.valueOf(unusable.getMessage()));
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Places> ask(LogFile file, LogIndex index) throws IOException {
        if (index.rules() != context.rules()) {
            notUsed(file, "it was made by another version, or with other patterns or another field for the id");
            return Optional.empty();
        }
        SortedSet<Long> blocks = new TreeSet<>();
        for (String id : ids) {
            index.addBlocks(id, blocks);
        }
        SeekPoints points = blocks.isEmpty() ? SeekPoints.NONE : index.points();
        return Optional.of(new Places(index.beginsInside(), blocks, index.blockShift(), points));
    }

    private void notUsed(LogFile file, String why) {
        context.notes()
                .add(file.note(
                        Kind.HINT,
                        "has an index that is not used (" + why + "); the whole file is read",
                        "renew it: reqid index build"));
    }
}
