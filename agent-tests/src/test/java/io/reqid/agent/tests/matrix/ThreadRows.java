package io.reqid.agent.tests.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads, platform and virtual, and executors that start one per task. */
@SuppressWarnings("FutureReturnValueIgnored") // the work tells what became of it
final class ThreadRows {
    private ThreadRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(platformRows());
        if (Loom.isPresent()) {
            rows.addAll(builderRows("virtual thread", Loom::virtual));
            rows.addAll(builderRows("platform thread", Loom::platform));
            rows.addAll(virtualRows());
        }
        if (Loom.hasScopes()) {
            rows.addAll(scopeRows());
        }
        return rows;
    }

    private static List<Row> platformRows() {
        return List.of(
                Row.doing("new Thread(Runnable)", Object::new, (none, work) -> new Thread(work).start()),
                Row.doing("subclass of Thread", Object::new, (none, work) -> new WorkThread(work).start()),
                Row.doing(
                        "Thread without inheritable locals",
                        Object::new,
                        (none, work) -> new Thread(null, work, "no-inherit", 0, false).start()),
                Row.doing(
                        "Thread of a factory",
                        Executors::defaultThreadFactory,
                        (factory, work) -> factory.newThread(work).start()),
                Row.doing(
                        "Thread started in a Thread",
                        Object::new,
                        (none, work) -> new Thread(() -> new Thread(work).start()).start()),
                Row.doing(
                        "uncaught-exception handler of a Thread",
                        Object::new,
                        (none, work) -> failing(work).start()));
    }

    private static Thread failing(Runnable work) {
        Thread thread = new Thread(() -> {
            throw new IllegalStateException("fails by intent");
        });
        thread.setUncaughtExceptionHandler((failed, failure) -> work.run());
        return thread;
    }

    private static List<Row> builderRows(String name, Row.Opener<Object> builder) {
        return List.of(
                Row.doing(name + ": Builder.start", Object::new, (none, work) -> Loom.start(builder.open(), work)),
                Row.doing(
                        name + ": Builder.unstarted",
                        Object::new,
                        (none, work) -> Loom.unstarted(builder.open(), work).start()),
                Row.doing(
                        name + ": inheritInheritableThreadLocals(false)",
                        Object::new,
                        (none, work) -> Loom.start(Loom.notInheriting(builder.open()), work)),
                Row.doing(
                        name + ": factory",
                        () -> Loom.factory(builder.open()),
                        (factory, work) -> factory.newThread(work).start()),
                Row.doing(
                        name + ": newThreadPerTaskExecutor, execute", () -> perTask(builder), ExecutorService::execute),
                Row.returning(
                        name + ": newThreadPerTaskExecutor, submit", () -> perTask(builder), ExecutorService::submit));
    }

    private static ExecutorService perTask(Row.Opener<Object> builder) throws Exception {
        return Loom.perTaskExecutor(Loom.factory(builder.open()));
    }

    private static List<Row> virtualRows() {
        List<Row> rows = new ArrayList<>(PoolRows.serviceRows("virtual-thread executor", Loom::virtualExecutor));
        rows.add(Row.doing("startVirtualThread", Object::new, (none, work) -> Loom.startVirtualThread(work)));
        rows.add(Row.doing(
                "virtual thread that parks",
                Object::new,
                (none, work) -> Loom.startVirtualThread(() -> {
                    pause();
                    work.run();
                })));
        rows.add(Row.doing(
                "virtual thread in a virtual thread",
                Object::new,
                (none, work) -> Loom.startVirtualThread(() -> unchecked(() -> Loom.startVirtualThread(work)))));
        return rows;
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }

    private static void unchecked(Row.Opener<?> body) {
        try {
            body.open();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Row> scopeRows() {
        return List.of(
                Row.doing(
                        "StructuredTaskScope.fork(Callable)",
                        Object::new,
                        (none, work) -> Loom.inScope(Work.callable(work))),
                Row.doing("StructuredTaskScope.fork(Runnable)", Object::new, (none, work) -> Loom.inScope(work)));
    }

    private static final class WorkThread extends Thread {
        private final Runnable work;

        WorkThread(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }
    }
}
