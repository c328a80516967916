package io.reqid.search.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the parts of files gave, and the event that a rotation cut in two: the lines at the head of a file
 * that no event of it has begun go on with the last event of the file before. For one thread.
 */
final class Seams {
    private final BlockSearch search;
    private final List<Found> found = new ArrayList<>();
    private final Map<Integer, End> endOfSet = new HashMap<>();

    Seams(BlockSearch search) {
        this.search = search;
    }

    /** How a file ended: with an event; or without one, in the end or because nobody looked. */
    private record End(int order, @Nullable Block tail) {}

    /** Adds what one file gave, all of its parts in order. Files come in their order, those that were passed over do not. */
    void add(int set, int order, List<PartResult> parts) {
        Block head = parts.isEmpty() ? null : parts.get(0).head();
        Block tail = parts.isEmpty() ? null : parts.get(parts.size() - 1).tail();
        End before = endOfSet.get(set);
        if (before != null
                && before.order == order - 1
                && !parts.isEmpty()
                && parts.get(0).blank()) {
            endOfSet.put(set, new End(order, before.tail));
            return;
        }
        Block joined = null;
        if (head != null && before != null && before.order == order - 1) {
            joined = before.tail == null ? head : join(before.tail, head);
            found.addAll(search.search(joined));
        }
        for (PartResult part : parts) {
            found.addAll(part.found());
        }
        endOfSet.put(set, new End(order, tail != null && tail == head ? joined : tail));
    }

    private Block join(Block tail, Block head) {
        found.removeIf(each -> isIn(each, tail));
        return joined(tail, head);
    }

    /** {@return the end of a file and the head of the next as if they stood in the first} */
    static Block joined(Block tail, Block head) {
        int tailLength = tail.to() - tail.from();
        byte[] bytes = Arrays.copyOfRange(tail.bytes(), tail.from(), tail.to() + head.to() - head.from());
        System.arraycopy(head.bytes(), head.from(), bytes, tailLength, head.to() - head.from());
        return new Block(tail.text(), tail.position(), bytes, 0, bytes.length);
    }

    private static boolean isIn(Found each, Block tail) {
        return each.event().origin().equals(tail.text().origin())
                && each.event().position() >= tail.position();
    }

    List<Found> found() {
        return found;
    }
}
