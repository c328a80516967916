package io.reqid.undertow;

/** What must not be swallowed although an application's callback threw it. */
final class Thrown {
    private Thrown() {}

    /** @throws VirtualMachineError if that is what was thrown */
    static void rethrowIfFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal) {
            throw fatal;
        }
    }
}
