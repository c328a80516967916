package io.reqid.agent.tests.matrix;

import static io.reqid.agent.tests.matrix.Contract.expect;
import static io.reqid.agent.tests.matrix.Contract.expectEqual;
import static io.reqid.agent.tests.matrix.Contract.expectSame;

import io.reqid.Snapshot;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** What {@code ThreadPoolExecutor} promises about the tasks that it is given. */
@SuppressWarnings("FutureReturnValueIgnored") // the promises are about the tasks
final class PoolContracts {
    private PoolContracts() {}

    static List<Contract> all() {
        return List.of(
                new Contract("queue holds the very tasks", PoolContracts::queueHoldsTheVeryTasks),
                new Contract("queue given by the application holds the very tasks", PoolContracts::ownQueue),
                new Contract("getQueue().contains, asked late", PoolContracts::containsAskedLate),
                new Contract("remove(task)", PoolContracts::remove),
                new Contract("remove(future)", PoolContracts::removeFuture),
                new Contract("remove of a task never given", PoolContracts::removeUnknown),
                new Contract("getQueue().remove(task)", PoolContracts::removeFromQueue),
                new Contract("purge after cancel", PoolContracts::purge),
                new Contract("shutdownNow returns the very tasks", PoolContracts::shutdownNow),
                new Contract("rejection handler gets the very task", PoolContracts::rejection),
                new Contract("beforeExecute and afterExecute get the very task", PoolContracts::hooks),
                new Contract("DiscardOldestPolicy drops the oldest", PoolContracts::discardOldest),
                new Contract("tasks that compare themselves", PoolContracts::comparable),
                new Contract("comparator of the queue", PoolContracts::comparator),
                new Contract("tasks in a DelayQueue", PoolContracts::delayQueue),
                new Contract("newTaskFor gets the very task", PoolContracts::newTaskFor),
                new Contract("one task, executed by two requests", PoolContracts::oneTaskTwoRequests),
                new Contract("one task, executed inside and outside a request", PoolContracts::oneTaskInAndOut),
                new Contract("tasks that are all equal", PoolContracts::equalTasks),
                new Contract("invokeAll keeps the order, also of one lambda", PoolContracts::invokeAllOrder),
                new Contract("failure of a task is the very failure", PoolContracts::failure),
                new Contract("execute works on after a null", PoolContracts::afterNull),
                new Contract("queue that nobody else knows needs no table beside it", PoolContracts::ownQueueOfPool));
    }

    private static BusyPool pool() throws InterruptedException {
        return new BusyPool(new LinkedBlockingQueue<>());
    }

    private static Runnable task() {
        return new Ranked(1, () -> {});
    }

    private static void queueHoldsTheVeryTasks() throws InterruptedException {
        BusyPool pool = pool();
        Runnable first = task();
        pool.execute(first);
        Future<?> second = pool.submit(task());
        Object[] queued = pool.getQueue().toArray();
        expectEqual(2, queued.length);
        expectSame(first, queued[0]);
        expectSame(second, queued[1]);
        expectSame(first, pool.getQueue().peek());
        pool.drain();
    }

    private static void ownQueue() throws InterruptedException {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        BusyPool pool = new BusyPool(queue);
        Runnable task = task();
        pool.execute(task);
        expectSame(task, queue.peek());
        expect(queue.contains(task), "the queue does not contain the task");
        pool.drain();
    }

    private static void containsAskedLate() throws InterruptedException {
        BusyPool pool = pool();
        List<Runnable> tasks = List.of(task(), task(), task());
        tasks.forEach(pool::execute);
        for (Runnable task : tasks) {
            expect(pool.getQueue().contains(task), "the queue does not contain the task");
        }
        pool.drain();
    }

    private static void remove() throws InterruptedException {
        BusyPool pool = pool();
        AtomicInteger runs = new AtomicInteger();
        Runnable task = runs::incrementAndGet;
        pool.execute(task);
        expect(pool.remove(task), "remove returns false");
        expect(!pool.remove(task), "remove returns true twice");
        pool.drain();
        expectEqual(0, runs.get());
    }

