package io.reqid.agent.tests.chaos;

import java.nio.channels.AsynchronousFileChannel;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What all requests of a run have in common. */
final class World implements AutoCloseable {
    private final Ledger ledger = new Ledger();
    private final Pools pools = new Pools();
    private final Elsewhere elsewhere = Elsewhere.start();
    private final Construct sharedInstance = OtherConstructs.shared();
    private final Shared shared = new Shared(sharedInstance);
    private final List<Construct> constructs;

    /** Each construct as often as it weighs, to draw from. */
    private final List<Construct> weighted;

    private final List<Construct> weightedAnywhere;

    World(AsynchronousFileChannel channel) {
        constructs = Stream.of(
                        ExecutorConstructs.all(),
                        FutureConstructs.all(),
                        ForkJoinConstructs.all(),
                        ThreadConstructs.all(),
                        OtherConstructs.all(channel),
                        Stream.of(sharedInstance))
                .flatMap(stream -> stream)
                .toList();
        weighted = constructs.stream()
                .flatMap(construct -> Collections.nCopies(construct.weight(), construct).stream())
                .toList();
        weightedAnywhere =
                weighted.stream().filter(Construct::isPossibleAnywhere).toList();
    }

    Construct draw(SplittableRandom random) {
        Construct drawn = weighted.get(random.nextInt(weighted.size()));
        return drawn.isPossibleHere() ? drawn : weightedAnywhere.get(random.nextInt(weightedAnywhere.size()));
    }

    List<Construct> constructs() {
        return constructs;
    }

    Ledger ledger() {
        return ledger;
    }

    Pools pools() {
        return pools;
    }

    Elsewhere elsewhere() {
        return elsewhere;
    }

    Shared shared() {
        return shared;
    }

    /** Ends the pools and counts what can only be counted then. */
    @Override
    public void close() {
        pools.close();
        shared.close(ledger);
    }
}
