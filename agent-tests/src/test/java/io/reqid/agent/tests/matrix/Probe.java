package io.reqid.agent.tests.matrix;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The work of a construct under test: notes the id that a log line would print, and the thread. Thread-safe. */
final class Probe implements Runnable {
    private static final String NONE = "-";

    private final Queue<String> ids = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Semaphore runs = new Semaphore(0);

    @Override
    public void run() {
        ids.add(Objects.requireNonNullElse(Tested.SUBJECT.currentId(), NONE));
        threads.add(Thread.currentThread());
        runs.release();
    }

    /** {@return whether this has run so many times before the limit} */
    boolean await(int times, long limitMillis) throws InterruptedException {
        return runs.tryAcquire(times, limitMillis, TimeUnit.MILLISECONDS);
    }

    List<String> ids() {
        return List.copyOf(ids);
    }

    List<Thread> threads() {
        return threads.stream().distinct().toList();
    }

    /** {@return the verdict on what was seen, where one id, or null for none, should have been} */
    Verdict verdict(String expected) {
        if (ids.isEmpty()) {
            return Verdict.TIMEOUT;
        }
        return ids.stream()
                .filter(seen -> !seen.equals(expected == null ? NONE : expected))
                .findFirst()
                .map(wrong -> verdictOnWrong(expected, wrong))
                .orElse(Verdict.OK);
    }

    private static Verdict verdictOnWrong(String expected, String wrong) {
        if (expected == null) {
            return Verdict.LEAKED;
        }
        return wrong.equals(NONE) ? Verdict.LOST : Verdict.CROSSED;
    }
}
