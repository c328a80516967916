package io.reqid.agent;

/** The lines that the agent prints: on standard error, since there may be no logging yet, or never. */
final class Log {
    private final boolean quiet;

    Log(boolean quiet) {
        this.quiet = quiet;
    }

    /** What the user should know. */
    void line(String text) {
        System.err.println("reqid agent: " + text);
    }

    /** What the user may like to know. */
    void remark(String text) {
        if (!quiet) {
            System.err.println("reqid agent " + text);
        }
    }
}
