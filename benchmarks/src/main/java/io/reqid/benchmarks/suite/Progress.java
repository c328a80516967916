package io.reqid.benchmarks.suite;

import java.io.PrintStream;

/** Says what is being done: on a terminal in one line that changes, else nothing, so that logs stay short. */
final class Progress {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error, if it is a terminal: which the script that starts this knows, and Java 17 does not. */
    static Progress standard() {
        return new Progress(System.err, Boolean.getBoolean("reqid.benchmarks.terminal"));
    }

    void show(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + text);
            out.flush();
        }
    }

    void clear() {
        if (terminal) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
