package io.reqid.agent;

import static io.reqid.agent.Code.cast;
import static io.reqid.agent.Code.load;
import static io.reqid.agent.Hook.edit;
import static io.reqid.agent.Hook.method;
import static io.reqid.agent.Hook.named;

import io.reqid.agent.Code.Static;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What is changed in libraries, where an application brings them: by name, so an absent library costs nothing. */
final class LibraryHooks implements Opcodes {
    private static final String LIBRARIES = "io/reqid/Libraries";
    private static final String CARRIER = "io/reqid/Carrier";
    private static final String RUNNABLE = "Ljava/lang/Runnable;";
    private static final String CALLABLE = "Ljava/util/concurrent/Callable;";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String CLASS = "Ljava/lang/Class;";

    private static final Static EXIT = JdkHooks.EXIT;
    private static final Static ROOT = new Static(CARRIER, "root", "()V");
    private static final Static ENTER = new Static(LIBRARIES, "enter", "(" + OBJECT + ")I");
    private static final Static TASK = new Static(LIBRARIES, "task", "(" + RUNNABLE + "Z)" + RUNNABLE);
    private static final Static TIMED_TASK = new Static(LIBRARIES, "timed", "(" + RUNNABLE + ")" + RUNNABLE);
    private static final Static TIMED_CALLABLE = new Static(LIBRARIES, "timed", "(" + CALLABLE + ")" + CALLABLE);
    private static final Static PERIODIC = new Static(LIBRARIES, "periodic", "(" + RUNNABLE + ")" + RUNNABLE);
    private static final Static UNBOUND = new Static(LIBRARIES, "unbound", "(" + OBJECT + ")" + OBJECT);
    private static final Static UNBOUND_TASK = new Static(LIBRARIES, "unboundTask", "(" + RUNNABLE + ")" + RUNNABLE);
    private static final Static LISTENER =
            new Static(LIBRARIES, "listener", "(" + OBJECT + CLASS + CLASS + ")" + OBJECT);
    private static final Static TIMED_LISTENER =
            new Static(LIBRARIES, "timedListener", "(" + OBJECT + CLASS + ")" + OBJECT);
    private static final Static BIND_RUNNABLE = new Static("io/reqid/Binder", "task", "(" + RUNNABLE + ")" + RUNNABLE);
    private static final Static GUAVA_LISTENER =
            new Static(LIBRARIES, "guavaListener", "(" + RUNNABLE + ")" + RUNNABLE);
    private static final Static BIND_CALLABLE =
            new Static("io/reqid/Binder", "callable", "(" + CALLABLE + ")" + CALLABLE);

    private LibraryHooks() {}

    static List<Hook> all() {
        List<Hook> hooks = new ArrayList<>();
        hooks.addAll(nettyExecutors());
        hooks.addAll(nettyPromises());
        hooks.addAll(nettyTimer());
        hooks.addAll(guava());
        hooks.addAll(reactor());
        hooks.addAll(rxJava());
        hooks.addAll(tomcat());
        hooks.addAll(jbossThreads());
        hooks.addAll(coroutines());
        return hooks;
    }

    private static final String NETTY = "io/netty/util/concurrent/";

