package io.reqid.search.view;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes lines for a terminal, or for a file that looks like one. Text given to it is visible already. For one thread.
 */
final class Screen {
    private static final int BUFFER = 1 << 14;

    private final OutputStream out;
    private final Charset charset;
    private final boolean color;
    private final int width;
    private final StringBuilder pending = new StringBuilder();
    private int column;

    Screen(OutputStream out, ViewOptions options) {
        this.out = out;
        this.charset = options.charset();
        this.color = options.color();
        this.width = options.width();
    }

    /** {@return columns, or as good as no limit where there is no terminal} */
    int width() {
        return width == 0 ? Integer.MAX_VALUE : width;
    }

    /** {@return how many columns of the current line are left} */
    int room() {
        return width() - column;
    }

    Screen put(Style style, String text) {
        column += TextWidth.of(text);
        boolean colored = color && style != Style.PLAIN && !text.isEmpty();
        if (colored) {
            pending.append("\u001b[").append(style.parameters).append('m');
        }
        pending.append(text);
        if (colored) {
            pending.append("\u001b[0m");
        }
        return this;
    }

    Screen put(String text) {
        return put(Style.PLAIN, text);
    }

    void endLine() throws IOException {
        int end = pending.length();
        while (end > 0 && pending.charAt(end - 1) == ' ') {
            end--;
        }
        pending.setLength(end);
        pending.append('\n');
        column = 0;
        if (pending.length() >= BUFFER) {
            write();
        }
    }

    void flush() throws IOException {
        write();
        out.flush();
    }

    private void write() throws IOException {
        out.write(pending.toString().getBytes(charset));
        pending.setLength(0);
    }

    /**
     * {@return a line in the pieces that fit into some columns, all of it, broken behind spaces where that costs little; at
     * least one piece, which may be empty}
     */
    static List<String> wrap(String line, int columns) {
        List<String> pieces = new ArrayList<>(1);
        int from = 0;
        do {
            int to = TextWidth.fit(line, from, columns);
            int space = line.lastIndexOf(' ', to - 1) + 1;
            to = to < line.length() && space > from && to - space < columns / 3 ? space : to;
            pieces.add(line.substring(from, to));
            from = to;
        } while (from < line.length());
        return pieces;
    }
}
