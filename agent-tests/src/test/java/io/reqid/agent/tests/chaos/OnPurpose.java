package io.reqid.agent.tests.chaos;

/** What a line throws at its end, to see that the way out by an exception leaves nothing behind either. */
final class OnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Line handled;

    /**
     * Makes one.
     *
     * @param handled the line that the uncaught-exception handler prints; null if no handler is awaited
     */
    OnPurpose(Line handled) {
        super("on purpose", null, false, false);
        this.handled = handled;
    }

    static void onUncaught(Thread thread, Throwable failure) {
        if (failure instanceof OnPurpose onPurpose) {
            onPurpose.printHandled();
        } else if (!(failure instanceof InterruptedException)) {
            System.err.println("uncaught on " + thread);
            failure.printStackTrace();
        }
    }

    private void printHandled() {
        if (handled != null) {
            handled.run();
        }
    }
}
