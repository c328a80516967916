package io.reqid.search.scan;

import io.reqid.search.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells the events of some requests from all others: an event is one of theirs if it says so, or, if its format does not say
 * where the id stands, if one of the ids is a whole word of its first line. The rule of {@link Search#requests}. Immutable.
 */
public final class Owned implements Predicate<Event> {
    private final Set<String> ids;
    private final List<byte[]> words;

    /**
     * Asks for requests.
     *
     * @param ids their ids
     */
    public Owned(List<String> ids) {
        this.ids = Set.copyOf(ids);
        this.words =
                ids.stream().map(id -> id.getBytes(StandardCharsets.US_ASCII)).toList();
    }

    @Override
    public boolean test(Event event) {
        String id = event.requestId();
        if (event.idKnown()) {
            return id != null && ids.contains(id);
        }
        byte[] bytes = event.bytes();
        int firstLine = Boundaries.nextLine(bytes, 0, bytes.length);
        for (byte[] word : words) {
            if (stands(word, bytes, firstLine)) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(byte[] word, byte[] bytes, int to) {
        for (int at = 0; at + word.length <= to; at++) {
            if (Arrays.equals(word, 0, word.length, bytes, at, at + word.length)
                    && Words.isWhole(bytes, at, at + word.length)) {
                return true;
            }
        }
        return false;
    }
}
