package io.reqid.agent.tests.matrix;

import java.lang.ref.Cleaner;
import java.util.List;

/** What the runtime itself calls back. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class RuntimeRows {
    private RuntimeRows() {}

    static List<Row> rows() {
        return List.of(
                Row.firing("Process.onExit, stage", Object::new, (none, work) -> {
                    Process process = process();
                    Object ignored = process.onExit().thenRun(work);
                    return process::destroy;
                }),
                Row.firing("ProcessHandle.onExit, async stage", Object::new, (none, work) -> {
                    Process process = process();
                    Object ignored = process.toHandle().onExit().thenRunAsync(work);
                    return process::destroy;
                }),
                Row.firing("Cleaner.register: captures nothing", Cleaner::create, RuntimeRows::clean)
                        .carriesNothing(),
                Row.firing(
                                "Cleaner with a thread of one's own: captures nothing",
                                () -> Cleaner.create(Thread::new),
                                RuntimeRows::clean)
                        .carriesNothing());
    }

    /** {@return a process that waits until it is destroyed} */
    private static Process process() throws java.io.IOException {
        return new ProcessBuilder("cat").start();
    }

    private static Firing clean(Cleaner cleaner, Runnable work) {
        Object[] holder = {new Object()};
        cleaner.register(holder[0], work);
        return () -> {
            holder[0] = null;
            System.gc();
        };
    }
}
