package io.reqid.agent;

import static io.reqid.agent.Code.callOf;
import static io.reqid.agent.Code.dup;
import static io.reqid.agent.Code.load;
import static io.reqid.agent.Hook.edit;
import static io.reqid.agent.Hook.method;
import static io.reqid.agent.Hook.named;

import io.reqid.agent.Code.Static;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What is changed in the JDK, construct by construct: method bodies only, by the JDK's sources of 17, 21 and 25. */
final class JdkHooks implements Opcodes {
    private static final String CARRIER = "io/reqid/Carrier";
    private static final String BINDER = "io/reqid/Binder";
    private static final String TASKS = "io/reqid/Tasks";
    private static final String TIMERS = "io/reqid/Timers";
    private static final String SUBSCRIPTIONS = "io/reqid/Subscriptions";
    private static final String STAGES = "io/reqid/Stages";

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
    private static final Static UNCAUGHT = new Static(CARRIER, "uncaught", "(Ljava/lang/Throwable;)V");

    private static final Static BIND_CALLABLE = binder("callable", CALLABLE);
    private static final Static BIND_ADAPTED_CALLABLE = binder("adaptedCallable", CALLABLE);
    private static final Static BIND_ADAPTED_RUNNABLE = binder("adaptedRunnable", RUNNABLE);
    private static final Static BIND_DELAYED_CALLABLE =
            new Static(BINDER, "delayedCallable", "(L" + CALLABLE + ";J)L" + CALLABLE + ";");
    private static final Static BIND_DELAYED_RUNNABLE =
            new Static(BINDER, "delayedRunnable", "(L" + RUNNABLE + ";JJ)L" + RUNNABLE + ";");
    private static final Static BIND_RUNNABLE = binder("runnable", RUNNABLE);
    private static final Static BIND_SUPPLIER = binder("supplier", "java/util/function/Supplier");
    private static final Static BIND_COMPLETION_HANDLER =
            binder("completionHandler", "java/nio/channels/CompletionHandler");
    private static final List<Static> BIND_STAGE = List.of(
            binder("function", "java/util/function/Function"),
            binder("biFunction", "java/util/function/BiFunction"),
            binder("consumer", "java/util/function/Consumer"),
            binder("biConsumer", "java/util/function/BiConsumer"),
            BIND_RUNNABLE);

    private JdkHooks() {}

