package io.reqid.agent;

import static io.reqid.agent.Code.callOf;
import static io.reqid.agent.Code.dup;
import static io.reqid.agent.Code.load;
import static io.reqid.agent.Code.store;
import static io.reqid.agent.Hook.edit;
import static io.reqid.agent.Methods.method;
import static io.reqid.agent.Methods.named;

import io.reqid.agent.Code.Static;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What is changed in the JDK, construct by construct: method bodies only, by the JDK's sources of 17, 21 and 25. */
final class JdkHooks implements Opcodes {
    private static final String CARRIER = "io/reqid/Carrier";
    private static final String BINDER = "io/reqid/Binder";
    private static final String TASKS = "io/reqid/Tasks";
    private static final String TIMERS = "io/reqid/Timers";
    private static final String SUBSCRIPTIONS = "io/reqid/Subscriptions";

    private static final String CALLABLE = "java/util/concurrent/Callable";
    private static final String RUNNABLE = "java/lang/Runnable";

    static final Static ENTER = new Static(CARRIER, "enter", "(Ljava/lang/Object;)I");
    static final Static EXIT = new Static(CARRIER, "exit", "(I)V");
    private static final Static ENTER_ROOT = new Static(CARRIER, "enterRoot", "()I");
    private static final Static ROOT = new Static(CARRIER, "root", "()V");
    private static final Static IDLE = new Static(CARRIER, "idle", "(I)V");
    static final Static BEGIN_THREAD = new Static(CARRIER, "beginThread", "()I");
    static final Static END_THREAD = new Static(CARRIER, "endThread", "(I)V");
    private static final Static INHERIT = new Static(CARRIER, "inherit", "(Ljava/lang/Thread;)V");
    private static final Static FIRST_USE = new Static("io/reqid/FirstUse", "ofVirtualThreads", "()V");
    private static final Static UNCAUGHT = new Static(CARRIER, "uncaught", "(Ljava/lang/Throwable;)V");

    private static final Static BIND_CALLABLE = binder("callable", CALLABLE);
    private static final Static BIND_ADAPTED_CALLABLE = binder("adaptedCallable", CALLABLE);
    private static final Static BIND_ADAPTED_RUNNABLE = binder("adaptedRunnable", RUNNABLE);
    private static final Static BIND_DELAYED_CALLABLE =
            new Static(BINDER, "delayedCallable", "(L" + CALLABLE + ";J)L" + CALLABLE + ";");
    private static final Static BIND_DELAYED_RUNNABLE =
            new Static(BINDER, "delayedRunnable", "(L" + RUNNABLE + ";JJ)L" + RUNNABLE + ";");
    private static final Static BIND_COMPLETION_HANDLER =
            binder("completionHandler", "java/nio/channels/CompletionHandler");

    private JdkHooks() {}

    static Static binder(String name, String type) {
        return new Static(BINDER, name, "(L" + type + ";)L" + type + ";");
    }

    static List<Hook> all() {
        List<Hook> hooks = new ArrayList<>();
        hooks.add(futureTask());
        hooks.add(threadPool());
        hooks.add(executors());
        hooks.add(discardOldest());
        hooks.addAll(scheduledPool());
        hooks.addAll(forkJoin());
        hooks.addAll(StageHooks.all());
        hooks.addAll(timer());
        hooks.addAll(threads());
        hooks.addAll(publisher());
        hooks.addAll(channels());
        hooks.addAll(httpClient());
        hooks.addAll(roots());
        return hooks;
    }

    private static Hook futureTask() {
        String owner = "java/util/concurrent/FutureTask";
        Static done = new Static(TASKS, "enterDone", "(L" + owner + ";)I");
        return Hook.of(
                "FutureTask",
                owner,
                edit(2, named("<init>"), Code.bindStores("callable", BIND_CALLABLE)),
                edit(
                        method("finishCompletion", "()V"),
                        Code.guard(
                                callOf("done", "()V"),
                                new AbstractInsnNode[] {load(0), done.call()},
                                EXIT,
                                load(0),
                                new FieldInsnNode(GETFIELD, owner, "callable", "L" + CALLABLE + ";"),
                                new Static(TASKS, "over", "(L" + CALLABLE + ";)V").call())));
    }

