package io.reqid.agent.tests.matrix;

import static io.reqid.agent.tests.matrix.Contract.expectEqual;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Two requests hand one command to a pool whose queue the application has made. While the second is on its way into the
 * queue, the worker runs the first; then the queue is full, and the second runs in its caller.
 */
final class RefusedTwin {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch secondIsOnItsWay = new CountDownLatch(1);
    private final CountDownLatch firstHasRun = new CountDownLatch(1);
    private final Runnable twin = this::run;

    private RefusedTwin() {}

    static void check() throws Exception {
        new RefusedTwin().play();
    }

    private void play() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.MINUTES, new SlowQueue(), new ThreadPoolExecutor.CallerRunsPolicy());
        try {
            pool.execute(() -> await(secondIsOnItsWay));
            RequestContext.run(new RequestId("first"), () -> pool.execute(twin));
            RequestContext.run(new RequestId("second"), () -> pool.execute(twin));
            expectEqual(
                    List.of("RequestContext[first]", "RequestContext[second]"),
                    seen.stream().sorted().toList());
        } finally {
            pool.shutdownNow();
        }
    }

    private void run() {
        RequestContext request = RequestContext.current();
        seen.add(request == null ? "none" : request.toString());
        firstHasRun.countDown();
    }

    private static void await(CountDownLatch event) {
        try {
            if (!event.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("it never comes");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the second twin, thinks about it until the first has run, and is full. */
    private final class SlowQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1;

        private boolean hasTwin;

        @Override
        public boolean offer(Runnable command) {
            if (command != twin || !hasTwin) {
                hasTwin |= command == twin;
                return super.offer(command);
            }
            secondIsOnItsWay.countDown();
            await(firstHasRun);
            return false;
        }
    }
}
