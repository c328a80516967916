package io.reqid.search.scan;

import io.reqid.search.index.LogIndex;
import io.reqid.search.input.LogFile;
import io.reqid.search.report.Notes.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Asks the indexes beside logs where ids may stand. For one thread. */
final class IndexLookup {
    private final List<String> ids;
    private final FirstTimes heads;
    private final Context context;

    /**
     * Asks for ids.
     *
     * @param ids whole ids; if there are none, or an index would not hold one of them, no index is asked
     */
    IndexLookup(List<String> ids, FirstTimes heads, Context context) {
        this.ids = ids.stream().allMatch(LogIndex::holds) ? ids : List.of();
        this.heads = heads;
        this.context = context;
    }

    /**
     * {@return the blocks of a file in which ids may begin, or nothing if only reading it tells} That is so, too, if an
     * event may have been cut in two by the rotation before or after the file: nobody knows what the halves say together.
     *
     * @param next the next file of the set, or null if there is none
     */
    Optional<SortedSet<Long>> blocksOf(LogFile file, @Nullable LogFile next) {
        if (ids.isEmpty() || !file.isRegular() || file.isCurrent()) {
            return Optional.empty();
        }
        Optional<LogIndex> index = indexOf(file);
        if (index.isEmpty() || index.get().beginsInside() || (next != null && heads.beginsInside(next))) {
            return Optional.empty();
        }
        SortedSet<Long> blocks = new TreeSet<>();
        ids.forEach(id -> index.get().addBlocks(id, blocks));
        return Optional.of(blocks);
    }

    private Optional<LogIndex> indexOf(LogFile file) {
        Path path = file.path();
        try {
            return path == null ? Optional.empty() : LogIndex.read(path);
        } catch (IOException unusable) {
            context.notes()
                    .add(file.note(
                            Kind.HINT,
                            "has an index that is not used (" + unusable.getMessage() + "); the whole file is read",
                            "renew it: reqid index build"));
            return Optional.empty();
        }
    }
}
