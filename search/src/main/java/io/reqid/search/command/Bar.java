package io.reqid.search.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress bar itself. Its library asks no terminal for anything, since it is told where and how wide. Thread-safe. */
final class Bar implements AutoCloseable {
    private static final int INTERVAL_MILLIS = 200;
    private static final int MEGABYTE = 1_000_000;

    private final Line line;
    private final ProgressBar bar;

    Bar(OutputStream err, int columns) {
        this.line = new Line(err, columns);
        this.bar = new ProgressBarBuilder()
                .setTaskName("reqid")
                .setUnit(" MB", MEGABYTE)
                .setInitialMax(1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setConsumer(line)
                .showSpeed()
                .continuousUpdate()
                .build();
    }

    void update(long expected, long read, long found) {
        bar.maxHint(Math.max(expected, read));
        bar.stepTo(read);
        bar.setExtraMessage(found == 1 ? " 1 event" : " " + found + " events");
    }

    void clear() {
        line.clear();
    }

    @Override
    public void close() {
        bar.close();
        line.clear();
    }

    /** The line of the terminal that holds the bar. */
    private static final class Line implements ProgressBarConsumer {
        private static final String ERASE = "\r\033[K";

        private final OutputStream err;
        private final int columns;

        Line(OutputStream err, int columns) {
            this.err = err;
            this.columns = columns;
        }

        @Override
        public int getMaxRenderedLength() {
            return columns - 1; // the last column would wrap
        }

        @Override
        public void accept(String rendered) {
            print("\r" + rendered);
        }

        @Override
        public void clear() {
            print(ERASE);
        }

        @Override
        public void close() {
            clear();
        }

        private synchronized void print(String text) {
            try {
                err.write(text.getBytes(StandardCharsets.UTF_8));
                err.flush();
            } catch (IOException e) {
                // a terminal that is gone needs no bar
            }
        }
    }
}
