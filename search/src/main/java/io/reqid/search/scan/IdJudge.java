package io.reqid.search.scan;

import io.reqid.search.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides whether an event in which an id stands is the request's own. It is if the event says so; if its format does not
 * say where the id stands, it is if the id is a whole word of its first line. Else the event mentions the id if that is a
 * whole word anywhere in it; a full stop behind it is that of a sentence. For any number of threads.
 */
final class IdJudge {
    private final List<String> ids;
    private final List<byte[]> words;
    private final boolean prefix;
    private final Map<String, Set<String>> longer = new ConcurrentHashMap<>();

    /**
     * Asks for ids.
     *
     * @param ids what is asked for, each once
     * @param prefix whether an id that begins with one of them is meant, too
     */
    IdJudge(List<String> ids, boolean prefix) {
        this.ids = ids;
        List<byte[]> bytes = new ArrayList<>(ids.size());
        for (String id : ids) {
            bytes.add(id.getBytes(StandardCharsets.US_ASCII));
        }
        this.words = List.copyOf(bytes);
        this.prefix = prefix;
    }

    Needles needles() {
        return Needles.of(words);
    }

    /** {@return how many ids were met that begin with an id that was asked for and are longer} */
    int longerThan(String id) {
        return longer.getOrDefault(id, Set.of()).size();
    }

    /**
     * {@return what an event is to the ids that stand in it}
     *
     * @param hits where in the event they stand
     * @param nanos when it was logged
     */
    List<Found> judge(Event event, Hits hits, long nanos) {
        List<Found> found = new ArrayList<>();
        Set<Integer> judged = new TreeSet<>();
        for (int i = 0; i < hits.size(); i++) {
            int word = hits.word(i);
            if (judged.add(word)) {
                List<Integer> places = placesOf(word, i, hits);
                if (prefix) {
                    judgePrefix(event, word, places, nanos, found);
                } else {
                    judgeWhole(event, word, places, nanos, found);
                }
            }
        }
        return found;
    }

    private static List<Integer> placesOf(int word, int first, Hits hits) {
        List<Integer> places = new ArrayList<>();
        for (int i = first; i < hits.size(); i++) {
            if (hits.word(i) == word) {
                places.add(hits.position(i));
            }
        }
        return places;
    }

    private void judgeWhole(Event event, int asked, List<Integer> places, long nanos, List<Found> found) {
        String id = ids.get(asked);
        byte[] bytes = event.bytes();
        int firstLine = Boundaries.nextLine(bytes, 0, bytes.length);
        boolean mentioned = false;
        boolean inFirstLine = false;
        for (int at : places) {
            mentioned |= Words.isMentioned(bytes, at, at + id.length());
            inFirstLine |= at < firstLine && Words.isWhole(bytes, at, at + id.length());
        }
        boolean own = event.idKnown() ? id.equals(event.requestId()) : inFirstLine;
        if (own || mentioned) {
            found.add(new Found(event, id, own, nanos));
        } else {
            idsThatBegin(event, id, places)
                    .forEach(other -> longer.computeIfAbsent(id, key -> ConcurrentHashMap.newKeySet())
                            .add(other));
        }
    }

    private void judgePrefix(Event event, int word, List<Integer> places, long nanos, List<Found> found) {
        String asked = ids.get(word);
        byte[] bytes = event.bytes();
        Set<String> own = idsThatBegin(event, asked, places);
        Set<String> others = new TreeSet<>();
        for (int at : places) {
            if (Words.begins(bytes, at) && !own.contains(Words.extended(bytes, at, at + asked.length()))) {
                others.add(Words.mentioned(bytes, at, at + asked.length()));
            }
        }
        others.removeAll(own);
        own.forEach(id -> found.add(new Found(event, id, true, nanos)));
        others.forEach(id -> found.add(new Found(event, id, false, nanos)));
    }

    /** {@return the ids of requests, as far as the event may be their own, that begin with a text} */
    private static Set<String> idsThatBegin(Event event, String text, List<Integer> places) {
        Set<String> begun = new TreeSet<>();
        String id = event.requestId();
        if (event.idKnown()) {
            if (id != null && id.startsWith(text)) {
                begun.add(id);
            }
            return begun;
        }
        byte[] bytes = event.bytes();
        int firstLine = Boundaries.nextLine(bytes, 0, bytes.length);
        for (int at : places) {
            if (at < firstLine && Words.begins(bytes, at)) {
                begun.add(Words.extended(bytes, at, at + text.length()));
            }
        }
        return begun;
    }
}