    private static void removeFuture() throws InterruptedException {
        BusyPool pool = pool();
        Future<?> future = pool.submit(task());
        expect(pool.remove((Runnable) future), "remove returns false");
        pool.drain();
        expect(!future.isDone(), "the task ran");
    }

    private static void removeUnknown() throws InterruptedException {
        BusyPool pool = pool();
        expect(!pool.remove(task()), "remove returns true");
        expect(!pool.remove(null), "remove(null) returns true");
        pool.drain();
    }

    private static void removeFromQueue() throws InterruptedException {
        BusyPool pool = pool();
        Runnable task = task();
        pool.execute(task);
        expect(pool.getQueue().remove(task), "remove returns false");
        expectEqual(0, pool.getQueue().size());
        pool.drain();
    }

    private static void purge() throws InterruptedException {
        BusyPool pool = pool();
        pool.submit(task()).cancel(false);
        pool.execute(task());
        pool.purge();
        expectEqual(1, pool.getQueue().size());
        pool.drain();
    }

    private static void shutdownNow() throws InterruptedException {
        BusyPool pool = pool();
        Runnable first = task();
        pool.execute(first);
        Future<?> second = pool.submit(task());
        List<Runnable> left = pool.shutdownNow();
        expectEqual(2, left.size());
        expectSame(first, left.get(0));
        expectSame(second, left.get(1));
    }

    private static void rejection() throws InterruptedException {
        List<Runnable> rejected = new ArrayList<>();
        BusyPool pool = pool();
        pool.setRejectedExecutionHandler((task, executor) -> rejected.add(task));
        pool.drain();
        Runnable first = task();
        pool.execute(first);
        Future<?> second = pool.submit(task());
        expectSame(first, rejected.get(0));
        expectSame(second, rejected.get(1));
    }

    private static void hooks() throws InterruptedException {
        BusyPool pool = pool();
        Runnable first = task();
        pool.execute(first);
        Future<?> second = pool.submit(task());
        pool.drain();
        for (List<Runnable> seen : List.of(pool.before(), pool.after())) {
            expectSame(first, seen.get(1));
            expectSame(second, seen.get(2));
        }
    }