    private static Hook threadPool() {
        String pool = "Ljava/util/concurrent/ThreadPoolExecutor;";
        String command = "Ljava/lang/Runnable;";
        Static registered = new Static(TASKS, "registered", "(" + pool + command + ")" + command);
        Static begin = new Static(TASKS, "begin", "(" + command + pool + ")" + command);
        Static rejected = new Static(TASKS, "rejected", "(" + command + ")" + command);
        Static enterRefusal = new Static(TASKS, "enterRefusal", "(" + pool + command + ")I");
        Static exitRefusal = new Static(TASKS, "exitRefusal", "(I)V");
        Static shown = new Static(TASKS, "shown", "(" + pool + command + ")" + command);
        Static removed = new Static(TASKS, "removed", "(Z" + pool + "Ljava/lang/Object;)V");
        Static drained = new Static(TASKS, "drained", "(Ljava/util/List;" + pool + ")V");
        return Hook.of(
                "ThreadPoolExecutor",
                "java/util/concurrent/ThreadPoolExecutor",
                edit(method("execute", "(Ljava/lang/Runnable;)V"), replaceCommand(registered)),
                edit(3, named("runWorker"), workerLoop(begin)),
                edit(
                        2,
                        named("reject"),
                        Code.atStart(load(1), rejected.call(), store(1))
                                .and(Code.around(exitRefusal, load(0), load(1), enterRefusal.call()))),
                edit(
                        method("remove", "(Ljava/lang/Runnable;)Z"),
                        Code.atReturns(dup(), load(0), load(1), removed.call()).and(replaceCommand(shown))),
                edit(
                        named("getQueue"),
                        Code.atStart(load(0), new InsnNode(ACONST_NULL), shown.call(), new InsnNode(POP))),
                edit(named("drainQueue"), Code.atReturns(dup(), load(0), drained.call())));
    }

    /** {@code command = change(this, command)} */
    static Change replaceCommand(Static change) {
        return Code.atStart(load(0), load(1), change.call(), store(1));
    }

    /** Pools whose queue is made with them, so that nobody else knows it. */
    private static Hook executors() {
        String pool = "java/util/concurrent/ThreadPoolExecutor";
        Static made = new Static(TASKS, "madeWithOwnQueue", "(L" + pool + ";)V");
        return Hook.of(
                "Executors",
                "java/util/concurrent/Executors",
                edit(3, Methods.beginning("new"), Code.after(Code.callTo(pool, "<init>"), dup(), made.call())));
    }

    /** The one policy of the JDK's that takes another command out of the queue. */
    private static Hook discardOldest() {
        Static discarded =
                new Static(TASKS, "discarded", "(Ljava/lang/Object;Ljava/util/concurrent/ThreadPoolExecutor;)V");
        return Hook.of(
                "ThreadPoolExecutor.DiscardOldestPolicy",
                "java/util/concurrent/ThreadPoolExecutor$DiscardOldestPolicy",
                edit(named("rejectedExecution"), Code.after(callOf("poll"), dup(), load(2), discarded.call())));
    }

    static Change workerLoop(Static begin) {
        return new WorkerLoop(begin);
    }

    /** Of a pool's worker: a root, which idles before it asks for a task, and begins each that it gets. */
    private static final class WorkerLoop extends Change {
        private static final Code.Place TAKEN = callOf("beforeExecute");

        private final Static begin;

        WorkerLoop(Static begin) {
            this.begin = begin;
        }

        @Override
        int apply(MethodNode method) {
            VarInsnNode token = new VarInsnNode(ILOAD, Code.keepInt(method, new LabelNode(), ENTER_ROOT.call()));
            return Code.before(callOf("getTask"), token, IDLE.call()).apply(method)
                    + beginTask(method).apply(method)
                    + Code.atReturns(token, EXIT.call()).apply(method);
        }

        /** {@code task = begin(task, this)}, where the task has just been loaded from its local. */
        private Change beginTask(MethodNode method) {
            int task = 0;
            for (AbstractInsnNode call : TAKEN.in(method)) {
                if (call.getPrevious() instanceof VarInsnNode load) {
                    task = load.var;
                }
            }
            return Code.before(TAKEN, load(0), begin.call(), dup(), store(task));
        }
    }

    private static List<Hook> scheduledPool() {
        String pool = "java/util/concurrent/ScheduledThreadPoolExecutor";
        String task = "Ljava/util/concurrent/FutureTask;";
        Static scheduled = new Static(TASKS, "scheduled", "(" + task + "J)V");
        Static periodically = new Static(TASKS, "scheduledPeriodically", "(" + task + ")V");
        return List.of(
                Hook.of(
                        "ScheduledThreadPoolExecutor",
                        pool,
                        // both take what is to run, the delay and its unit
                        edit(
                                2,
                                named("schedule"),
                                Code.after(
                                        Code.callTo(pool + "$ScheduledFutureTask", "<init>"),
                                        dup(),
                                        new VarInsnNode(LLOAD, 2),
                                        scheduled.call()))),
                Hook.of(
                        "ScheduledThreadPoolExecutor.ScheduledFutureTask",
                        pool + "$ScheduledFutureTask",
                        edit(
                                method("<init>", "(L" + pool + ";Ljava/lang/Runnable;Ljava/lang/Object;JJJ)V"),
                                Code.atReturns(load(0), periodically.call()))));
    }

