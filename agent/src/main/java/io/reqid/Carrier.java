package io.reqid;

import org.jspecify.annotations.Nullable;

/**
 * What rewritten methods call to carry contexts: the agent's way into the cells. Not for applications.
 *
 * <p>A <em>captured</em> context is an opaque object: null for the empty one, the frame itself, or, while the async graph
 * is being followed, the resource of the work that it was captured for. Nothing here throws, locks or loads a class.
 */
public final class Carrier {
    private static volatile long lingerNanos = 30_000_000_000L;
    private static volatile PeriodicContext periodic = PeriodicContext.UNTIL_REQUEST_END;
    private static volatile String[] rootThreads = {};

    private Carrier() {}

    /**
     * Sets what the options say.
     *
     * @param newLingerNanos for how long after its request's end work is still registered under it
     * @param newPeriodic what periodic tasks run under
     * @param newRootThreads how the names begin of the classes whose threads inherit nothing
     */
    public static void configure(long newLingerNanos, PeriodicContext newPeriodic, String[] newRootThreads) {
        lingerNanos = newLingerNanos;
        periodic = newPeriodic;
        rootThreads = newRootThreads.clone();
    }

    /**
     * {@return what is current, for work that is registered now}
     *
     * @param type what hooks are told the work is
     */
    public static @Nullable Object capture(String type) {
        Snapshot frame = live(Cell.frame(Cell.current()), lingerNanos);
        AsyncResource resource = AsyncGraph.register(type, frame);
        return resource == null ? frame : resource;
    }

    /** {@return what is current, for work that hooks are told of by other means} */
    static @Nullable Object captureFrame() {
        return captureFrame(Cell.current());
    }

    static @Nullable Snapshot captureFrame(@Nullable Object[] cell) {
        return live(Cell.frame(cell), lingerNanos);
    }

    /**
     * {@return what is current, for work that is registered now to be run at a later time: not a request that is over}
     *
     * @param type what hooks are told the work is
     */
    public static @Nullable Object captureTimer(String type) {
        Snapshot frame = live(Cell.frame(Cell.current()), 0);
        AsyncResource resource = AsyncGraph.register(type, frame);
        return resource == null ? frame : resource;
    }

    /**
     * {@return what is current, for work that is registered now to be run again and again}
     *
     * @param type what hooks are told the work is
     */
    static @Nullable Object capturePeriodic(String type) {
        Snapshot frame = periodic == PeriodicContext.NONE ? null : live(Cell.frame(Cell.current()), 0);
        AsyncResource resource = AsyncGraph.register(type, frame);
        return resource == null ? frame : resource;
    }

    /** {@return what a periodic task runs under now, given what it was captured under} */
    static @Nullable Object periodicContext(@Nullable Object captured) {
        return periodic == PeriodicContext.INHERIT ? captured : liveNow(captured);
    }

    /** {@return what was captured for a task that turns out to run at a later time} */
    static @Nullable Object timed(@Nullable Object captured) {
        return liveNow(captured);
    }

    /** {@return what was captured for a task that turns out to run again and again} */
    static @Nullable Object periodic(@Nullable Object captured) {
        if (periodic != PeriodicContext.NONE) {
            return liveNow(captured);
        }
        if (captured instanceof AsyncResource resource) {
            resource.dropContext();
            return resource;
        }
        return null;
    }

    private static @Nullable Object liveNow(@Nullable Object captured) {
        if (!(captured instanceof AsyncResource resource)) {
            return live((Snapshot) captured, 0);
        }
        if (live(resource.frame(), 0) != resource.frame()) {
            resource.dropRequest();
        }
        return resource;
    }

    /** {@return a frame without its request, if that has ended so long ago that its work may not go on for ever} */
    private static @Nullable Snapshot live(@Nullable Snapshot frame, long nanos) {
        if (frame == null) {
            return null;
        }
        RequestContext request = RequestContext.CURRENT.in(frame);
        return request != null && request.endedFor(nanos) ? Snapshot.without(frame, RequestContext.CURRENT) : frame;
    }

    static @Nullable Snapshot frameOf(@Nullable Object captured) {
        return captured instanceof AsyncResource resource ? resource.frame() : (Snapshot) captured;
    }

    static @Nullable AsyncResource resourceOf(@Nullable Object captured) {
        return captured instanceof AsyncResource resource ? resource : null;
    }

    /** What the cell keeps of followed work while it runs. */
    private record Entered(
            @Nullable Snapshot frame,
            AsyncResource resource,
            @Nullable AsyncResource outer) {}

    /**
     * Makes a captured context current.
     *
     * @param captured what {@link #capture} returned; null for the empty context
     * @return what to give to {@link #exit}
     */
    public static int enter(@Nullable Object captured) {
        return enter(Cell.current(), captured);
    }

