package io.reqid;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A scheduler whose tasks run under the context in which they were scheduled. */
final class ContextScheduledExecutorService extends ContextExecutorService<ScheduledExecutorService>
        implements ScheduledExecutorService {
    private static final String SCHEDULE = "ScheduledExecutorService.schedule";

    private final PeriodicContext policy;

    ContextScheduledExecutorService(ScheduledExecutorService delegate, PeriodicContext policy) {
        super(delegate);
        this.policy = policy;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        ContextRunnable work = OneShotTask.register(SCHEDULE, task);
        return FollowedFuture.of(handOver(work, () -> delegate().schedule(work, delay, unit)), work);
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        ContextCallable<V> work = OneShotCallable.register(SCHEDULE, task);
        return FollowedFuture.of(handOver(work, () -> delegate().schedule(work, delay, unit)), work);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        PeriodicTask work = PeriodicTask.register("ScheduledExecutorService.scheduleAtFixedRate", task, policy);
        return periodic(work, () -> delegate().scheduleAtFixedRate(work, initialDelay, period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        PeriodicTask work = PeriodicTask.register("ScheduledExecutorService.scheduleWithFixedDelay", task, policy);
        return periodic(work, () -> delegate().scheduleWithFixedDelay(work, initialDelay, delay, unit));
    }

    private static ScheduledFuture<?> periodic(PeriodicTask work, Scheduling scheduling) {
        try {
            return FollowedFuture.of(scheduling.schedule(), work);
        } catch (Throwable rejection) {
            work.over();
            throw rejection;
        }
    }

    /** Hands a periodic task to the wrapped scheduler. */
    private interface Scheduling {
        ScheduledFuture<?> schedule();
    }
}
