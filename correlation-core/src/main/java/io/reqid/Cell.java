package io.reqid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thread's cell: what is current on it. The only class that names {@code ThreadLocal}.
 *
 * <p>A cell is an {@code Object[]} and not an object of ours, because a thread outlives applications: what an idle
 * thread holds must not name a class of the loader that brought the store, or that loader could never be collected.
 *
 * <p>The scope stack counts what is open on the thread: one serial number per open {@link Scope}, {@link #MARKER} per
 * running {@code run}, {@code call} or wrapped task. It is what tells a scope closed in order from one that is not,
 * without keeping the scope itself alive (so that the just-in-time compiler may do without allocating it).
 */
final class Cell {
    private static final int FRAME = 0;
    private static final int RESOURCE = 1;
    private static final int STACK = 2;
    private static final int COUNTERS = 3;
    private static final int FAILURE = 4;
    private static final int EMISSION = 5;
    private static final int ROOT = 6;
    private static final int SCRATCH = 7;
    private static final int OPENERS = 8;
    private static final int SAVED = 9;
    private static final int MADE = 10;
    private static final int SIZE = 11;

    private static final int SERIAL = 0;
    private static final int DEPTH = 1;
    private static final int FIRST_CAPACITY = 6;
    private static final int KEPT_CAPACITY = 64;
    private static final long MARKER = 0;

    private static final Object[] NOTHING_FAILED = {};
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final ThreadLocal<Object[]> CELL = new Cells();

    private Cell() {}

    /** A class and no lambda expression, which costs the start of a JVM more. */
    private static final class Cells extends ThreadLocal<Object[]> {
        @Override
        protected Object[] initialValue() {
            return create();
        }
    }

    private static Object[] create() {
        Object[] cell = new Object[SIZE];
        cell[STACK] = new long[FIRST_CAPACITY];
        return cell;
    }

    static Object[] current() {
        return CELL.get();
    }

    /** {@return where threads keep their cell, for the agent, which gives a thread its cell before it starts} */
    static ThreadLocal<Object[]> threadLocal() {
        return CELL;
    }

    /** {@return the cell of a thread that has not started yet, and starts under a frame} */
    static Object[] startingUnder(@Nullable Snapshot frame) {
        Object[] cell = create();
        cell[FRAME] = frame;
        return cell;
    }

    static @Nullable Snapshot frame(@Nullable Object[] cell) {
        return (Snapshot) cell[FRAME];
    }

    static void setFrame(@Nullable Object[] cell, @Nullable Snapshot frame) {
        cell[FRAME] = frame;
    }

    /**
     * Takes a frame off another thread, unless that thread has moved on: to another frame, or out of the scope. Reads
     * that thread's stack in a race; a stale answer leaves the frame where it is until an enclosing scope ends.
     */
    static void takeOff(@Nullable Object[] cell, long serial, @Nullable Snapshot bound, @Nullable Snapshot previous) {
        if (isOpen(stack(cell), serial)) {
            SLOT.compareAndSet(cell, FRAME, bound, previous);
        }
    }

    private static boolean isOpen(long[] stack, long serial) {
        int top = Math.min((int) stack[DEPTH], stack.length - 1 - DEPTH);
        for (int i = 1; i <= top; i++) {
            if (stack[DEPTH + i] == serial) {
                return true;
            }
        }
        return false;
    }

    static int depth(@Nullable Object[] cell) {
        return (int) stack(cell)[DEPTH];
    }

    /** Pushes a scope and makes its frame current; returns the scope's serial number, never 0. */
    static long open(@Nullable Object[] cell, @Nullable Snapshot frame) {
        long[] stack = stack(cell);
        long serial = ++stack[SERIAL];
        push(cell, stack, serial);
        cell[FRAME] = frame;
        return serial;
    }

    /** Closes the scope on top of the stack; returns false, and does nothing, if that is another one. */
    static boolean close(@Nullable Object[] cell, long serial, @Nullable Snapshot previous) {
        long[] stack = stack(cell);
        int top = (int) stack[DEPTH];
        if (stack[DEPTH + top] != serial) {
            return false;
        }
        stack[DEPTH]--;
        cell[FRAME] = previous;
        return true;
    }

    /**
     * Closes a scope that is not on top of the stack, with all that was opened inside it. Returns false, and does
     * nothing, if a run, call or task is still running inside it. A scope that is not open any more needs nothing.
     */
    static boolean closeBelow(@Nullable Object[] cell, long serial, @Nullable Snapshot previous) {
        long[] stack = stack(cell);
        boolean left = true;
        for (int i = (int) stack[DEPTH]; i > 0; i--) {
            left &= stack[DEPTH + i] != MARKER;
            if (stack[DEPTH + i] == serial && left) {
                stack[DEPTH] = i - 1L;
                cell[FRAME] = previous;
            }
            if (stack[DEPTH + i] == serial) {
                return left;
            }
        }
        return true;
    }

    /** Begins a run, call or task under a frame; returns the depth to give to {@link #exit}. */
    static int enter(@Nullable Object[] cell, @Nullable Snapshot frame) {
        long[] stack = stack(cell);
        int depth = (int) stack[DEPTH];
        push(cell, stack, MARKER);
        replaceFrame(cell, frame);
        return depth;
    }

    /**
     * Ends what {@link #enter} began. Returns the serial number of the outermost scope that was left open, and is now
     * discarded with all inside it, or 0.
     */
    static long exit(@Nullable Object[] cell, @Nullable Snapshot previous, int depth) {
        long[] stack = stack(cell);
        long left = stack[DEPTH] == depth + 1L ? 0 : stack[DEPTH + depth + 2];
        stack[DEPTH] = depth;
        replaceFrame(cell, previous);
        if (depth == 0 && stack.length > KEPT_CAPACITY) {
            shrink(cell, stack);
        }
        return left;
    }

    /** Work often runs under what is current anyway, and to compare costs less than what a garbage collector does at a write. */
    private static void replaceFrame(@Nullable Object[] cell, @Nullable Snapshot frame) {
        if (cell[FRAME] != frame) {
            cell[FRAME] = frame;
        }
    }

    /**
     * Begins a task for a caller that has nowhere to keep what was current before: the cell keeps it. Returns the depth
     * to give to {@link #takeSaved}.
     */
    static int enterSaving(@Nullable Object[] cell, @Nullable Snapshot frame, @Nullable Object saved) {
        int depth = enter(cell, frame);
        saved(cell, depth)[depth] = saved;
        return depth;
    }

    /** {@return what the task that was entered at a depth has saved; forgets it, and what tasks inside it saved} */
    static @Nullable Object takeSaved(@Nullable Object[] cell, int depth) {
        @Nullable Object[] saved = saved(cell, depth);
        Object taken = saved[depth];
        for (int i = depth; i < saved.length && saved[i] != null; i++) {
            saved[i] = null;
        }
        return taken;
    }

    private static @Nullable Object[] saved(@Nullable Object[] cell, int depth) {
        @Nullable Object[] saved = (@Nullable Object[]) cell[SAVED];
        if (saved == null || depth >= saved.length) {
            saved = saved == null ? new @Nullable Object[depth + 2] : Arrays.copyOf(saved, 2 * depth + 2);
            cell[SAVED] = saved;
        }
        return saved;
    }

    private static void shrink(@Nullable Object[] cell, long[] stack) {
        cell[STACK] = Arrays.copyOf(stack, FIRST_CAPACITY);
    }

    /** Puts depth and frame back to what they were, whatever a hook did with them. */
    static void reset(@Nullable Object[] cell, @Nullable Snapshot frame, int depth) {
        stack(cell)[DEPTH] = depth;
        cell[FRAME] = frame;
    }

    private static void push(@Nullable Object[] cell, long[] stack, long entry) {
        long[] target = stack;
        int depth = (int) stack[DEPTH] + 1;
        if (DEPTH + depth == stack.length) {
            target = Arrays.copyOf(stack, stack.length * 2);
            cell[STACK] = target;
        }
        target[DEPTH + depth] = entry;
        target[DEPTH] = depth;
        Object kept = cell[FAILURE];
        if (kept != null && kept != NOTHING_FAILED && depth == 1) {
            forgetSwallowed(cell, kept);
        }
    }

    private static long[] stack(@Nullable Object[] cell) {
        return (long[]) cell[STACK];
    }

    static @Nullable AsyncResource resource(@Nullable Object[] cell) {
        return (AsyncResource) cell[RESOURCE];
    }

    static void setResource(@Nullable Object[] cell, @Nullable AsyncResource resource) {
        cell[RESOURCE] = resource;
    }

    /** {@return the thread's counters, kept by {@link Counters}} */
    static long[] counters(@Nullable Object[] cell) {
        long[] counters = (long[]) cell[COUNTERS];
        if (counters == null) {
            counters = new long[Counters.LENGTH];
            cell[COUNTERS] = counters;
        }
        return counters;
    }

    static byte[] scratch(@Nullable Object[] cell, int length) {
        byte[] scratch = (byte[]) cell[SCRATCH];
        if (scratch == null) {
            scratch = new byte[length];
            cell[SCRATCH] = scratch;
        }
        return scratch;
    }

    /** {@return the text of the id that the thread made last} */
    static @Nullable Object made(@Nullable Object[] cell) {
        return cell[MADE];
    }

    static void setMade(@Nullable Object[] cell, String text) {
        cell[MADE] = text;
    }

    static @Nullable Object emission(@Nullable Object[] cell) {
        return cell[EMISSION];
    }

    static void setEmission(@Nullable Object[] cell, @Nullable Object emission) {
        cell[EMISSION] = emission;
    }

    static @Nullable Object root(@Nullable Object[] cell) {
        return cell[ROOT];
    }

    static void setRoot(@Nullable Object[] cell, Object root) {
        cell[ROOT] = root;
    }

    /** {@return where the scopes open on the thread were opened, by their serial numbers; kept in strict mode only} */
    @SuppressWarnings("unchecked")
    static Map<Long, Throwable> openers(@Nullable Object[] cell) {
        Object openers = cell[OPENERS];
        if (openers == null) {
            openers = new HashMap<Long, Throwable>();
            cell[OPENERS] = openers;
        }
        return (Map<Long, Throwable>) openers;
    }

    /** Asks tasks on this thread to leave behind the frame that they failed under. */
    static void keepFailures(@Nullable Object[] cell) {
        cell[FAILURE] = NOTHING_FAILED;
    }

    static void forgetFailures(@Nullable Object[] cell) {
        cell[FAILURE] = null;
    }

    static void failed(@Nullable Object[] cell, Throwable failure, @Nullable Snapshot frame) {
        if (cell[FAILURE] != null && depth(cell) == 0) {
            cell[FAILURE] = frame == null ? NOTHING_FAILED : new Object[] {new WeakReference<>(failure), frame};
        }
    }

    /** Makes the frame that a task failed under current again, for the thread's uncaught-exception handler. */
    static void restoreFailed(@Nullable Object[] cell, Throwable failure) {
        Object kept = cell[FAILURE];
        if (kept != null && kept != NOTHING_FAILED && failureOf(kept).refersTo(failure)) {
            cell[FRAME] = ((Object[]) kept)[1];
        }
        cell[FAILURE] = null;
    }

    /**
     * Lets go of a frame whose failure nobody can be told of any more, since an executor has kept that to itself. While
     * a failure is thrown it cannot be collected, whatever runs on its way out.
     */
    private static void forgetSwallowed(@Nullable Object[] cell, Object kept) {
        if (failureOf(kept).refersTo(null)) {
            cell[FAILURE] = NOTHING_FAILED;
        }
    }

    @SuppressWarnings("unchecked")
    private static WeakReference<Throwable> failureOf(Object kept) {
        return (WeakReference<Throwable>) ((Object[]) kept)[0];
    }
}
