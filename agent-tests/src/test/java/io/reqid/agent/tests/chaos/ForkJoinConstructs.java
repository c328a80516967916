package io.reqid.agent.tests.chaos;

import java.util.List;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tasks of fork/join pools, and parallel streams. */
@SuppressWarnings("FutureReturnValueIgnored") // every line is awaited by its request
final class ForkJoinConstructs {
    private static final int LEAVES = 4;

    /**
     * Before 22, a worker that waits for a counted completer, such as a parallel stream, while one of another computation
     * lies on top of its queue spins (in {@code WorkQueue.helpComplete}) and runs nothing: once all workers do, for ever.
     */
    private static final boolean SPINS = Runtime.version().feature() < 22;

    private ForkJoinConstructs() {}

    static Stream<Construct> all() {
        return Stream.of(handedIn(), awaited()).flatMap(List::stream);
    }

    private static List<Construct> handedIn() {
        return List.of(
                Construct.of("fork/join execute", 20, hop -> pool(hop).execute((Runnable) hop.line())),
                Construct.of(
                        "fork/join execute of a task", 20, hop -> pool(hop).execute(new Action(hop.failingLine()))),
                Construct.of("fork/join submit", 20, hop -> pool(hop).submit((Runnable) hop.failingLine())),
                Construct.of(
                        "fork/join submit of a callable",
                        20,
                        hop -> pool(hop).submit(ExecutorConstructs.callable(hop.failingLine()))),
                Construct.of("fork/join submit of a task", 20, hop -> pool(hop).submit(new Action(hop.failingLine()))),
                Construct.of("fork", 30, hop -> new Action(hop.failingLine()).fork()),
                Construct.of(
                        "adapted runnable",
                        20,
                        hop -> ForkJoinTask.adapt((Runnable) hop.failingLine()).fork()),
                Construct.of("adapted callable, executed by another request", 10, ForkJoinConstructs::executeAdapted),
                Construct.of("counted completer", 10, hop -> pool(hop).execute(new Completer(hop))));
    }

    private static List<Construct> awaited() {
        return List.of(
                Construct.waiting(
                        "fork/join invoke of a tree",
                        5,
                        hop -> poolToWaitFor(hop).invoke(new Tree(hop, LEAVES))),
                Construct.waiting(
                        "invokeAll of fork/join tasks",
                        5,
                        hop -> poolToWaitFor(hop).invoke(new Two(new Action(hop.line()), new Action(hop.line())))),
                Construct.where(
                        ForkJoinConstructs::mayWaitForCompleters,
                        "parallel stream",
                        8,
                        hop -> lines(hop).parallel().forEach(Line::run)),
                Construct.where(
                        ForkJoinConstructs::mayNestCompleters,
                        "parallel stream inside a task",
                        4,
                        hop -> poolToWaitFor(hop).invoke(ForkJoinTask.adapt((Runnable)
                                () -> lines(hop).parallel().forEach(Line::run)))),
                Construct.where(
                        ForkJoinConstructs::mayWaitForCompleters, "parallel reduction", 4, ForkJoinConstructs::reduce));
    }

    private static boolean mayWaitForCompleters() {
        return !LeafThread.isCurrent() && (!SPINS || !ForkJoinTask.inForkJoinPool());
    }

    private static boolean mayNestCompleters() {
        return !LeafThread.isCurrent() && !SPINS;
    }

    private static ForkJoinPool pool(Hop hop) {
        return hop.draw(2) == 0 ? ForkJoinPool.commonPool() : hop.pools().stealing;
    }

    /** A worker waits only for tasks of its own pool: two pools that wait for each other could both stand still. */
    private static ForkJoinPool poolToWaitFor(Hop hop) {
        ForkJoinPool own = ForkJoinTask.getPool();
        return own == null ? pool(hop) : own;
    }

    private static Stream<Line> lines(Hop hop) {
        return IntStream.range(0, LEAVES).mapToObj(leaf -> hop.line()).toList().stream();
    }

    private static void reduce(Hop hop) {
        int lengths = lines(hop).parallel().mapToInt(ForkJoinConstructs::length).sum();
        if (lengths != LEAVES) {
            hop.ledger().broken(hop.step().construct(), "reduced to " + lengths);
        }
    }

    private static int length(Line line) {
        line.run();
        return 1;
    }

    private static void executeAdapted(Hop hop) {
        ForkJoinTask<String> task = ForkJoinTask.adapt(ExecutorConstructs.callable(hop.failingLine()));
        ForkJoinPool pool = pool(hop);
        hop.elsewhere(() -> pool.execute(task));
    }

    private static final class Action extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient Line line;

        Action(Line line) {
            this.line = line;
        }

        @Override
        protected void compute() {
            line.run();
        }
    }

    private static final class Two extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final Action one;
        private final Action other;

        Two(Action one, Action other) {
            this.one = one;
            this.other = other;
        }

        @Override
        protected void compute() {
            invokeAll(one, other);
        }
    }

    /** Splits itself, joins, and sees after the join, during which it may have helped others, what it saw before. */
    private static final class Tree extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;

        private final transient Hop hop;
        private final int leaves;

        Tree(Hop hop, int leaves) {
            this.hop = hop;
            this.leaves = leaves;
        }

        @Override
        protected Integer compute() {
            if (leaves == 1) {
                hop.line().run();
                return 1;
            }
            Tree forked = new Tree(hop.apart(), leaves / 2);
            forked.fork();
            int sum = new Tree(hop, leaves - leaves / 2).compute() + forked.join();
            hop.ledger().again(hop.step(), hop.expected(), " after a join");
            return sum;
        }
    }

    private static final class Completer extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;

        private final transient Line line;
        private final transient Line completion;
        private final transient Line[] leaves;

        Completer(Hop hop) {
            line = hop.line();
            completion = hop.lastLine();
            leaves = lines(hop).toArray(Line[]::new);
        }

        @Override
        public void compute() {
            setPendingCount(leaves.length);
            for (Line leaf : leaves) {
                new Leaf(this, leaf).fork();
            }
            line.run();
            tryComplete();
        }

        @Override
        public void onCompletion(CountedCompleter<?> caller) {
            completion.run();
        }
    }

    private static final class Leaf extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;

        private final transient Line line;

        Leaf(Completer parent, Line line) {
            super(parent);
            this.line = line;
        }

        @Override
        public void compute() {
            line.run();
            tryComplete();
        }
    }
}