    private static List<Hook> nettyExecutors() {
        String owner = NETTY + "SingleThreadEventExecutor";
        List<Hook> hooks = new ArrayList<>();
        hooks.add(Hook.of(
                "netty.AbstractEventExecutor",
                NETTY + "AbstractEventExecutor",
                edit(
                        2,
                        named("newTaskFor"),
                        m -> Code.bindParameters(m, BIND_RUNNABLE) + Code.bindParameters(m, BIND_CALLABLE)),
                edit(named("safeExecute"), m -> Code.around(m, () -> enter(0), EXIT))));
        hooks.add(Hook.of(
                "netty.AbstractScheduledEventExecutor",
                NETTY + "AbstractScheduledEventExecutor",
                edit(2, named("schedule"), LibraryHooks::bindTimed),
                edit(
                        2,
                        named("scheduleAtFixedRate", "scheduleWithFixedDelay"),
                        m -> (m.access & ACC_BRIDGE) == 0 ? Code.bindParameters(m, PERIODIC) : 0)));
        hooks.add(Hook.of(
                "netty.SingleThreadEventExecutor",
                owner,
                edit(method("execute", "(" + RUNNABLE + "Z)V"), m -> bindUnless(m, NETTY + "PromiseTask")),
                edit(method("reject", "(" + RUNNABLE + ")V"), m -> Code.bindParameters(m, UNBOUND_TASK))));
        hooks.add(Hook.of(
                "netty.GlobalEventExecutor",
                NETTY + "GlobalEventExecutor",
                edit(method("addTask", "(" + RUNNABLE + ")V"), m -> bindUnless(m, NETTY + "PromiseTask"))));
        String ordered = NETTY + "NonStickyEventExecutorGroup$NonStickyOrderedEventExecutor";
        hooks.add(Hook.of(
                "netty.NonStickyEventExecutorGroup",
                ordered,
                edit(method("execute", "(" + RUNNABLE + ")V"), m -> bindUnless(m, NETTY + "PromiseTask"))));
        hooks.add(root("netty.GlobalEventExecutor.TaskRunner", NETTY + "GlobalEventExecutor$TaskRunner", "run"));
        hooks.add(root("netty.ThreadDeathWatcher", "io/netty/util/ThreadDeathWatcher$Watcher", "run"));
        for (int i = 1; i < 10; i++) { // an inner class without a name starts the loop, the fourth or the fifth
            hooks.add(Hook.of(
                    "netty.SingleThreadEventExecutor.loop." + i,
                    owner + "$" + i,
                    edit(
                            0,
                            method("run", "()V"),
                            m -> Code.before(m, callTo(owner, "run"), () -> new AbstractInsnNode[] {ROOT.call()}))));
        }
        return hooks;
    }

    private static List<Hook> nettyPromises() {
        String listener = NETTY + "GenericFutureListener";
        String progressive = NETTY + "GenericProgressiveFutureListener";
        return List.of(
                Hook.of(
                        "netty.DefaultPromise",
                        NETTY + "DefaultPromise",
                        edit(named("addListener0"), m -> bindListener(m, listener, progressive)),
                        edit(named("removeListener0"), LibraryHooks::compareUnbound),
                        edit(
                                2,
                                named("notifyListener0", "notifyProgressiveListener0"),
                                m -> Code.around(m, () -> enter(1), EXIT))),
                Hook.of(
                        "netty.DefaultFutureListeners",
                        NETTY + "DefaultFutureListeners",
                        edit(named("remove"), LibraryHooks::compareUnbound)));
    }

    private static List<Hook> nettyTimer() {
        String owner = "io/netty/util/HashedWheelTimer";
        String timeout = owner + "$HashedWheelTimeout";
        String task = "io/netty/util/TimerTask";
        return List.of(
                Hook.of(
                        "netty.HashedWheelTimer",
                        timeout,
                        edit(named("<init>"), m -> bindTimedListener(m, task)),
                        edit(
                                named("task"),
                                m -> Code.atReturns(m, () -> new AbstractInsnNode[] {UNBOUND.call(), cast(task)})),
                        edit(
                                0,
                                method("run", "()V"),
                                m -> Code.around(
                                        m,
                                        () -> new AbstractInsnNode[] {
                                            load(0),
                                            new FieldInsnNode(GETFIELD, timeout, "task", "L" + task + ";"),
                                            ENTER.call()
                                        },
                                        EXIT))),
                root("netty.HashedWheelTimer.Worker", owner + "$Worker", "run"));
    }

    private static List<Hook> guava() {
        String owner = "com/google/common/util/concurrent/";
        return List.of(
                Hook.of(
                        "guava.AbstractFuture",
                        owner + "AbstractFuture",
                        edit(named("addListener"), m -> Code.bindParameters(m, GUAVA_LISTENER)),
                        edit(2, named("executeListener"), LibraryHooks::executeUnbound)),
                Hook.of(
                        "guava.ExecutionList",
                        owner + "ExecutionList",
                        edit(named("add"), m -> Code.bindParameters(m, BIND_RUNNABLE)),
                        edit(2, named("executeListener"), LibraryHooks::executeUnbound)),
                Hook.of(
                        "guava.SequentialExecutor",
                        owner + "SequentialExecutor",
                        edit(named("execute"), m -> Code.bindParameters(m, BIND_RUNNABLE))),
                Hook.of(
                        "guava.ExecutionSequencer",
                        owner + "ExecutionSequencer",
                        edit(named("submitAsync"), m -> Code.bindListeners(m, owner + "AsyncCallable"))));
    }

