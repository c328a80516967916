package io.reqid.logback;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import ch.qos.logback.core.status.StatusManager;
import java.util.List;

/** A status manager that keeps one thread's warnings about one object to itself; all else goes through. */
final class QuietStatusManager implements StatusManager {
    private final StatusManager statuses;
    private final Object origin;
    private final Thread thread = Thread.currentThread();

    QuietStatusManager(StatusManager statuses, Object origin) {
        this.statuses = statuses;
        this.origin = origin;
    }

    @Override
    public void add(Status status) {
        boolean muted =
                status.getLevel() == Status.WARN && status.getOrigin() == origin && Thread.currentThread() == thread;
        if (!muted) {
            statuses.add(status);
        }
    }

    @Override
    public List<Status> getCopyOfStatusList() {
        return statuses.getCopyOfStatusList();
    }

    @Override
    public int getCount() {
        return statuses.getCount();
    }

    @Override
    public boolean add(StatusListener listener) {
        return statuses.add(listener);
    }

    @Override
    public void remove(StatusListener listener) {
        statuses.remove(listener);
    }

    @Override
    public void clear() {
        statuses.clear();
    }

    @Override
    public List<StatusListener> getCopyOfStatusListenerList() {
        return statuses.getCopyOfStatusListenerList();
    }
}
