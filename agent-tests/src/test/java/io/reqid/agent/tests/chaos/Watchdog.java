package io.reqid.agent.tests.chaos;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the JVM, with the stacks of all threads, if the run has not ended in time. */
final class Watchdog {
    static final int EXIT_CODE = 3;

    private final World world;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Watchdog(World world) {
        this.world = world;
    }

    static Watchdog start(World world, Duration limit) {
        Watchdog watchdog = new Watchdog(world);
        Thread thread = new Thread(() -> watchdog.watch(limit), "watchdog");
        thread.setDaemon(true);
        thread.start();
        return watchdog;
    }

    void stop() {
        ended.countDown();
    }

    private void watch(Duration limit) {
        try {
            if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                report(limit);
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Duration limit) {
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            System.out.print(thread);
        }
        System.out.println("not ended within " + limit.toSeconds() + " s; lines that never came:");
        world.constructs().stream()
                .filter(construct -> construct.outstanding() > 0)
                .forEach(construct -> System.out.println(construct.outstanding() + " " + construct.name()));
    }
}
