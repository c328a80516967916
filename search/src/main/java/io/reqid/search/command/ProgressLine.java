package io.reqid.search.command;

import io.reqid.search.report.Progress;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The progress bar of a search that takes long: it appears after 300 ms, and its library is not loaded before. Thread-safe.
 */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final OutputStream err;
    private final int columns;
    private final LongSupplier nanoTime;
    private final long start;
    private final LongAdder expected = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder found = new LongAdder();
    private final Consumer<Runnable> atExit;
    private volatile @Nullable Bar bar;
    private boolean closed;

    /**
     * @param err where it is shown
     * @param columns how wide that is
     * @param nanoTime the time that passes
     * @param atExit takes what is to be done when the process is ended from outside
     */
    ProgressLine(OutputStream err, int columns, LongSupplier nanoTime, Consumer<Runnable> atExit) {
        this.err = err;
        this.columns = columns;
        this.nanoTime = nanoTime;
        this.atExit = atExit;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public void expect(long bytes) {
        expected.add(bytes);
        show();
    }

    @Override
    public void read(long bytes) {
        read.add(bytes);
        show();
    }

    @Override
    public void found(long events) {
        found.add(events);
    }

    private void show() {
        if (bar == null && nanoTime.getAsLong() - start < DELAY_NANOS) {
            return;
        }
        Bar shown = bar != null ? bar : open();
        if (shown != null) {
            shown.update(expected.sum(), read.sum(), found.sum());
        }
    }

    private synchronized @Nullable Bar open() {
        if (bar == null && !closed) {
            bar = new Bar(err, columns);
            atExit.accept(this::close); // an interrupted search leaves no half line behind
        }
        return bar;
    }

    /** Takes the bar away until there is more to tell, for a message to have the line. */
    void clear() {
        Bar shown = bar;
        if (shown != null) {
            shown.clear();
        }
    }

    /** Takes the bar away for good. */
    @Override
    public synchronized void close() {
        closed = true;
        Bar shown = bar;
        bar = null;
        if (shown != null) {
            shown.close();
        }
    }
}