    static int enter(@Nullable Object[] cell, @Nullable Object captured) {
        return captured instanceof AsyncResource resource
                ? enterFollowed(cell, resource)
                : Cell.enterSaving(cell, (Snapshot) captured, Cell.frame(cell));
    }

    private static int enterFollowed(@Nullable Object[] cell, AsyncResource resource) {
        Snapshot previous = Cell.frame(cell);
        if (Cell.resource(cell) == resource) { // a worker that has begun the task runs the task's function
            return Cell.enterSaving(cell, resource.frame(), previous);
        }
        Entered entered = new Entered(previous, resource, Cell.resource(cell));
        int token = Cell.enterSaving(cell, resource.frame(), entered);
        resource.begin(cell);
        return token;
    }

    /**
     * Makes current again what was so before.
     *
     * @param token what {@link #enter} returned, on this thread
     */
    public static void exit(int token) {
        exit(Cell.current(), token);
    }

    static void exit(@Nullable Object[] cell, int token) {
        Object saved = Cell.takeSaved(cell, token);
        if (saved instanceof Entered entered) {
            entered.resource.end(cell, entered.outer);
            Work.exitQuietly(cell, entered.frame, token);
        } else {
            Work.exitQuietly(cell, (Snapshot) saved, token);
        }
    }

    /**
     * {@return what to give to {@link #exit}} Leaves what is current as it is, and has it restored all the same.
     */
    static int enterCurrent() {
        @Nullable Object[] cell = Cell.current();
        return Cell.enterSaving(cell, Cell.frame(cell), Cell.frame(cell));
    }

    /**
     * Begins the life of a thread's loop, under the empty context.
     *
     * @return what to give to {@link #exit} if the loop ends and the thread goes on
     */
    public static int enterRoot() {
        @Nullable Object[] cell = Cell.current();
        Cell.keepFailures(cell);
        dropThreadContext(cell);
        return Cell.enterSaving(cell, null, null); // a request that the thread was born in must not live as long
    }

    /** Has the current thread go on under the empty context: it begins the loop that it lives for. */
    public static void root() {
        @Nullable Object[] cell = Cell.current();
        Cell.keepFailures(cell);
        Cell.setFrame(cell, null);
        dropThreadContext(cell);
    }

    /** The thread stays a node of the graph, but no more under what it was started in. */
    private static void dropThreadContext(@Nullable Object[] cell) {
        AsyncResource thread = Cell.resource(cell);
        if (thread != null) {
            thread.dropContext();
        }
    }

    /**
     * {@return what to give to {@link #endThread}} A thread begins to run.
     */
    public static int beginThread() {
        if (!AsyncGraph.isFollowed()) {
            return 0;
        }
        @Nullable Object[] cell = Cell.current();
        AsyncResource thread = Cell.resource(cell);
        if (thread == null || thread.isRunning()) { // a run() that calls the one of its superclass
            return 0;
        }
        thread.begin(cell);
        return 1;
    }

    /**
     * A thread ends.
     *
     * @param begun what {@link #beginThread} returned
     */
    public static void endThread(int begun) {
        if (begun != 0) {
            @Nullable Object[] cell = Cell.current();
            AsyncResource thread = Cell.resource(cell);
            if (thread != null) {
                thread.end(cell, thread);
                thread.destroyWhenIdle();
            }
        }
    }

    /**
     * Ends the task that a loop has run, if it has run one.
     *
     * @param token what {@link #enterRoot} returned
     */
    public static void idle(int token) {
        @Nullable Object[] cell = Cell.current();
        if (Cell.depth(cell) > token + 1) {
            exit(token + 1);
        }
    }

    /**
     * Gives a thread that is about to be started what is current here.
     *
     * @param child a thread that has never run
     */
    public static void inherit(Thread child) {
        @Nullable Object[] cell = Cell.current();
        boolean followed = AsyncGraph.isFollowed();
        if ((Cell.frame(cell) == null && !followed) || isRoot(child)) {
            return;
        }
        Object captured = capture("Thread");
        if (captured != null) {
            plant(child, captured);
        }
    }

    private static void plant(Thread child, Object captured) {
        Object[] cell = Cell.startingUnder(frameOf(captured));
        Cell.setResource(cell, resourceOf(captured));
        Cell.keepFailures(cell);
        JdkAccess.plant(child, cell);
    }

    private static boolean isRoot(Thread child) {
        String name = child.getClass().getName();
        for (String prefix : rootThreads) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Has a thread's handler of uncaught exceptions see the context that the exception was thrown under.
     *
     * @param failure what the thread dies of
     */
    public static void uncaught(Throwable failure) {
        @Nullable Object[] cell = Cell.current();
        if (Cell.frame(cell) == null) {
            Cell.restoreFailed(cell, failure);
        }
    }
}
