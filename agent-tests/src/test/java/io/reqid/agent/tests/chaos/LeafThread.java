package io.reqid.agent.tests.chaos;

/** A thread of a pool that others wait for, and that therefore never waits itself. */
final class LeafThread extends Thread {
    LeafThread(Runnable loop) {
        super(loop, "leaf");
        setDaemon(true);
    }

    static boolean isCurrent() {
        return Thread.currentThread() instanceof LeafThread;
    }
}