    private static Static binder(String name, String type) {
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
        hooks.addAll(completableFuture());
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
                edit(2, named("<init>"), m -> Code.bindStores(m, "callable", BIND_CALLABLE)),
                edit(
                        method("finishCompletion", "()V"),
                        m -> Code.guard(
                                m, callOf("done", "()V"), () -> new AbstractInsnNode[] {load(0), done.call()}, EXIT)),
                edit(
                        method("finishCompletion", "()V"),
                        m -> Code.after(m, JdkHooks::isExitAfterDone, () -> callableOf(owner, "over", "V"))));
    }

    private static boolean isExitAfterDone(AbstractInsnNode instruction) {
        return instruction.getOpcode() == INVOKESTATIC
                && callOf("exit", "(I)V").test(instruction)
                && instruction.getNext() != null
                && instruction.getNext().getOpcode() != ATHROW;
    }

    private static AbstractInsnNode[] callableOf(String owner, String name, String result) {
        return new AbstractInsnNode[] {
            load(0),
            new FieldInsnNode(GETFIELD, owner, "callable", "L" + CALLABLE + ";"),
            new Static(TASKS, name, "(L" + CALLABLE + ";)" + result).call()
        };
    }

    private static Hook threadPool() {
        String pool = "Ljava/util/concurrent/ThreadPoolExecutor;";
        String command = "Ljava/lang/Runnable;";
        Static registered = new Static(TASKS, "registered", "(" + pool + command + ")" + command);
        Static begin = new Static(TASKS, "begin", "(" + command + pool + ")" + command);
        Static rejected = new Static(TASKS, "rejected", "(" + pool + command + ")" + command);
        Static shown = new Static(TASKS, "shown", "(" + pool + command + ")" + command);
        Static removed = new Static(TASKS, "removed", "(Z" + pool + "Ljava/lang/Object;)V");
        Static drained = new Static(TASKS, "drained", "(Ljava/util/List;" + pool + ")V");
        return Hook.of(
                "ThreadPoolExecutor",
                "java/util/concurrent/ThreadPoolExecutor",
                edit(method("execute", "(Ljava/lang/Runnable;)V"), m -> replaceCommand(m, registered)),
                edit(3, named("runWorker"), m -> workerLoop(m, begin)),
                edit(named("reject"), m -> replaceCommand(m, rejected)),
                edit(
                        method("remove", "(Ljava/lang/Runnable;)Z"),
                        m -> Code.atReturns(m, () -> new AbstractInsnNode[] {dup(), load(0), load(1), removed.call()})
                                + replaceCommand(m, shown)),
                edit(
                        named("getQueue"),
                        m -> Code.atStart(m, load(0), new InsnNode(ACONST_NULL), shown.call(), new InsnNode(POP))),
                edit(
                        named("drainQueue"),
                        m -> Code.atReturns(m, () -> new AbstractInsnNode[] {dup(), load(0), drained.call()})));
    }

    /** {@code command = change(this, command)} */
    static int replaceCommand(MethodNode m, Static change) {
        return Code.atStart(m, load(0), load(1), change.call(), new VarInsnNode(ASTORE, 1));
    }

    /** Pools whose queue is made with them, so that nobody else knows it. */
    private static Hook executors() {
        String pool = "java/util/concurrent/ThreadPoolExecutor";
        Static made = new Static(TASKS, "madeWithOwnQueue", "(L" + pool + ";)V");
        return Hook.of(
                "Executors",
                "java/util/concurrent/Executors",
                edit(
                        3,
                        m -> true,
                        m -> Code.after(
                                m,
                                instruction -> instruction instanceof MethodInsnNode call
                                        && call.name.equals("<init>")
                                        && call.owner.equals(pool),
                                () -> new AbstractInsnNode[] {dup(), made.call()})));
    }

    /** The one policy of the JDK's that takes another command out of the queue. */
    private static Hook discardOldest() {
        Static discarded =
                new Static(TASKS, "discarded", "(Ljava/lang/Object;Ljava/util/concurrent/ThreadPoolExecutor;)V");
        return Hook.of(
                "ThreadPoolExecutor.DiscardOldestPolicy",
                "java/util/concurrent/ThreadPoolExecutor$DiscardOldestPolicy",
                edit(
                        named("rejectedExecution"),
                        m -> Code.after(
                                m, callOf("poll"), () -> new AbstractInsnNode[] {dup(), load(2), discarded.call()})));
    }

    static int workerLoop(MethodNode m, Static begin) {
        int token = Code.keepInt(m, () -> new AbstractInsnNode[] {ENTER_ROOT.call()});
        int places = Code.before(
                m, callOf("getTask"), () -> new AbstractInsnNode[] {new VarInsnNode(ILOAD, token), IDLE.call()});
        places += Code.before(m, callOf("beforeExecute"), () -> beginTask(m, begin));
        return places + Code.atReturns(m, () -> new AbstractInsnNode[] {new VarInsnNode(ILOAD, token), EXIT.call()});
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
                        edit(
                                2,
                                named("schedule"),
                                m -> Code.after(m, JdkHooks::makesScheduledTask, () -> new AbstractInsnNode[] {
                                    dup(), new VarInsnNode(LLOAD, firstLong(m)), scheduled.call()
                                }))),
                Hook.of(
                        "ScheduledThreadPoolExecutor.ScheduledFutureTask",
                        pool + "$ScheduledFutureTask",
                        edit(
                                1,
                                m -> m.name.equals("<init>") && longs(m) == 3,
                                m -> Code.atReturns(m, () -> new AbstractInsnNode[] {load(0), periodically.call()}))));
    }

    private static boolean makesScheduledTask(AbstractInsnNode instruction) {
        return instruction instanceof MethodInsnNode call
                && call.name.equals("<init>")
                && call.owner.endsWith("$ScheduledFutureTask");
    }

    /** {@code task = begin(task, this)}, where the task has just been loaded from its local. */
    private static AbstractInsnNode[] beginTask(MethodNode m, Static begin) {
        int task = 0;
        for (AbstractInsnNode instruction : m.instructions) {
            if (callOf("beforeExecute").test(instruction) && instruction.getPrevious() instanceof VarInsnNode load) {
                task = load.var;
            }
        }
        return new AbstractInsnNode[] {load(0), begin.call(), dup(), new VarInsnNode(ASTORE, task)};
    }

    private static int longs(MethodNode method) {
        int longs = 0;
        for (Type type : Type.getArgumentTypes(method.desc)) {
            longs += type.equals(Type.LONG_TYPE) ? 1 : 0;
        }
        return longs;
    }

    private static int firstLong(MethodNode method) {
        Type[] types = Type.getArgumentTypes(method.desc);
        int parameter = 0;
        while (!types[parameter].equals(Type.LONG_TYPE)) {
            parameter++;
        }
        return Code.slot(method, parameter);
    }

    /** Where tasks are run that were queued, by their names in 17 to 25; to look into all methods would cost start-up. */
    private static boolean mayExec(MethodNode m) {
        return m.name.endsWith("Exec") || m.name.startsWith("help") || m.name.startsWith("externalHelp");
    }

    private static List<Hook> forkJoin() {
        String task = "java/util/concurrent/ForkJoinTask";
        Static forked = new Static(TASKS, "forked", "(L" + task + ";)V");
        Static unforked = new Static(TASKS, "unforked", "(ZL" + task + ";)V");
        Static enter = new Static(TASKS, "enterForked", "(L" + task + ";)I");
        Hook.Edit activate =
                edit(JdkHooks::mayExec, m -> Code.enterReceiver(m, callOf("doExec", "()I", "()V"), enter, EXIT));
        List<Hook> hooks = new ArrayList<>(List.of(
                Hook.of(
                        "ForkJoinPool.WorkQueue",
                        "java/util/concurrent/ForkJoinPool$WorkQueue",
                        edit(named("push", "lockedPush"), m -> Code.atStart(m, load(1), forked.call())),
                        edit(
                                0,
                                named("tryRemove", "tryUnpush", "externalTryUnpush"),
                                m -> Code.atReturns(m, () -> new AbstractInsnNode[] {dup(), load(1), unforked.call()})),
                        activate),
                Hook.of("ForkJoinPool", "java/util/concurrent/ForkJoinPool", activate),
                Hook.of(
                        "ForkJoinWorkerThread",
                        "java/util/concurrent/ForkJoinWorkerThread",
                        edit(method("run", "()V"), m -> Code.atStart(m, ROOT.call())))));
        for (String adapter : List.of(
                "AdaptedRunnable",
                "AdaptedRunnableAction",
                "RunnableExecuteAction",
                "AdaptedCallable",
                "AdaptedInterruptibleCallable",
                "AdaptedInterruptibleRunnable",
                "InvokeAnyTask",
                "CallableWithTimeout")) {
            hooks.add(Hook.of(
                    "ForkJoinTask." + adapter, task + "$" + adapter, edit(named("<init>"), JdkHooks::bindAdapted)));
        }
        hooks.add(Hook.of(
                "DelayScheduler.ScheduledForkJoinTask",
                "java/util/concurrent/DelayScheduler$ScheduledForkJoinTask",
                edit(named("<init>"), m -> Code.bindStores(m, "runnable", BIND_DELAYED_RUNNABLE, 1, 3)),
                edit(named("<init>"), m -> Code.bindStores(m, "callable", BIND_DELAYED_CALLABLE, 1))));
        return hooks;
    }

    private static int bindAdapted(MethodNode m) {
        return Code.bindStores(m, "runnable", BIND_ADAPTED_RUNNABLE)
                + Code.bindStores(m, "callable", BIND_ADAPTED_CALLABLE);
    }

    private static List<Hook> completableFuture() {
        String owner = "java/util/concurrent/CompletableFuture";
        Static registered = new Static(STAGES, "registered", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        Static completed = new Static(STAGES, "completed", "(Ljava/lang/Object;)V");
        Hook stages = Hook.of(
                "CompletableFuture",
                owner,
                edit(14, JdkHooks::makesStage, m -> bindStage(m, registered)),
                edit(named("postComplete", "postFire"), m -> Code.atStart(m, load(0), completed.call())));
        return List.of(
                stages,
                asyncComputation(owner + "$AsyncSupply", BIND_SUPPLIER, registered),
                asyncComputation(owner + "$AsyncRun", BIND_RUNNABLE, registered));
    }

    /** Not those of {@code supplyAsync} and {@code runAsync}: their tasks may have run before these return. */
    private static boolean makesStage(MethodNode m) {
        return m.name.endsWith("Stage") && !m.name.startsWith("async") && functionSlot(m) >= 0;
    }

    private static Hook asyncComputation(String owner, Static binder, Static registered) {
        String type = Type.getReturnType(binder.descriptor()).getDescriptor();
        return Hook.of(
                owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.'),
                owner,
                edit(named("<init>"), m -> Code.bindStores(m, "fn", binder)),
                edit(
                        named("<init>"),
                        m -> Code.atReturns(m, () -> new AbstractInsnNode[] {
                            load(1), load(0), new FieldInsnNode(GETFIELD, owner, "fn", type), registered.call()
                        })));
    }

    private static int functionSlot(MethodNode m) {
        Type[] types = Type.getArgumentTypes(m.desc);
        for (int i = 0; i < types.length; i++) {
            for (Static binder : BIND_STAGE) {
                if (Type.getReturnType(binder.descriptor()).equals(types[i])) {
                    return Code.slot(m, i);
                }
            }
        }
        return -1;
    }

    private static int bindStage(MethodNode m, Static registered) {
        int slot = functionSlot(m);
        Code.atReturns(m, () -> new AbstractInsnNode[] {dup(), load(slot), registered.call()});
        int places = 0;
        for (Static binder : BIND_STAGE) {
            places += Code.bindParameters(m, binder);
        }
        return places;
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
                                m -> Code.atStart(m, load(1), new VarInsnNode(LLOAD, 4), scheduled.call()))),
                Hook.of(
                        "TimerThread",
                        "java/util/TimerThread",
                        edit(
                                2,
                                named("mainLoop"),
                                m -> Code.atStart(m, ROOT.call())
                                        + Code.enterReceiver(m, callOf("run", "()V"), enter, EXIT))),
                Hook.of(
                        "TimerTask",
                        "java/util/TimerTask",
                        edit(method("cancel", "()Z"), m -> Code.atStart(m, load(0), cancelled.call()))));
    }

    private static List<Hook> threads() {
        return List.of(
                Hook.of(
                        "Thread",
                        "java/lang/Thread",
                        edit(
                                named("start"),
                                m -> Code.before(
                                        m, callOf("start0"), () -> new AbstractInsnNode[] {load(0), INHERIT.call()})),
                        edit(method("run", "()V"), JdkHooks::threadLife),
                        edit(named("dispatchUncaughtException"), m -> Code.atStart(m, load(1), UNCAUGHT.call()))),
                Hook.of(
                        "VirtualThread",
                        "java/lang/VirtualThread",
                        edit(method("run", "(Ljava/lang/Runnable;)V"), JdkHooks::threadLife),
                        edit(
                                named("start"),
                                m -> Code.before(m, callOf("setThreadContainer"), () ->
                                        new AbstractInsnNode[] {load(0), INHERIT.call()}))),
                Hook.of(
                        "ApplicationShutdownHooks",
                        "java/lang/ApplicationShutdownHooks",
                        edit(named("runHooks"), m -> Code.atStart(m, ROOT.call()))));
    }

    static int threadLife(MethodNode m) {
        return Code.around(m, () -> new AbstractInsnNode[] {BEGIN_THREAD.call()}, END_THREAD);
    }

    private static List<Hook> publisher() {
        String owner = "java/util/concurrent/SubmissionPublisher$BufferedSubscription";
        Static made = new Static(SUBSCRIPTIONS, "made", "(Ljava/lang/Object;)V");
        Static over = new Static(SUBSCRIPTIONS, "over", "(Ljava/lang/Object;)V");
        Static enter = new Static(SUBSCRIPTIONS, "enter", "(Ljava/lang/Object;)I");
        return List.of(Hook.of(
                "SubmissionPublisher",
                owner,
                edit(named("<init>"), m -> Code.atReturns(m, () -> new AbstractInsnNode[] {load(0), made.call()})),
                edit(
                        3,
                        named("consumeComplete", "consumeError", "cancel"),
                        m -> Code.atReturns(m, () -> new AbstractInsnNode[] {load(0), over.call()})),
                edit(
                        method("consume", "()V"),
                        m -> Code.around(m, () -> new AbstractInsnNode[] {load(0), enter.call()}, EXIT))));
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
                    edit(
                            m -> (m.access & ACC_PUBLIC) != 0 && (m.access & ACC_ABSTRACT) == 0,
                            m -> Code.bindParameters(m, BIND_COMPLETION_HANDLER))));
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
                                m -> Code.bindListeners(m, response + "BodyHandler")
                                        + Code.bindListeners(m, response + "PushPromiseHandler"))),
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
                                m -> Code.bindListeners(m, "java/net/http/WebSocket$Listener"))));
    }

    /** Where the client, still in its caller's context, subscribes to a body that it asks for more of whenever it can. */
    private static Hook subscribing(String name, String owner, String method) {
        return Hook.of(
                name,
                owner,
                edit(
                        named(method),
                        m -> Code.before(
                                m,
                                instruction -> instruction instanceof MethodInsnNode call
                                        && call.owner.equals("java/net/http/HttpRequest$BodyPublisher")
                                        && call.name.equals("subscribe"),
                                () -> Code.bindTop("java/util/concurrent/Flow$Subscriber"))));
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
                    edit(method("run", "()V"), m -> Code.atStart(m, ROOT.call()))));
        }
        return hooks;
    }
}
