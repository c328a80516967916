package io.reqid.agent.tests.chaos;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Scope;
import io.reqid.Snapshot;
import java.util.SplittableRandom;

/** The run of a line: checks what it sees, hands more work over in random ways, and checks again after each. */
final class Node {
    private final Request request;
    private final Step step;
    private final Expected expected;
    private final int levels;

    Node(Request request, Step step, Expected expected, int levels) {
        this.request = request;
        this.step = step;
        this.expected = expected;
        this.levels = levels;
    }

    /** A line that is not right hands nothing over: all below it would be wrong by its fault. */
    void visit(long seed) {
        if (request.ledger().line(step, expected)) {
            handOver(seed);
            help();
        }
    }

    /** Not at a last line: that may be interrupted, and what is done here might wait. */
    private void help() {
        if (levels > 0) {
            request.world().elsewhere().help();
            request.ledger().again(step, expected, " after another request's work on its thread");
        }
    }

    private void handOver(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int branches = levels > 0 ? branches(random) : 0; branches > 0; branches--) {
            handOver(random.split());
        }
    }

    /** The root always goes on; below, zero to three. */
    private int branches(SplittableRandom random) {
        return step.from() == null ? 2 + random.nextInt(3) : random.nextInt(4);
    }

    private void handOver(SplittableRandom random) {
        Construct construct = request.world().draw(random);
        switch (random.nextInt(16)) {
            case 0, 1 -> Snapshot.empty().run(() -> start(construct, "outside", Expected.NOTHING, random));
            case 2 -> handOverAsAnotherRequest(construct, random);
            case 3 -> handOverWithANumber(construct, random);
            case 4 -> Expected.NUMBER.run(-1, () -> handOverEntered(construct, random));
            default -> start(construct, "", expected, random);
        }
        request.ledger().back(step, construct, expected);
    }

    private void handOverAsAnotherRequest(Construct construct, SplittableRandom random) {
        Expected inner = new Expected("n" + Long.toHexString(random.nextLong()), expected.number());
        RequestContext.call(new RequestId(inner.id()), () -> {
            start(construct, "nested request", inner, random);
            return inner;
        });
    }

    private void handOverWithANumber(Construct construct, SplittableRandom random) {
        int number = random.nextInt(1_000);
        try (Scope scope = Expected.NUMBER.bind(number)) {
            start(construct, "second local bound", expected.withNumber(number), random);
        }
    }

    private void handOverEntered(Construct construct, SplittableRandom random) {
        int number = random.nextInt(1_000);
        Expected.NUMBER.enter(number);
        start(construct, "second local entered", expected.withNumber(number), random);
    }

    private void start(Construct construct, String manner, Expected inside, SplittableRandom random) {
        Hop hop = new Hop(request, new Step(step, construct, manner), inside, levels - 1, random);
        construct.handOver(hop);
        request.ledger().back(step, construct, inside);
    }
}