    /** A chain of operators is handed, as one subscriber, to its source: there its signals enter the chain's context. */
    private static List<Hook> reactor() {
        String owner = "reactor/core/publisher/";
        String subscriber = "reactor/core/CoreSubscriber";
        String conditional = "reactor/core/Fuseable$ConditionalSubscriber";
        List<Hook> hooks = new ArrayList<>();
        for (String publisher : List.of(
                "Flux",
                "Mono",
                "InternalFluxOperator",
                "InternalMonoOperator",
                "InternalConnectableFluxOperator",
                "MonoFromFluxOperator")) {
            hooks.add(Hook.of(
                    "reactor." + publisher,
                    owner + publisher,
                    edit(
                            named("subscribe"),
                            m -> Code.before(
                                    m,
                                    callTo("reactor/core/CorePublisher", "subscribe"),
                                    () -> bindTop(subscriber, conditional)))));
        }
        for (String sharing :
                List.of("MonoCacheTime", "MonoCacheInvalidateIf", "MonoCacheInvalidateWhen", "FluxReplay")) {
            hooks.add(Hook.of(
                    "reactor." + sharing,
                    owner + sharing,
                    edit(
                            named("subscribeOrReturn"),
                            m -> (m.access & ACC_BRIDGE) == 0 ? bindListener(m, subscriber, conditional) : 0)));
        }
        String perTask = "reactor/core/scheduler/BoundedElasticThreadPerTaskScheduler$SchedulerTask";
        hooks.add(Hook.of(
                "reactor.BoundedElasticThreadPerTaskScheduler",
                perTask,
                edit(named("<init>"), m -> Code.bindParameters(m, BIND_RUNNABLE))));
        return hooks;
    }

    private static List<Hook> rxJava() {
        String owner = "io/reactivex/rxjava3/";
        List<Hook> hooks = new ArrayList<>();
        for (String source : List.of("Observable", "Single", "Maybe", "Completable")) {
            String observer = owner + "core/" + (source.equals("Observable") ? "" : source) + "Observer";
            hooks.add(subscribing(source, observer, observer));
        }
        hooks.add(
                subscribing("Flowable", owner + "core/FlowableSubscriber", owner + "operators/ConditionalSubscriber"));
        hooks.add(Hook.of(
                "rxjava.ExecutorScheduler",
                owner + "internal/schedulers/ExecutorScheduler$ExecutorWorker",
                edit(
                        method("schedule", "(" + RUNNABLE + ")L" + owner + "disposables/Disposable;"),
                        m -> Code.bindParameters(m, BIND_RUNNABLE))));
        hooks.add(Hook.of(
                "rxjava.TrampolineScheduler",
                owner + "internal/schedulers/TrampolineScheduler$TrampolineWorker",
                edit(named("enqueue"), m -> Code.bindParameters(m, BIND_RUNNABLE))));
        return hooks;
    }

    private static Hook subscribing(String source, String observer, String special) {
        return Hook.of(
                "rxjava." + source,
                "io/reactivex/rxjava3/core/" + source,
                edit(
                        named("subscribe"),
                        m -> Code.before(
                                m,
                                instruction -> instruction instanceof MethodInsnNode call
                                        && call.name.equals("subscribeActual"),
                                () -> bindTop(observer, special))));
    }

    /** A connection goes on with its next request where one is completed, on behalf of whoever completes that. */
    private static List<Hook> tomcat() {
        String async = "org/apache/catalina/core/AsyncContextImpl";
        return List.of(
                tomcatPool(),
                Hook.of(
                        "tomcat.SocketProcessor",
                        "org/apache/tomcat/util/net/SocketProcessorBase",
                        edit(
                                method("run", "()V"),
                                m -> Code.around(
                                        m,
                                        () -> new AbstractInsnNode[] {new InsnNode(ACONST_NULL), JdkHooks.ENTER.call()},
                                        EXIT))),
                Hook.of(
                        "tomcat.AsyncContext",
                        async,
                        edit(2, named("addListener"), m -> bindServlets(m, "AsyncListener")),
                        edit(named("dispatch"), m -> Code.bindStores(m, "dispatch", BIND_RUNNABLE))),
                Hook.of(
                        "tomcat.Request",
                        "org/apache/coyote/Request",
                        edit(named("setReadListener"), m -> bindServlets(m, "ReadListener"))),
                Hook.of(
                        "tomcat.Response",
                        "org/apache/coyote/Response",
                        edit(named("setWriteListener"), m -> bindServlets(m, "WriteListener"))));
    }

