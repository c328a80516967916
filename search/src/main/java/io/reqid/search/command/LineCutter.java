package io.reqid.search.command;

import java.util.Arrays;

/** Cuts bytes into lines. Of a line longer than 1 MiB only the beginning is given. For one thread. */
final class LineCutter {
    private static final int LONGEST = 1 << 20;

    private final Lines lines;
    private byte[] line = new byte[1 << 12];
    private int length;
    private boolean any;

    /** Is given each line. */
    @FunctionalInterface
    interface Lines {
        /** Takes a line, which stands between two places of an array, without its line end. */
        void add(byte[] bytes, int from, int to);
    }

    LineCutter(Lines lines) {
        this.lines = lines;
    }

    /** Takes the next bytes, those of an array up to a place. */
    void add(byte[] bytes, int to) {
        int from = 0;
        for (int i = 0; i < to; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, from, i);
                end();
                from = i + 1;
            }
        }
        keep(bytes, from, to);
    }

    /** Gives out the last line, if no line end follows it. */
    void finish() {
        if (any) {
            end();
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        any |= to > from;
        int wanted = Math.min(to - from, LONGEST - length);
        if (length + wanted > line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(2 * line.length, length + wanted)));
        }
        System.arraycopy(bytes, from, line, length, wanted);
        length += wanted;
    }

    private void end() {
        boolean carriageReturn = length > 0 && line[length - 1] == '\r';
        lines.add(line, 0, carriageReturn ? length - 1 : length);
        length = 0;
        any = false;
    }
}
