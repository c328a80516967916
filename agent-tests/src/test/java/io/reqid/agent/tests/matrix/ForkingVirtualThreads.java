package io.reqid.agent.tests.matrix;

import io.reqid.AsyncHook;
import io.reqid.AsyncHooks;
import io.reqid.AsyncResource;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Virtual threads, many more than there are carriers, that hand work to one fork/join pool, while two other threads do so
 * too: who waits in the midst of that would have all others spin, for ever. With an argument, a hook of the async graph
 * waits. For JDK 21 and later.
 */
final class ForkingVirtualThreads {
    private static final int THREADS = 500;
    private static final int OTHERS = 2;
    private static final int TASKS = 800;
    private static final int TASKS_THAT_WAIT = 20;
    private static final long LIMIT_SECONDS = 60;

    private final ForkJoinPool pool = new ForkJoinPool(2);
    private final int tasks;
    private final CountDownLatch left;
    private final AtomicInteger wrong = new AtomicInteger();

    private ForkingVirtualThreads(int tasks) {
        this.tasks = tasks;
        this.left = new CountDownLatch(THREADS * tasks + OTHERS * tasksOfOthers());
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            AsyncHooks.register(new Waiting());
        }
        new ForkingVirtualThreads(arguments.length > 0 ? TASKS_THAT_WAIT : TASKS).run();
    }

    /** As many as keep them busy until the end. */
    private int tasksOfOthers() {
        return THREADS * tasks / 8;
    }

    private void run() throws Exception {
        for (int i = 0; i < OTHERS; i++) {
            String id = "thread" + i;
            Thread thread = new Thread(() -> handOver(id, tasksOfOthers()));
            thread.setDaemon(true);
            thread.start();
        }
        for (int i = 0; i < THREADS; i++) {
            String id = "virtual" + i;
            Loom.startVirtualThread(() -> handOver(id, tasks));
        }
        boolean ended = left.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        System.out.printf(Locale.ROOT, "%d not run, %d wrong%n", left.getCount(), wrong.get());
        Runtime.getRuntime().halt(ended && wrong.get() == 0 ? 0 : 1); // threads that spin would not let it end
    }

    @SuppressWarnings("ThreadPriorityCheck") // lets another virtual thread have the carrier
    private void handOver(String id, int count) {
        for (int i = 0; i < count; i++) {
            RequestContext.run(new RequestId(id), () -> pool.execute(new Look(id)));
            if (i % 8 == 0) {
                Thread.yield();
            }
        }
    }

    /** Looks once whether it sees an id. */
    private final class Look extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final String expected;

        Look(String expected) {
            this.expected = expected;
        }

        @Override
        protected void compute() {
            if (!expected.equals(RequestContext.currentId())) {
                wrong.incrementAndGet();
            }
            left.countDown();
        }
    }

    /** As one that logs does. */
    private static final class Waiting implements AsyncHook {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        public void init(long asyncId, String type, long triggerAsyncId, AsyncResource resource) {
            lock.lock();
            try {
                LockSupport.parkNanos(1);
            } finally {
                lock.unlock();
            }
        }
    }
}
