package io.reqid.agent.tests.matrix;

import io.reqid.AsyncHooks;
import io.reqid.AsyncResource;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Prints, for every asynchronous construct of the JDK, what a hook of the async graph is told of its work. An argument is
 * part of the names of the rows to run; none runs all. Exits with the number of bad cells, 100 at most.
 */
final class Graph {
    private static final long LIMIT_SECONDS = 20;
    private static final long LIMIT_MILLIS = 2_000;

    /** What is asked of each construct. */
    private enum Aspect {
        /** Does each run have an id of its own, announced before? */
        KNOWN,
        /** Does the chain of trigger ids lead to what registered the work? */
        CAUSED,
        /** Is one piece of work one resource? */
        ONCE,
        /** Is the work run between before and after, on its thread? */
        AROUND,
        /** Is its end told, once? */
        OVER,
        /** Is a future's completion told, once? */
        SETTLED,
        /** Does work draw no id as long as nobody follows the graph? */
        FREE
    }

    /** What is called several times, as listeners are. */
    private static final Set<String> LISTENERS = Set.of("BodyHandler", "Subscriber", "Listener", "SubmissionPublisher");

    /** Listeners of which nobody knows when they are called for the last time. */
    private static final Set<String> ENDLESS = Set.of("BodyHandler", "Subscriber", "Listener");

    private final Row row;
    private final Map<Aspect, String> faults = new ConcurrentHashMap<>();
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Long> ids = new ConcurrentLinkedQueue<>();
    private final Semaphore runs = new Semaphore(0);
    private final GraphLog log = new GraphLog();

    private Graph(Row row) {
        this.row = row;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Table table = new Table(
                System.out,
                List.of(Aspect.values()).stream()
                        .map(aspect -> aspect.name().toLowerCase(Locale.ROOT))
                        .toList());
        int bad = 0;
        List<Row> rows = Rows.named(arguments);
        for (Row row : rows) {
            bad += new Graph(row).answer(table);
        }
        System.out.printf(Locale.ROOT, "%d rows, %d bad%n", rows.size(), bad);
        System.exit(Math.min(bad, 100));
    }

    private int answer(Table table) throws InterruptedException {
        run(this::checkFree);
        run(this::checkFollowed);
        List<String> cells = new ArrayList<>();
        for (Aspect aspect : Aspect.values()) {
            cells.add(faults.containsKey(aspect) ? "BAD" : applies(aspect) ? "ok" : "n/a");
        }
        table.print(row.name(), cells);
        faults.forEach((aspect, fault) -> table.note(aspect + ": " + fault));
        return faults.size();
    }

    private boolean applies(Aspect aspect) {
        return switch (aspect) {
            case ONCE -> row.runs() == 1 && row.carries();
            case SETTLED -> isStage();
            case FREE -> true;
            default -> row.carries();
        };
    }

    private boolean isStage() {
        return row.name().contains(", completed by ")
                || row.name().contains(", complete already")
                || row.name().startsWith("supplyAsync")
                || row.name().startsWith("runAsync")
                || row.name().startsWith("completeAsync");
    }

    /** Something that may fail or hang. */
    private interface Body {
        void run() throws Exception;
    }

    private void run(Body body) throws InterruptedException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            body.run();
            return null;
        });
        Thread thread = new Thread(task, "graph");
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            faults.put(Aspect.KNOWN, "failed: " + e.getCause());
        } catch (TimeoutException e) {
            faults.put(Aspect.KNOWN, "hangs");
        }
    }

    private void checkFree() throws Exception {
        try (Construct construct = row.maker().make()) {
            long first = draw();
            Probe probe = new Probe();
            handOver(construct, probe);
            probe.await(row.runs(), LIMIT_MILLIS);
            long second = draw();
            if (second != first + 1) {
                faults.put(Aspect.FREE, second - first - 1 + " ids drawn");
            }
        }
    }

    private static long draw() {
        try (AsyncResource resource = new AsyncResource("Probe")) {
            return resource.asyncId();
        }
    }

    private void checkFollowed() throws Exception {
        try (Construct construct = row.maker().make();
                AsyncHooks.Registration registration = AsyncHooks.register(log);
                AsyncResource cause = new AsyncResource("Request")) {
            cause.callInAsyncScope(() -> {
                handOver(construct, this::note);
                return cause;
            });
            boolean ran = runs.tryAcquire(row.runs(), LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            if (row.carries()) {
                check(Aspect.KNOWN, ran && seen.isEmpty(), ids.size() + " runs, " + seen);
                List.copyOf(ids).stream()
                        .filter(id -> id != cause.asyncId()) // else the caller has run the work as a part of itself
                        .forEach(id -> check(id, cause.asyncId()));
                check(Aspect.AROUND, log.faults().isEmpty(), log.faults().toString());
            }
        }
    }

    private void handOver(Construct construct, Runnable work) throws Exception {
        Firing firing = RequestContext.call(new RequestId("graph"), () -> construct.register(work));
        firing.fire();
    }

    /** The work itself. */
    private void note() {
        long id = AsyncHooks.executionAsyncId();
        GraphLog.Node node = log.nodes().get(id);
        boolean running = node != null && (node.isRunningHere() || row.name().startsWith("uncaught"));
        if (!running || AsyncHooks.triggerAsyncId() != node.trigger()) {
            seen.add("run as " + id + " of trigger " + AsyncHooks.triggerAsyncId() + ", which is " + node);
        }
        List<GraphLog.Node> around = log.runningHere();
        long kinds = around.stream().map(GraphLog.Node::kind).distinct().count();
        // a serial executor hands the work on to another executor: two registrations
        check(Aspect.ONCE, kinds == around.size() || row.name().startsWith("own serial"), "runs inside " + around);
        ids.add(id);
        runs.release();
    }

    private void check(long id, long cause) {
        GraphLog.Node node = log.nodes().get(id);
        check(Aspect.CAUSED, log.isCausedBy(id, cause), id + " is " + node + ", not caused by " + cause);
        if (node != null) {
            check(Aspect.AROUND, eventually(() -> !node.isRunning()), id + " is still running: " + node);
            // done() is the application's too, and follows the run
            boolean oneRun = row.runs() > 1
                    || row.name().startsWith("FutureTask.done")
                    || LISTENERS.contains(node.type())
                    || node.runs() == 1;
            check(Aspect.AROUND, oneRun, id + " is run more than once: " + node);
            check(
                    Aspect.OVER,
                    mayRunAgain(node) || eventually(() -> node.destroyed() == 1),
                    id + " is not over: " + node);
            boolean settled = !isStage() || eventually(() -> node.settled() == 1);
            check(Aspect.SETTLED, settled, id + " is not settled: " + node);
        }
    }

    private boolean mayRunAgain(GraphLog.Node node) {
        return ENDLESS.contains(node.type()) || row.name().startsWith("FutureTask.runAndReset");
    }

    private static boolean eventually(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(300)) {
            LockSupport.parkNanos(100_000);
        }
        return condition.getAsBoolean();
    }

    private void check(Aspect aspect, boolean good, String fault) {
        if (!good && applies(aspect)) {
            faults.putIfAbsent(aspect, fault);
        }
    }
}