    private static List<Hook> forkJoin() {
        String task = "java/util/concurrent/ForkJoinTask";
        Static announced = new Static(TASKS, "announced", "(L" + task + ";)V");
        Static forked = new Static(TASKS, "forked", "(L" + task + ";)V");
        Static unforked = new Static(TASKS, "unforked", "(ZL" + task + ";)V");
        Static enter = new Static(TASKS, "enterForked", "(L" + task + ";)I");
        // where tasks are run that were queued, by their names in 17 to 25; to look into all methods would cost
        // start-up
        Hook.Edit activate = edit(
                Methods.ending("Exec").or(Methods.beginning("help", "externalHelp")),
                Code.enterReceiver(callOf("doExec", "()I", "()V"), enter, EXIT));
        List<Hook> hooks = new ArrayList<>(List.of(
                Hook.of(
                        "ForkJoinPool.WorkQueue",
                        "java/util/concurrent/ForkJoinPool$WorkQueue",
                        edit(named("push", "lockedPush"), Code.atStart(load(1), forked.call())),
                        edit(
                                0,
                                named("tryRemove", "tryUnpush", "externalTryUnpush"),
                                Code.atReturns(dup(), load(1), unforked.call())),
                        activate),
                Hook.of(
                        "ForkJoinPool",
                        "java/util/concurrent/ForkJoinPool",
                        activate,
                        // each task passes one of these, or fork, on its way to a queue
                        edit(
                                named("externalSubmit", "executeEnabledScheduledTask"),
                                Code.atStart(load(1), announced.call())),
                        edit(0, named("poolSubmit"), Code.atStart(load(2), announced.call()))),
                Hook.of("ForkJoinTask", task, edit(named("fork"), Code.atStart(load(0), announced.call()))),
                Hook.of(
                        "ForkJoinWorkerThread",
                        "java/util/concurrent/ForkJoinWorkerThread",
                        edit(method("run", "()V"), Code.atStart(ROOT.call())))));
        Change bindAdapted = Code.bindStores("runnable", BIND_ADAPTED_RUNNABLE)
                .and(Code.bindStores("callable", BIND_ADAPTED_CALLABLE));
        for (String adapter : List.of(
                "AdaptedRunnable",
                "AdaptedRunnableAction",
                "RunnableExecuteAction",
                "AdaptedCallable",
                "AdaptedInterruptibleCallable",
                "AdaptedInterruptibleRunnable",
                "InvokeAnyTask",
                "CallableWithTimeout")) {
            hooks.add(Hook.of("ForkJoinTask." + adapter, task + "$" + adapter, edit(named("<init>"), bindAdapted)));
        }
        hooks.add(Hook.of(
                "DelayScheduler.ScheduledForkJoinTask",
                "java/util/concurrent/DelayScheduler$ScheduledForkJoinTask",
                edit(named("<init>"), Code.bindStores("runnable", BIND_DELAYED_RUNNABLE, 1, 3)),
                edit(named("<init>"), Code.bindStores("callable", BIND_DELAYED_CALLABLE, 1))));
        return hooks;
    }

    private static List<Hook> timer() {
        String task = "Ljava/util/TimerTask;";
        Static scheduled = new Static(TIMERS, "scheduled", "(" + task + "J)V");
        Static enter = new Static(TIMERS, "enter", "(" + task + ")I");
        Static cancelled = new Static(TIMERS, "cancelled", "(" + task + ")V");
        return List.of(
                Hook.of(
                        "Timer",
                        "java/util/Timer",
                        edit(
                                method("sched", "(Ljava/util/TimerTask;JJ)V"),
                                Code.atStart(load(1), new VarInsnNode(LLOAD, 4), scheduled.call()))),
                Hook.of(
                        "TimerThread",
                        "java/util/TimerThread",
                        edit(
                                2,
                                named("mainLoop"),
                                Code.atStart(ROOT.call()).and(Code.enterReceiver(callOf("run", "()V"), enter, EXIT)))),
                Hook.of(
                        "TimerTask",
                        "java/util/TimerTask",
                        edit(method("cancel", "()Z"), Code.atStart(load(0), cancelled.call()))));
    }

