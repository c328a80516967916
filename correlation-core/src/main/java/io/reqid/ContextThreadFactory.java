package io.reqid;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A factory whose threads start under the empty context. */
final class ContextThreadFactory implements ThreadFactory {
    private final ThreadFactory delegate;

    ContextThreadFactory(ThreadFactory delegate) {
        this.delegate = delegate;
    }

    @Override
    public @Nullable Thread newThread(Runnable body) {
        Objects.requireNonNull(body, "body");
        return delegate.newThread(new ThreadBody(body));
    }

    @Override
    public String toString() {
        return delegate.toString();
    }

    /** What such a thread runs. */
    private record ThreadBody(Runnable body) implements Runnable {
        @Override
        public void run() {
            @Nullable Object[] cell = Cell.current();
            Cell.setFrame(cell, null);
            Cell.keepFailures(cell);
            try {
                body.run();
            } catch (Throwable failure) {
                Cell.restoreFailed(cell, failure);
                throw failure;
            }
            Cell.forgetFailures(cell);
        }
    }
}
