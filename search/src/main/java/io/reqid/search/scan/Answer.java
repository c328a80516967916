package io.reqid.search.scan;

import io.reqid.search.event.Event;
import io.reqid.search.event.RequestLog;
import io.reqid.search.report.Notes;
import io.reqid.search.report.Notes.Kind;
import io.reqid.search.report.Notes.Note;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Collects what was found of the ids that were asked for. For one thread. */
final class Answer {
    private final List<String> asked;
    private final boolean prefix;
    private final IdTimes times;
    private final TimeBounds bounds;
    private final Map<String, List<Found>> byId = new LinkedHashMap<>();
    private final Map<String, IdJudge> judges = new HashMap<>();

    Answer(List<String> asked, boolean prefix, IdTimes times, TimeBounds bounds) {
        this.asked = asked;
        this.prefix = prefix;
        this.times = times;
        this.bounds = bounds;
    }

    IdJudge judgeOf(List<String> ids) {
        IdJudge judge = new IdJudge(ids, prefix);
        for (String id : ids) {
            judges.put(id, judge);
        }
        return judge;
    }

    /** Takes what was found of some ids in place of what was found before. */
    void add(List<String> ids, List<Found> found) {
        if (!prefix) {
            for (String id : ids) {
                byId.remove(id);
            }
        }
        Set<Object> seen = new HashSet<>();
        for (Found each : found) {
            boolean first = !prefix
                    || seen.add(List.of(
                            each.id(),
                            each.event().origin().fileOrder(),
                            each.event().position()));
            if (first) {
                List<Found> known = byId.get(each.id());
                if (known == null) {
                    known = new ArrayList<>();
                    byId.put(each.id(), known);
                }
                known.add(each);
            }
        }
    }

    /** {@return the ids that tell a time of which nothing was found, or something that should not be there yet} */
    List<String> doubtful() {
        List<String> doubtful = new ArrayList<>();
        for (String id : asked) {
            if (times.isKnown(id) && isDoubtful(id, ownOf(id))) {
                doubtful.add(id);
            }
        }
        return doubtful;
    }

    private boolean isDoubtful(String id, List<Found> own) {
        boolean doubtful = own.isEmpty();
        for (Found each : own) {
            doubtful |= isTooEarly(id, each);
        }
        return doubtful;
    }

    private boolean isTooEarly(String id, Found found) {
        return found.nanos() != Event.NO_TIME && times.isTooEarly(id, found.nanos());
    }

    private List<Found> ownOf(String id) {
        List<Found> own = new ArrayList<>();
        for (Found each : byId.getOrDefault(id, List.of())) {
            if (each.own()) {
                own.add(each);
            }
        }
        return own;
    }

    /** Says that an id of which nothing was found is the beginning of others. */
    void hintAtLongerIds(Notes notes) {
        for (String id : asked) {
            IdJudge judge = judges.get(id);
            int longer = judge == null ? 0 : judge.longerThan(id);
            if (longer > 0 && byId.getOrDefault(id, List.of()).isEmpty()) {
                notes.add(new Note(
                        Kind.HINT,
                        id,
                        String.format(Locale.ROOT, "would match %,d request%s", longer, longer == 1 ? "" : "s"),
                        "give the whole id or use --prefix"));
            }
        }
    }

    List<RequestLog> requests(IntUnaryOperator setOfFile) {
        Collection<String> ids = prefix ? idsThatWereFound() : asked;
        List<RequestLog> logs = new ArrayList<>();
        for (String id : ids) {
            logs.add(new RequestLog(id, events(id, true, setOfFile), events(id, false, setOfFile)));
        }
        return logs;
    }

    /** {@return the ids of requests that begin as asked, in order of time; what was asked for where there is none} */
    private List<String> idsThatWereFound() {
        List<String> ids = new ArrayList<>();
        for (String beginning : asked) {
            List<String> longer = byId.keySet().stream()
                    .filter(id -> id.startsWith(beginning)
                            && !ids.contains(id)
                            && !ownOf(id).isEmpty())
                    .sorted(Comparator.comparingLong(this::firstTime).thenComparing(id -> id))
                    .toList();
            boolean none = byId.keySet().stream()
                    .noneMatch(id -> id.startsWith(beginning) && !ownOf(id).isEmpty());
            ids.addAll(none ? List.of(beginning) : longer);
        }
        return ids;
    }

    private long firstTime(String id) {
        return ownOf(id).stream().mapToLong(Found::nanos).min().orElse(Event.NO_TIME);
    }

    private List<Event> events(String id, boolean own, IntUnaryOperator setOfFile) {
        List<Found> wanted = new ArrayList<>();
        for (Found each : byId.getOrDefault(id, List.of())) {
            if (each.own() == own && wants(id, each.nanos())) {
                wanted.add(each);
            }
        }
        return TimeMerge.inTimeOrder(wanted, setOfFile);
    }

    private boolean wants(String id, long nanos) {
        return bounds.hold(nanos) && (nanos == Event.NO_TIME || times.wants(id, nanos));
    }
}
