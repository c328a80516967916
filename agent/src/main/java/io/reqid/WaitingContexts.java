package io.reqid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of the contexts that wait beside a pool's queue, by the identity of their commands. Thread-safe. */
final class WaitingContexts {
    private static final int KEPT_DOUBTS = 256;

    /** How many commands there are at least when it is time to sweep. */
    static final int FIRST_SWEEP = 64;

    /**
     * For how long a command may be on its way, so that its context is here and the command in no queue: before its
     * executor has queued it, or after its worker has taken it. Far longer than a busy machine keeps a thread waiting.
     * Changed only by tests that cannot wait.
     */
    static volatile long underWayNanos = 60_000_000_000L;

    private final IdentityHashMap<Object, Deque<Object>> contexts = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Deque<Object>> doubted = new IdentityHashMap<>(1);
    private final Deque<Object> doubts = new ArrayDeque<>(1);
    private IdentityHashMap<Object, Object> suspects = new IdentityHashMap<>(1);
    private long suspectedNanos;
    private int nextSweep = FIRST_SWEEP;

    /** {@return whether it is time to sweep, which is for this caller to do, and for no other until it has} */
    synchronized boolean put(Object command, Object captured) {
        append(contexts, command, captured);
        if (contexts.size() <= nextSweep) {
            return false;
        }
        nextSweep = Integer.MAX_VALUE;
        return true;
    }

    private static void append(IdentityHashMap<Object, Deque<Object>> table, Object command, Object captured) {
        Deque<Object> known = table.get(command);
        if (known == null) {
            known = new ArrayDeque<>(1);
            table.put(command, known);
        }
        known.addLast(captured);
    }

    synchronized int count(Object command) {
        Deque<Object> known = contexts.get(command);
        return known == null ? 0 : known.size();
    }

    synchronized @Nullable Object takeOwn(Object command, @Nullable Object frame) {
        Deque<Object> known = contexts.get(command);
        Iterator<Object> newestFirst = known == null ? Collections.emptyIterator() : known.descendingIterator();
        while (newestFirst.hasNext()) {
            Object captured = newestFirst.next();
            if (Snapshot.orEmpty(Carrier.frameOf(captured)).frame() == frame) {
                newestFirst.remove();
                forgetEmpty(contexts, command, known);
                return captured;
            }
        }
        return null;
    }

    private static void forgetEmpty(
            IdentityHashMap<Object, Deque<Object>> table, Object command, @Nullable Deque<Object> known) {
        if (known != null && known.isEmpty()) {
            table.remove(command);
        }
    }

    synchronized @Nullable Object take(Object command, boolean newest) {
        if (!suspects.isEmpty()) {
            suspects.remove(command); // it was under way; where it is missing again, that is another time
        }
        return take(contexts, command, newest);
    }

    private static @Nullable Object take(IdentityHashMap<Object, Deque<Object>> table, Object command, boolean newest) {
        Deque<Object> known = table.get(command);
        if (known == null) {
            return null;
        }
        Object taken = newest ? known.pollLast() : known.pollFirst();
        forgetEmpty(table, command, known);
        return taken;
    }

    /** Keeps the context of a command that was refused, but not of too many that never come. */
    synchronized void doubt(Object command, Object captured) {
        append(doubted, command, captured);
        doubts.addLast(command);
        if (doubts.size() > KEPT_DOUBTS) {
            take(doubted, doubts.removeFirst(), false);
        }
    }

    /** {@return the context of a command that was refused and has come all the same, since a handler queued it} */
    synchronized @Nullable Object takeDoubted(Object command) {
        Object taken = doubted.isEmpty() ? null : take(doubted, command, true);
        return taken == Snapshot.empty() ? null : taken;
    }

    /** {@return whether it is too early to sweep; asked first, since to look into the queue takes longer than to ask} */
    synchronized boolean postpones(long nowNanos) {
        boolean tooEarly = !suspects.isEmpty() && nowNanos - suspectedNanos < underWayNanos;
        if (tooEarly) {
            nextSweep = contexts.size() + FIRST_SWEEP;
        }
        return tooEarly;
    }

    /**
     * Forgets commands that somebody took out of the queue behind the pool's back: those that were missing there at two
     * sweeps, between which nothing stays on its way.
     *
     * @param contents of the queue; null where it cannot be asked, which ends the sweeps
     */
    synchronized void sweep(Object @Nullable [] contents, long nowNanos) {
        if (contents == null || postpones(nowNanos)) {
            return;
        }
        suspects = forgetSuspects(contents);
        suspectedNanos = nowNanos;
        nextSweep = Math.max(FIRST_SWEEP, 2 * contexts.size());
    }

    /** {@return the other commands that are missing in the queue, each with its oldest context} */
    private IdentityHashMap<Object, Object> forgetSuspects(Object[] contents) {
        IdentityHashMap<Object, Object> queued = new IdentityHashMap<>();
        for (Object command : contents) {
            queued.put(command, command);
        }
        IdentityHashMap<Object, Object> missing = new IdentityHashMap<>();
        for (Map.Entry<Object, Deque<Object>> known : new ArrayList<>(contexts.entrySet())) {
            Object command = known.getKey();
            Object oldest = known.getValue().peekFirst();
            if (!queued.containsKey(command) && suspects.get(command) == oldest) {
                take(contexts, command, false);
            } else if (!queued.containsKey(command)) {
                missing.put(command, oldest);
            }
        }
        return missing;
    }
}