    /** Of Tomcat 10 and later, and of Tomcat 9. */
    private static int bindServlets(MethodNode m, String listener) {
        return Code.bindListeners(m, "jakarta/servlet/" + listener)
                + Code.bindListeners(m, "javax/servlet/" + listener);
    }

    /** Tomcat's pool is a copy of the JDK's, with methods of the same names. */
    private static Hook tomcatPool() {
        String pools = "io/reqid/CopiedPools";
        Static registered = new Static(pools, "registered", "(" + OBJECT + RUNNABLE + ")" + RUNNABLE);
        Static begin = new Static(pools, "begin", "(" + RUNNABLE + OBJECT + ")" + RUNNABLE);
        Static rejected = new Static(pools, "rejected", "(" + OBJECT + RUNNABLE + ")" + RUNNABLE);
        Static removed = new Static(pools, "removed", "(Z" + OBJECT + OBJECT + ")V");
        Static drained = new Static(pools, "drained", "(Ljava/util/List;" + OBJECT + ")V");
        return Hook.of(
                "tomcat.ThreadPoolExecutor",
                "org/apache/tomcat/util/threads/ThreadPoolExecutor",
                edit(0, named("executeInternal"), m -> JdkHooks.replaceCommand(m, registered)),
                edit(0, named("runWorker"), m -> JdkHooks.workerLoop(m, begin)),
                edit(0, named("reject"), m -> JdkHooks.replaceCommand(m, rejected)),
                edit(
                        0,
                        method("remove", "(" + RUNNABLE + ")Z"),
                        m -> Code.atReturns(
                                m, () -> new AbstractInsnNode[] {Code.dup(), load(0), load(1), removed.call()})),
                edit(
                        0,
                        named("drainQueue"),
                        m -> Code.atReturns(m, () -> new AbstractInsnNode[] {Code.dup(), load(0), drained.call()})));
    }

    private static List<Hook> jbossThreads() {
        String owner = "org/jboss/threads/EnhancedQueueExecutor";
        String task = owner + "$Task";
        return List.of(
                Hook.of(
                        "jboss.EnhancedQueueExecutor",
                        owner,
                        edit(2, named("schedule"), LibraryHooks::bindTimed),
                        edit(
                                2,
                                named("scheduleAtFixedRate", "scheduleWithFixedDelay"),
                                m -> (m.access & ACC_BRIDGE) == 0 ? Code.bindParameters(m, PERIODIC) : 0)),
                Hook.of(
                        "jboss.EnhancedQueueExecutor.Task",
                        task,
                        edit(named("<init>"), m -> bindDelegate(m, owner + "$AbstractScheduledFuture")),
                        edit(
                                method("run", "()V"),
                                m -> Code.around(
                                        m,
                                        () -> new AbstractInsnNode[] {
                                            load(0),
                                            new FieldInsnNode(GETFIELD, task, "delegate", RUNNABLE),
                                            ENTER.call()
                                        },
                                        EXIT))),
                root("jboss.EnhancedQueueExecutor.SchedulerTask", owner + "$SchedulerTask", "run"));
    }

    /** {@code delegate = task(delegate, delegate instanceof type)} for the parameter that is a runnable. */
    private static int bindDelegate(MethodNode m, String type) {
        int slot = Code.slot(m, List.of(Type.getArgumentTypes(m.desc)).indexOf(Type.getType(RUNNABLE)));
        return Code.atStart(
                m,
                load(slot),
                load(slot),
                new TypeInsnNode(INSTANCEOF, type),
                TASK.call(),
                new VarInsnNode(ASTORE, slot));
    }