    private static void discardOldest() throws InterruptedException {
        BusyPool pool = new BusyPool(new LinkedBlockingQueue<>(1));
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy());
        List<Object> seen = new CopyOnWriteArrayList<>();
        pool.execute(() -> seen.add("oldest"));
        inRequest("newest", () -> pool.execute(() -> seen.add(Tested.SUBJECT.currentId())));
        pool.drain();
        expectEqual(List.of("newest"), seen);
    }

    private static void comparable() throws InterruptedException {
        inOrder(new BusyPool(new PriorityBlockingQueue<>()));
    }

    private static void comparator() throws InterruptedException {
        inOrder(new BusyPool(new PriorityBlockingQueue<>(8, (one, other) -> ((Ranked) one).compareTo((Ranked) other))));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what applications do, to have a pool with such a queue
    private static void delayQueue() throws InterruptedException {
        inOrder(new BusyPool((BlockingQueue<Runnable>) (BlockingQueue) new DelayQueue<Ranked>()));
    }

    private static void inOrder(BusyPool pool) throws InterruptedException {
        List<Object> seen = new CopyOnWriteArrayList<>();
        for (int rank : List.of(3, 1, 2)) {
            inRequest("rank" + rank, () -> pool.execute(new Ranked(rank, () -> seen.add(Tested.SUBJECT.currentId()))));
        }
        pool.drain();
        expectEqual(List.of("rank1", "rank2", "rank3"), seen);
    }

    private static void inRequest(String id, Runnable body) {
        run(body, () -> Tested.SUBJECT.callUnder(Tested.SUBJECT.begin(id), () -> done(body)));
    }

    private static void outside(Runnable body) {
        run(body, () -> Tested.SUBJECT.callOutside(() -> done(body)));
    }

    private static Runnable done(Runnable body) {
        body.run();
        return body;
    }

    private static void run(Runnable body, Callable<Runnable> bound) {
        try {
            expectSame(body, bound.call());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void newTaskFor() throws Exception {
        AtomicReference<Object> seen = new AtomicReference<>();
        ExecutorService pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
                seen.set(callable);
                return super.newTaskFor(callable);
            }

            @Override
            protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
                seen.set(runnable);
                return super.newTaskFor(runnable, value);
            }
        };
        Runnable runnable = task();
        pool.submit(runnable).get();
        expectSame(runnable, seen.get());
        Callable<Integer> callable = () -> 1;
        pool.submit(callable).get();
        expectSame(callable, seen.get());
        pool.shutdown();
    }

    private static void oneTaskTwoRequests() throws InterruptedException {
        List<String> seen = new CopyOnWriteArrayList<>();
        Runnable task = () -> seen.add(Tested.SUBJECT.currentId());
        BusyPool pool = pool();
        inRequest("one", () -> pool.execute(task));
        inRequest("two", () -> pool.execute(task));
        pool.drain();
        expectEqual(List.of("one", "two"), seen.stream().sorted().toList());
    }

    private static void oneTaskInAndOut() throws InterruptedException {
        List<String> seen = new CopyOnWriteArrayList<>();
        Runnable task = () -> seen.add(String.valueOf(Tested.SUBJECT.currentId()));
        BusyPool pool = pool();
        inRequest("one", () -> pool.execute(task));
        outside(() -> pool.execute(task));
        pool.drain();
        expectEqual(List.of("null", "one"), seen.stream().sorted().toList());
    }

    /** Tasks that claim to be equal are still two tasks. */
    private record EqualTask(List<String> seen) implements Runnable {
        @Override
        public void run() {
            seen.add(Tested.SUBJECT.currentId());
        }
    }

    private static void equalTasks() throws InterruptedException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        List<String> others = Collections.synchronizedList(new ArrayList<>());
        BusyPool pool = pool();
        inRequest("one", () -> pool.execute(new EqualTask(seen)));
        inRequest("two", () -> pool.execute(new EqualTask(others)));
        pool.drain();
        expectEqual(List.of("one"), seen);
        expectEqual(List.of("two"), others);
    }

    private static void invokeAllOrder() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Callable<Integer>> tasks = IntStream.range(0, 100)
                .<Callable<Integer>>mapToObj(i -> () -> i)
                .toList();
        List<Integer> results = results(pool.invokeAll(tasks));
        expectEqual(IntStream.range(0, 100).boxed().toList(), results);
        Callable<Integer> same = () -> "contract".equals(Tested.SUBJECT.currentId()) ? 1 : 0;
        expectEqual(Collections.nCopies(50, 1), results(pool.invokeAll(Collections.nCopies(50, same))));
        pool.shutdown();
    }

    private static List<Integer> results(Collection<Future<Integer>> futures) throws Exception {
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private static void failure() throws Exception {
        IllegalStateException failure = new IllegalStateException("fails by intent");
        FutureTask<Integer> task = new FutureTask<>(() -> {
            throw failure;
        });
        task.run();
        try {
            task.get();
            throw new AssertionError("does not fail");
        } catch (java.util.concurrent.ExecutionException e) {
            expectSame(failure, e.getCause());
        }
    }

    /** Nothing looks at the elements of such a queue, so a command and its context may lie there as one object. */
    private static void ownQueueOfPool() throws Exception {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
        CountDownLatch gate = new CountDownLatch(1);
        pool.execute(() -> await(gate));
        Runnable task = task();
        pool.execute(task);
        Field field = ThreadPoolExecutor.class.getDeclaredField("workQueue");
        field.setAccessible(true);
        Object queued = ((BlockingQueue<?>) field.get(pool)).peek(); // not by getQueue(), which shows it
        gate.countDown();
        pool.shutdown();
        boolean agentIsThere = Snapshot.class.getClassLoader() == null;
        expect(agentIsThere == (queued != task), "queued is " + queued);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void afterNull() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            pool.execute(null);
            throw new AssertionError("takes null");
        } catch (NullPointerException e) {
            expectEqual(1, pool.submit(() -> 1).get());
        }
        pool.shutdown();
    }
}
