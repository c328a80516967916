package io.reqid.undertow;

import io.reqid.Snapshot;
import java.time.Duration;
import org.jboss.threads.ContextHandler;
import org.jboss.threads.EnhancedQueueExecutor;
import org.jboss.threads.JBossThreadFactory;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Builds a worker whose task pool captures at submission. */
final class CapturingWorker implements ContextHandler<Snapshot> {
    private static final int DEFAULT_TASK_THREADS = 16;
    private static final int DEFAULT_KEEPALIVE_MILLIS = 60_000;

    static XnioWorker build(OptionMap options) {
        EnhancedQueueExecutor taskPool = taskPool(options);
        try {
            return Xnio.getInstance(Xnio.class.getClassLoader())
                    .createWorkerBuilder()
                    .populateFromOptions(options)
                    .setExternalExecutorService(taskPool)
                    .setTerminationTask(taskPool::shutdown)
                    .build();
        } catch (RuntimeException | Error failure) {
            taskPool.shutdown();
            throw failure;
        }
    }

    private static EnhancedQueueExecutor taskPool(OptionMap options) {
        int core = options.get(Options.WORKER_TASK_CORE_THREADS, DEFAULT_TASK_THREADS);
        String name = options.get(Options.WORKER_NAME, "reqid-worker");
        return new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(core)
                .setMaximumPoolSize(Math.max(core, options.get(Options.WORKER_TASK_MAX_THREADS, core)))
                .setKeepAliveTime(
                        Duration.ofMillis(options.get(Options.WORKER_TASK_KEEPALIVE, DEFAULT_KEEPALIVE_MILLIS)))
                .setThreadFactory(new JBossThreadFactory(
                        null, options.get(Options.THREAD_DAEMON, false), null, name + " task-%t", null, null))
                .setContextHandler(new CapturingWorker())
                .build();
    }

    @Override
    public Snapshot captureContext() {
        return Snapshot.capture();
    }

    @Override
    public void runWith(Runnable task, Snapshot captured) {
        Snapshot context = UndertowTasks.belongsToSubmitter(task) ? captured : Snapshot.empty();
        context.run(task);
    }
}