    /** A coroutine runs under what was current where it was started, or suspended, whoever resumes it. */
    private static List<Hook> coroutines() {
        String owner = "kotlinx/coroutines/";
        Static made = new Static("io/reqid/Coroutines", "made", "(" + OBJECT + ")V");
        Static enter = new Static("io/reqid/Coroutines", "enter", "(" + OBJECT + ")I");
        Code.Sequence enterTask = () -> new AbstractInsnNode[] {load(0), enter.call()};
        String task = owner + "scheduling/Task";
        return List.of(
                Hook.of(
                        "kotlinx.DispatchedTask",
                        owner + "DispatchedTask",
                        edit(
                                named("<init>"),
                                m -> Code.atReturns(m, () -> new AbstractInsnNode[] {load(0), made.call()})),
                        edit(method("run", "()V"), m -> Code.around(m, enterTask, EXIT))),
                Hook.of(
                        "kotlinx.DispatchedTaskKt",
                        owner + "DispatchedTaskKt",
                        edit(named("resume"), m -> Code.around(m, enterTask, EXIT))),
                Hook.of(
                        "kotlinx.DispatchedContinuation",
                        owner + "internal/DispatchedContinuation",
                        edit(
                                2,
                                m -> m.name.equals("resumeWith") || m.name.startsWith("resumeCancellableWith"),
                                m -> Code.around(m, enterTask, EXIT))),
                Hook.of(
                        "kotlinx.CoroutineScheduler",
                        owner + "scheduling/CoroutineScheduler",
                        edit(named("createTask"), m -> bindUnless(m, task))),
                Hook.of(
                        "kotlinx.LimitedDispatcher",
                        owner + "internal/LimitedDispatcher",
                        edit(2, named("dispatch", "dispatchYield"), m -> bindDelegate(m, task))),
                root("kotlinx.DefaultExecutor", owner + "DefaultExecutor", "run"));
    }

    /** Binds what lies on the operand stack. */
    private static AbstractInsnNode[] bindTop(String type, String special) {
        return new AbstractInsnNode[] {
            new LdcInsnNode(Type.getObjectType(type)),
            new LdcInsnNode(Type.getObjectType(special)),
            LISTENER.call(),
            cast(type)
        };
    }

    /** A method that is a thread's loop. */
    private static Hook root(String name, String className, String method) {
        return Hook.of(name, className, edit(method(method, "()V"), m -> Code.atStart(m, ROOT.call())));
    }

    private static Predicate<AbstractInsnNode> callTo(String owner, String name) {
        return instruction ->
                instruction instanceof MethodInsnNode call && call.owner.equals(owner) && call.name.equals(name);
    }

    private static AbstractInsnNode[] enter(int slot) {
        return new AbstractInsnNode[] {load(slot), ENTER.call()};
    }

    private static int bindTimed(MethodNode m) {
        return (m.access & ACC_BRIDGE) == 0
                ? Code.bindParameters(m, TIMED_TASK) + Code.bindParameters(m, TIMED_CALLABLE)
                : 0;
    }

    /** {@code task = task(task, task instanceof type)} for the first parameter. */
    private static int bindUnless(MethodNode m, String type) {
        return Code.atStart(
                m, load(1), load(1), new TypeInsnNode(INSTANCEOF, type), TASK.call(), new VarInsnNode(ASTORE, 1));
    }

    /** {@code listener = listener(listener, type, special)} for the first parameter. */
    private static int bindListener(MethodNode m, String type, String special) {
        return Code.atStart(
                m,
                load(1),
                new LdcInsnNode(Type.getObjectType(type)),
                new LdcInsnNode(Type.getObjectType(special)),
                LISTENER.call(),
                cast(type),
                new VarInsnNode(ASTORE, 1));
    }

    /** Has an executor be given, under the listener's context, the listener as the application gave it. */
    private static int executeUnbound(MethodNode m) {
        return Code.before(m, callTo("java/util/concurrent/Executor", "execute"), () ->
                        new AbstractInsnNode[] {UNBOUND_TASK.call()})
                + Code.around(m, () -> enter(0), EXIT);
    }

    /** {@code parameter = timedListener(parameter, type)}, for the parameter of the type. */
    private static int bindTimedListener(MethodNode m, String type) {
        Type listener = Type.getObjectType(type);
        int slot = Code.slot(m, List.of(Type.getArgumentTypes(m.desc)).indexOf(listener));
        return Code.atStart(
                m,
                load(slot),
                new LdcInsnNode(listener),
                TIMED_LISTENER.call(),
                cast(type),
                new VarInsnNode(ASTORE, slot));
    }

    /** {@code unbound(a) == unbound(b)} in the place of {@code a == b}. */
    private static int compareUnbound(MethodNode m) {
        Predicate<AbstractInsnNode> comparison =
                instruction -> instruction.getOpcode() == IF_ACMPEQ || instruction.getOpcode() == IF_ACMPNE;
        return Code.before(m, comparison, () ->
                new AbstractInsnNode[] {UNBOUND.call(), new InsnNode(SWAP), UNBOUND.call(), new InsnNode(SWAP)});
    }
}
