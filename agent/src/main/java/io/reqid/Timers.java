package io.reqid;

import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/** What rewritten methods of {@code java.util.Timer} call. Not for applications. */
public final class Timers {
    private static final SideTable<TimerTask, Scheduled> SCHEDULED = new SideTable<>();

    private Timers() {}

    /** What a task was scheduled under. */
    private record Scheduled(@Nullable Object captured, boolean periodic) {}

    /**
     * A timer is given a task.
     *
     * @param task the task; null if the caller is about to be told off
     * @param period 0 if it runs once
     */
    public static void scheduled(@Nullable TimerTask task, long period) {
        if (task == null) {
            return;
        }
        Object captured = period == 0 ? Carrier.captureTimer("Timer") : Carrier.capturePeriodic("Timer");
        if (captured != null) {
            SCHEDULED.put(task, new Scheduled(captured, period != 0));
        }
    }

    /**
     * {@return what to give to {@link Carrier#exit}} A timer runs a task.
     *
     * @param task the task
     */
    public static int enter(TimerTask task) {
        Scheduled scheduled = SCHEDULED.get(task);
        if (scheduled == null) {
            return Carrier.enter(null);
        }
        if (!scheduled.periodic) {
            SCHEDULED.remove(task);
            Object captured = scheduled.captured;
            int token = Carrier.enter(captured);
            Binder.over(captured);
            return token;
        }
        Object captured = Carrier.periodicContext(scheduled.captured);
        if (captured != scheduled.captured) {
            SCHEDULED.put(task, new Scheduled(captured, true));
        }
        return Carrier.enter(captured);
    }

    /**
     * A task is cancelled.
     *
     * @param task the task
     */
    public static void cancelled(TimerTask task) {
        Scheduled scheduled = SCHEDULED.remove(task);
        if (scheduled != null) {
            Binder.over(scheduled.captured);
        }
    }
}
