package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.report.Notes.Kind;
import java.util.ArrayList;
import java.util.List;

/** Finds the events in which ids stand. For any number of threads. */
final class IdSearch implements BlockSearch {
    private final IdJudge judge;
    private final Needles needles;
    private final Context context;

    IdSearch(IdJudge judge, Context context) {
        this.judge = judge;
        this.needles = judge.needles();
        this.context = context;
    }

    @Override
    public List<Found> search(Block block) {
        Hits hits = new Hits();
        needles.find(block.bytes(), block.from(), block.to(), hits);
        return hits.size() == 0 ? List.of() : judge(block, hits);
    }

    private List<Found> judge(Block block, Hits hits) {
        List<Found> found = new ArrayList<>();
        int end = block.from();
        for (int i = 0; i < hits.size(); i++) {
            int at = hits.position(i);
            if (at < end) {
                continue;
            }
            int start = block.eventStart(end, at);
            if (start == Boundaries.NONE) {
                end = Boundaries.nextLine(block.bytes(), at, block.to());
                continue;
            }
            end = block.eventEnd(start);
            found.addAll(judgeEvent(block, start, end, hits.within(i, start, end)));
        }
        context.progress().found(found.size());
        return found;
    }

    private List<Found> judgeEvent(Block block, int start, int end, Hits hits) {
        Event event = block.event(start, end);
        if (block.isTooLong(start, end)) {
            int kept = event.bytes().length;
            context.notes()
                    .add(block.text()
                            .file()
                            .note(
                                    Kind.PARTIAL,
                                    "has an event of " + (end - start) + " bytes at offset " + event.position()
                                            + "; only the first " + kept + " of them are looked at",
                                    ""));
            Hits inKept = new Hits();
            needles.find(event.bytes(), 0, kept, inKept);
            return judge.judge(event, inKept, timeOf(block, event, start));
        }
        return judge.judge(event, hits, timeOf(block, event, start));
    }

    private static long timeOf(Block block, Event event, int start) {
        return event.hasTime() ? event.epochNanos() : block.timeBefore(start);
    }
}
