package io.reqid;

import java.util.Objects;

/** A runnable that was scheduled to run again and again. */
final class PeriodicTask implements Runnable {
    private final Runnable task;
    private final PeriodicContext policy;
    private volatile Work work;

    private PeriodicTask(Runnable task, PeriodicContext policy, Work work) {
        this.task = task;
        this.policy = policy;
        this.work = work;
    }

    static PeriodicTask register(String type, Runnable task, PeriodicContext policy) {
        Objects.requireNonNull(task, "task");
        Snapshot frame = policy == PeriodicContext.NONE ? null : Cell.frame(Cell.current());
        return new PeriodicTask(task, policy, new Work(frame, AsyncGraph.register(type, frame)));
    }

    @Override
    public void run() {
        if (policy == PeriodicContext.UNTIL_REQUEST_END) {
            dropEndedRequest();
        }
        try {
            work.run(task);
        } catch (Throwable last) { // an executor runs a periodic task that has thrown no more
            over();
            throw last;
        }
    }

    private void dropEndedRequest() {
        RequestContext request = RequestContext.CURRENT.in(work.frame());
        if (request != null && request.ended()) {
            AsyncResource resource = work.resource();
            if (resource != null) {
                resource.dropRequest();
            }
            work = new Work(Snapshot.without(work.frame(), RequestContext.CURRENT), resource);
        }
    }

    boolean isFollowed() {
        return work.resource() != null;
    }

    /** Says that this task can never run again. */
    void over() {
        AsyncResource resource = work.resource();
        if (resource != null) {
            resource.destroyWhenIdle();
        }
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
