package io.reqid.agent;

import io.reqid.AsyncLocal;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A piece of work, of whatever type is asked for, that looks once whether it runs under the context of a probe. */
final class Sighting
        implements Runnable,
                Callable<@Nullable Object>,
                Supplier<@Nullable Object>,
                Function<Object, @Nullable Object> {
    private static final AsyncLocal<Sighting> CURRENT = AsyncLocal.named("reqid agent self-test");
    private static final long LONGEST_WAIT_SECONDS = 2;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean seen;

    /** The context that the work is to be registered under. */
    io.reqid.Scope bind() {
        return CURRENT.bind(this);
    }

    /** {@return whether the work has run, and has run under the context that it was registered under} */
    boolean succeeds() throws InterruptedException {
        return done.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS) && seen;
    }

    @Override
    public void run() {
        seen = CURRENT.get() == this;
        done.countDown();
    }

    @Override
    public @Nullable Object call() {
        run();
        return null;
    }

    @Override
    public @Nullable Object get() {
        run();
        return null;
    }

    @Override
    public @Nullable Object apply(Object ignored) {
        run();
        return null;
    }

    /** A sighting as a timer's task. */
    static final class Timed extends TimerTask {
        private final Sighting sighting;

        private Timed(Sighting sighting) {
            this.sighting = sighting;
        }

        static TimerTask of(Sighting sighting) {
            return new Timed(sighting);
        }

        @Override
        public void run() {
            sighting.run();
        }
    }

    /** A sighting as a task to fork. */
    static final class Forked extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient Sighting sighting;

        private Forked(Sighting sighting) {
            this.sighting = sighting;
        }

        static ForkJoinTask<?> of(Sighting sighting) {
            return new Forked(sighting);
        }

        @Override
        protected void compute() {
            sighting.run();
        }
    }

    Flow.Subscriber<Object> asSubscriber() {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(Object item) {
                run();
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        };
    }
}
