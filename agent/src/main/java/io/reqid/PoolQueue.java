package io.reqid;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Where the contexts of raw commands wait until a worker of one pool begins them. Thread-safe.
 *
 * <p>As long as nobody but the pool knows its queue, a command is queued together with its context, in one small
 * object. From the moment that the queue is shown, and from the beginning for a queue that the application has made, a
 * command is queued as it is, and its context lies beside the queue, by the command's identity. The same command may be
 * there more than once; the worker takes the oldest of its contexts, unless there are more of them than such commands
 * in the queue: then the application has polled one away behind the pool's back, and what that left here is the oldest.
 */
final class PoolQueue {
    private static final int STRIPES = 16;

    /** For how long a command may be on its way into a queue that was hidden when it set out. */
    private static final long UNDER_WAY_NANOS = 1_000_000_000L;

    private final WaitingContexts[] stripes = new WaitingContexts[STRIPES];
    private volatile boolean hidden;
    private volatile boolean converted;

    /** Whether any context has ever lain beside the queue; if none has, no command need be asked for its hash code. */
    private volatile boolean anyBeside;

    private volatile long shownNanos;

    private PoolQueue(boolean hidden) {
        this.hidden = hidden;
        this.converted = !hidden;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new WaitingContexts();
        }
    }

    static PoolQueue hidden() {
        return new PoolQueue(true);
    }

    static PoolQueue visible() {
        return new PoolQueue(false);
    }

    /** A command in a hidden queue, and what it is to run under. */
    static final class Waiting implements Runnable {
        private final Runnable command;
        private final Object captured;

        Waiting(Runnable command, Object captured) {
            this.command = command;
            this.captured = captured;
        }

        Runnable command() {
            return command;
        }

        Object captured() {
            return captured;
        }

        @Override
        public void run() {
            int token = Carrier.enter(captured);
            try {
                command.run();
            } finally {
                Carrier.exit(token);
            }
        }
    }

    /** {@return what the pool is to queue for a command} */
    Runnable add(Runnable command, @Nullable Object captured, ThreadPoolExecutor pool) {
        if (hidden) {
            return captured == null ? command : new Waiting(command, captured);
        }
        WaitingContexts stripe = besideQueue(command);
        // also for nobody: else the command's worker would find what the same command was given by somebody
        if (stripe.put(command, captured == null ? Snapshot.empty() : captured)) {
            long now = System.nanoTime();
            if (!stripe.postpones(now)) {
                stripe.sweep(contents(pool), now);
            }
        }
        return command;
    }

    /** {@return what a worker is to run a command under, which it has just taken out of the queue; null for nothing} */
    @Nullable
    Object takeNext(Object command, ThreadPoolExecutor pool) {
        if (!anyBeside) {
            return null;
        }
        WaitingContexts stripe = stripe(command);
        int known = stripe.count(command);
        if (known == 0) {
            return stripe.takeDoubted(command);
        }
        boolean newest = known > 1 && countQueued(command, pool) < known - 1;
        Object taken = stripe.take(command, newest);
        return taken == Snapshot.empty() ? null : taken;
    }

    /** {@return what this thread has just left beside the queue for a command that the pool refuses; null for nothing} */
    @Nullable
    Object takeOwn(Object command, @Nullable Object frame) {
        return stripe(command).takeOwn(command, frame);
    }

    @Nullable
    Object takeOldest(Object command) {
        return stripe(command).take(command, false);
    }

    private static int countQueued(Object command, ThreadPoolExecutor pool) {
        int queued = 0;
        Object[] contents = contents(pool);
        for (int i = 0; contents != null && i < contents.length; i++) {
            queued += contents[i] == command ? 1 : 0;
        }
        return queued;
    }

    /** {@return what is queued, or null if asking the queue would call the application} */
    private static Object @Nullable [] contents(ThreadPoolExecutor pool) {
        BlockingQueue<?> queue = JdkAccess.queue(pool);
        return queue.getClass().getClassLoader() == null ? queue.toArray() : null;
    }

    /** Keeps the context of a command that may or may not run after all. */
    void doubt(Object command, Object captured) {
        besideQueue(command).doubt(command, captured);
    }

    /** Has the queue hold commands as they are, from now on. */
    void show(ThreadPoolExecutor pool) {
        if (converted) {
            return;
        }
        if (hidden) {
            shownNanos = System.nanoTime();
            hidden = false;
        }
        boolean last = System.nanoTime() - shownNanos > UNDER_WAY_NANOS;
        if (JdkAccess.queue(pool) instanceof LinkedBlockingQueue<?> queue) {
            JdkAccess.replaceAll(queue, this::uncovered);
        }
        converted = last;
    }

    private Object uncovered(Object queued) {
        if (!(queued instanceof Waiting waiting)) {
            return queued;
        }
        besideQueue(waiting.command).put(waiting.command, waiting.captured);
        return waiting.command;
    }

    /** {@return where a context is to be left for a command, which is queued, or taken, after this} */
    private WaitingContexts besideQueue(Object command) {
        if (!anyBeside) {
            anyBeside = true;
        }
        return stripe(command);
    }

    private WaitingContexts stripe(Object command) {
        int hash = System.identityHashCode(command);
        return stripes[(hash ^ (hash >>> 8)) & (STRIPES - 1)];
    }
}
