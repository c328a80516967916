package io.reqid.agent;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A class that every start loads and that few programs use at once. To rewrite it costs as much as a good part of the
 * start, so that is put off until its first use, as a hook of a class tells that it uses first. (Not until that class is
 * loaded: what is loaded while a transformer runs, no transformer is shown.) Thread-safe.
 */
final class Dormant implements Runnable {
    private static final int NEWEST_KNOWN_JAVA = 25;

    private final AtomicBoolean isAsleep = new AtomicBoolean();
    private final String className;
    private final String usedFirst;
    private final String usedNext;
    private final Rewriter rewriter;
    private final Retransformation retransformation;

    private Dormant(
            String className, String usedFirst, String usedNext, Rewriter rewriter, Retransformation retransformation) {
        this.className = className;
        this.usedFirst = usedFirst;
        this.usedNext = usedNext;
        this.rewriter = rewriter;
        this.retransformation = retransformation;
    }

    /** The initialiser makes an {@code AltResult}, the first stage a {@code Completion}. */
    static Dormant futures(Rewriter rewriter, Retransformation retransformation) {
        String future = "java/util/concurrent/CompletableFuture";
        return new Dormant(future, future + "$AltResult", future + "$Completion", rewriter, retransformation);
    }

    /** Each constructor makes a {@code VThreadContinuation}. */
    static Dormant virtualThreads(Rewriter rewriter, Retransformation retransformation) {
        String thread = "java/lang/VirtualThread";
        String continuation = thread + "$VThreadContinuation";
        return new Dormant(thread, continuation, continuation, rewriter, retransformation);
    }

    /** Lets the class be for now, unless nobody would tell when that is over. */
    void sleep() {
        if (Runtime.version().feature() <= NEWEST_KNOWN_JAVA && rewriter.rewrites(usedFirst)) {
            isAsleep.set(true);
            rewriter.putOff(className);
        }
    }

    /** {@return whether the class is let be} Not if it may be in use, to judge by the classes that are loaded. */
    boolean isAsleep(Set<String> loaded) {
        if (loaded.contains(usedFirst)) {
            wake();
        }
        return isAsleep.get();
    }

    /** {@return whether it was asleep} */
    private boolean wake() {
        boolean wasAsleep = isAsleep.compareAndSet(true, false);
        if (wasAsleep) {
            rewriter.resume(className);
        }
        return wasAsleep;
    }

    /** Rewrites the class. */
    @Override
    public void run() {
        if (!wake()) {
            return;
        }
        try {
            retransformation.of(Class.forName(className.replace('/', '.'), false, null));
            Class.forName(usedNext.replace('/', '.'), false, null);
        } catch (ClassNotFoundException absent) {
            // of another version of the JDK
        } catch (Throwable e) { // whatever it is: it must not reach the application
            rewriter.switchOff(className, e.toString());
        }
    }
}
