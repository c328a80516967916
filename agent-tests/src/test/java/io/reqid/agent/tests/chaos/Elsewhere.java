package io.reqid.agent.tests.chaos;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Snapshot;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Jobs of one request that another does: nodes of all requests take some, in their own context, and a few threads that
 * belong to requests of their own take the rest.
 */
final class Elsewhere {
    /** Jobs start lines, lines do jobs: deeper than this on one thread, none are taken. */
    private static final int MAX_NESTED = 3;

    private static final int THREADS = 2;

    private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
    private final ThreadLocal<int[]> nested = ThreadLocal.withInitial(() -> new int[1]);

    static Elsewhere start() {
        Elsewhere elsewhere = new Elsewhere();
        for (int i = 0; i < THREADS; i++) {
            RequestId id = new RequestId("foreign" + i);
            Thread thread = new Thread(() -> Snapshot.empty().run(() -> elsewhere.work(id)), id.value());
            thread.setDaemon(true);
            thread.start();
        }
        return elsewhere;
    }

    private void work(RequestId id) {
        try {
            for (; ; ) {
                Runnable job = jobs.take();
                RequestContext.run(id, job);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void give(Runnable job) {
        jobs.add(job);
    }

    /** Does a job here and now, if there is one. */
    void help() {
        int[] depth = nested.get();
        Runnable job = depth[0] < MAX_NESTED ? jobs.poll() : null;
        if (job == null) {
            return;
        }
        depth[0]++;
        try {
            job.run();
        } finally {
            depth[0]--;
        }
    }
}
