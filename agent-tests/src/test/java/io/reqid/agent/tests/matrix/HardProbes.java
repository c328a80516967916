package io.reqid.agent.tests.matrix;

import static io.reqid.agent.tests.matrix.Contract.expect;
import static io.reqid.agent.tests.matrix.Contract.expectSame;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Scope;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Prints what becomes of work and contexts where it is hard to say: {@code lasting} for work that outlives its request,
 * to be run with the agent's option {@code linger=0s}; {@code released} for what is kept in memory; none for all.
 */
final class HardProbes {
    private static final long RUN_LIMIT_MILLIS = 3_000;

    private HardProbes() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<Contract> probes = new ArrayList<>(LastingWork.probes());
        probes.addAll(HeldResults.probes());
        probes.addAll(HelpedJoins.probes());
        probes.add(new Contract("one command by two requests, one of them refused", RefusedTwin::check));
        probes.add(
                new Contract("future that waits needs no function but the application's", HardProbes::checkFunction));
        for (Row row : Rows.all()) {
            // the context of a failure is kept for the handler of uncaught exceptions; the last few commands that were
            // rejected are kept, because the handler may yet put them into the queue
            if (!row.name().contains("uncaught")
                    && !row.name().contains("throws")
                    && !row.name().startsWith("rejected, run by")
                    && !leavesItsSocketOpen(row)) {
                probes.add(new Contract("released: " + row.name(), () -> checkReleased(row)));
            }
        }
        int bad = ContractTable.check("probe", probes, arguments);
        System.out.printf(Locale.ROOT, "%d probes bad%n", bad);
        System.exit(Math.min(bad, 100));
    }

    /** A WebSocket that is open keeps its listener, which runs under the request that opened it. */
    private static boolean leavesItsSocketOpen(Row row) {
        return row.name().startsWith("WebSocket") && row.name().endsWith(" stage");
    }

    private static void checkFunction() throws ReflectiveOperationException {
        Function<Integer, Integer> function = x -> x + 1;
        CompletableFuture<Integer> future = new CompletableFuture<>();
        RequestContext.run(new RequestId("waits"), () -> {
            var unused = future.thenApply(function);
        });
        Object completion = value(CompletableFuture.class, "stack", future);
        expectSame(function, value(completion.getClass(), "fn", completion));
    }

    private static Object value(Class<?> type, String name, Object of) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    /** The tool and the threads live on; the request must not, in memory. */
    private static void checkReleased(Row row) throws Exception {
        try (Construct construct = RequestContext.CURRENT.callUnbound(row.maker()::make)) {
            WeakReference<RequestContext> request = RequestContext.CURRENT.callUnbound(() -> handOver(row, construct));
            expect(Garbage.isCollected(request), "the request is kept in memory");
        }
    }

    private static WeakReference<RequestContext> handOver(Row row, Construct construct) throws Exception {
        RequestContext request = RequestContext.begin(new RequestId("released"));
        Probe probe = new Probe();
        try (Scope scope = RequestContext.CURRENT.bind(request)) {
            Firing firing = construct.register(probe);
            RequestContext.CURRENT.callUnbound(() -> {
                firing.fire();
                return probe;
            });
        }
        expect(probe.await(row.runs(), RUN_LIMIT_MILLIS), "the work does not run");
        request.end();
        return new WeakReference<>(request);
    }
}
