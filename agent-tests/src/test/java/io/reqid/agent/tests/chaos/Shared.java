package io.reqid.agent.tests.chaos;

import io.reqid.RequestContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one task that all requests submit, the same instance: it cannot know whose it is, so the ids that it sees are held
 * against the ids that it was submitted under when all is done.
 */
final class Shared implements Runnable {
    private static final String OUTSIDE = "";

    private final Construct construct;
    private final Map<String, LongAdder> balance = new ConcurrentHashMap<>();

    Shared(Construct construct) {
        this.construct = construct;
    }

    void submittedUnder(Expected expected) {
        construct.awaited.increment();
        of(expected.id()).increment();
    }

    @Override
    public void run() {
        of(RequestContext.currentId()).decrement();
        construct.lines.increment();
    }

    private LongAdder of(String id) {
        return balance.computeIfAbsent(id == null ? OUTSIDE : id, key -> new LongAdder());
    }

    void close(Ledger ledger) {
        balance.forEach((id, count) -> {
            if (count.sum() != 0) {
                ledger.broken(construct, count + " more submissions than runs have the id '" + id + "'");
            }
        });
    }
}
