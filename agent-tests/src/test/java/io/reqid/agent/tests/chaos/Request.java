package io.reqid.agent.tests.chaos;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Snapshot;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** One request, or a piece of work outside any, with everything that it hands over. */
final class Request {
    private static final int LEVELS = 5;
    private static final Construct ROOT = Construct.of("root", 0, hop -> {});

    private final World world;
    private final Semaphore places;
    private final RequestContext context;
    private final boolean endsEarly;
    private final AtomicInteger awaited = new AtomicInteger(1);

    /**
     * Makes one.
     *
     * @param id the id; null for work outside any request
     * @param endsEarly whether the request ends with its first node, so that everything else in it comes late
     * @param places where the place of this request is given back when all its work is done
     */
    Request(World world, String id, boolean endsEarly, Semaphore places) {
        this.world = world;
        this.places = places;
        this.endsEarly = endsEarly;
        this.context = id == null ? null : RequestContext.begin(new RequestId(id));
    }

    static Construct root() {
        return ROOT;
    }

    void begin(long seed) {
        Expected expected = new Expected(context == null ? null : context.id().value(), null);
        Node node = new Node(this, new Step(null, ROOT, ""), expected, LEVELS);
        if (context == null) {
            Snapshot.empty().run(() -> node.visit(seed));
        } else {
            RequestContext.CURRENT.run(context, () -> node.visit(seed));
        }
        if (context != null && endsEarly) {
            context.end();
        }
        over();
    }

    World world() {
        return world;
    }

    Ledger ledger() {
        return world.ledger();
    }

    void await(Construct construct) {
        construct.awaited.increment();
        awaited.incrementAndGet();
    }

    void over() {
        if (awaited.decrementAndGet() == 0) {
            end();
        }
    }

    private void end() {
        if (context != null) {
            context.end();
        }
        places.release();
    }
}