    private static List<Hook> threads() {
        return List.of(
                Hook.of(
                        "Thread",
                        "java/lang/Thread",
                        edit(named("start"), Code.before(callOf("start0"), load(0), INHERIT.call())),
                        edit(method("run", "()V"), threadLife()),
                        edit(named("dispatchUncaughtException"), Code.atStart(load(1), UNCAUGHT.call()))),
                Hook.of(
                        "VirtualThread",
                        "java/lang/VirtualThread$VThreadContinuation",
                        edit(named("<init>"), Code.atStart(FIRST_USE.call()))),
                Hook.of(
                        "VirtualThread",
                        "java/lang/VirtualThread",
                        edit(method("run", "(Ljava/lang/Runnable;)V"), threadLife()),
                        edit(named("start"), Code.before(callOf("setThreadContainer"), load(0), INHERIT.call()))),
                Hook.of(
                        "ApplicationShutdownHooks",
                        "java/lang/ApplicationShutdownHooks",
                        edit(named("runHooks"), Code.atStart(ROOT.call()))));
    }

    static Change threadLife() {
        return Code.around(END_THREAD, BEGIN_THREAD.call());
    }

    private static List<Hook> publisher() {
        String owner = "java/util/concurrent/SubmissionPublisher$BufferedSubscription";
        Static made = new Static(SUBSCRIPTIONS, "made", "(Ljava/lang/Object;)V");
        Static over = new Static(SUBSCRIPTIONS, "over", "(Ljava/lang/Object;)V");
        Static enter = new Static(SUBSCRIPTIONS, "enter", "(Ljava/lang/Object;)I");
        return List.of(Hook.of(
                "SubmissionPublisher",
                owner,
                edit(named("<init>"), Code.atReturns(load(0), made.call())),
                edit(3, named("consumeComplete", "consumeError", "cancel"), Code.atReturns(load(0), over.call())),
                edit(method("consume", "()V"), Code.around(EXIT, load(0), enter.call()))));
    }

    private static List<Hook> channels() {
        List<Hook> hooks = new ArrayList<>();
        for (String channel : List.of(
                "AsynchronousSocketChannelImpl",
                "AsynchronousServerSocketChannelImpl",
                "AsynchronousFileChannelImpl")) {
            hooks.add(Hook.of(
                    channel,
                    "sun/nio/ch/" + channel,
                    edit(Methods.allPublic(), Code.bindParameters(BIND_COMPLETION_HANDLER))));
        }
        return hooks;
    }

    private static List<Hook> httpClient() {
        String response = "java/net/http/HttpResponse$";
        String owner = "jdk/internal/net/http/";
        return List.of(
                Hook.of(
                        "HttpClient",
                        owner + "HttpClientImpl",
                        edit(
                                named("sendAsync"),
                                Code.bindListeners(response + "BodyHandler")
                                        .and(Code.bindListeners(response + "PushPromiseHandler")))),
                subscribing("HttpClient.Http1Request", owner + "Http1Request", "continueRequest"),
                subscribing("HttpClient.Stream", owner + "Stream", "sendBodyImpl"),
                Hook.of(
                        "HttpClient.WebSocket",
                        owner + "websocket/BuilderImpl",
                        edit(
                                method(
                                        "buildAsync",
                                        "(Ljava/net/URI;Ljava/net/http/WebSocket$Listener;)"
                                                + "Ljava/util/concurrent/CompletableFuture;"),
                                Code.bindListeners("java/net/http/WebSocket$Listener"))));
    }

    /** Where the client, still in its caller's context, subscribes to a body that it asks for more of whenever it can. */
    private static Hook subscribing(String name, String owner, String method) {
        return Hook.of(
                name,
                owner,
                edit(
                        named(method),
                        Code.before(
                                Code.callTo("java/net/http/HttpRequest$BodyPublisher", "subscribe"),
                                Code.bindTop("java/util/concurrent/Flow$Subscriber"))));
    }

    private static List<Hook> roots() {
        List<Hook> hooks = new ArrayList<>();
        for (String loop : List.of(
                "java/util/concurrent/DelayScheduler",
                "jdk/internal/ref/CleanerImpl",
                "sun/nio/ch/EPollPort$EventHandlerTask",
                "sun/nio/ch/KQueuePort$EventHandlerTask",
                "sun/nio/ch/Iocp$EventHandlerTask")) {
            hooks.add(Hook.of(
                    loop.substring(loop.lastIndexOf('/') + 1).replace('$', '.'),
                    loop,
                    edit(method("run", "()V"), Code.atStart(ROOT.call()))));
        }
        return hooks;
    }
}
