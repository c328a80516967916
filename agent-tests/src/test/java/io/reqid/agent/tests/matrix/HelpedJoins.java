package io.reqid.agent.tests.matrix;

import static io.reqid.agent.tests.matrix.Contract.expect;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;

/** Many requests' trees of tasks in one small pool, where whoever joins runs the tasks of others meanwhile. */
final class HelpedJoins {
    private static final int REQUESTS = 200;
    private static final int DEPTH = 6;

    private HelpedJoins() {}

    static List<Contract> probes() {
        return List.of(
                new Contract("helped joins: pool of one", () -> check(new ForkJoinPool(1))),
                new Contract("helped joins: pool of three", () -> check(new ForkJoinPool(3))),
                new Contract("helped joins: common pool", () -> check(ForkJoinPool.commonPool())),
                new Contract("helped joins: parallel streams of many requests", HelpedJoins::checkStreams));
    }

    /** Forks two of itself, joins them in some order and counts how often it saw another id than its own. */
    private static final class Tree extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;

        private final String id;
        private final int depth;
        private final long seed;

        Tree(String id, int depth, long seed) {
            this.id = id;
            this.depth = depth;
            this.seed = seed;
        }

        @Override
        protected Integer compute() {
            int wrong = wrong(id);
            if (depth > 0) {
                Random random = new Random(seed);
                ForkJoinTask<Integer> left = new Tree(id, depth - 1, random.nextLong()).fork();
                Tree right = new Tree(id, depth - 1, random.nextLong());
                wrong += random.nextBoolean() ? right.invoke() : right.fork().join();
                wrong += wrong(id) + left.join();
            }
            return wrong + wrong(id);
        }
    }

    private static int wrong(String id) {
        return id.equals(RequestContext.currentId()) ? 0 : 1;
    }

    private static void check(ForkJoinPool pool) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            Tree tree = new Tree("tree" + i, DEPTH, random.nextLong());
            requests.add(() -> submitAndJoin(pool, tree));
        }
        expect(run(requests) == 0, "wrong ids, seed " + seed);
        if (pool != ForkJoinPool.commonPool()) {
            pool.shutdown();
        }
    }

    private static int submitAndJoin(ForkJoinPool pool, Tree tree) {
        return RequestContext.call(new RequestId(tree.id), () -> {
            int wrong = pool.submit(tree).join();
            return wrong + wrong(tree.id); // the joining thread may have run the tasks of others
        });
    }

    private static int run(List<Callable<Integer>> requests) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        int wrong = 0;
        for (Future<Integer> future : callers.invokeAll(requests)) {
            wrong += future.get();
        }
        callers.shutdown();
        return wrong;
    }

    private static void checkStreams() throws Exception {
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            String id = "stream" + i;
            requests.add(() -> RequestContext.call(new RequestId(id), () -> stream(id)));
        }
        int wrong = run(requests);
        expect(wrong == 0, wrong + " wrong ids");
    }

    private static int stream(String id) {
        int wrong = java.util.stream.IntStream.range(0, 200)
                .parallel()
                .map(i -> wrong(id))
                .sum();
        return wrong + wrong(id);
    }
}
