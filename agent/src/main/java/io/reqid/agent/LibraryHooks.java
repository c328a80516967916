package io.reqid.agent;

import static io.reqid.agent.Code.callOf;
import static io.reqid.agent.Code.callTo;
import static io.reqid.agent.Code.cast;
import static io.reqid.agent.Code.load;
import static io.reqid.agent.Code.store;
import static io.reqid.agent.Hook.edit;
import static io.reqid.agent.Methods.method;
import static io.reqid.agent.Methods.named;

import io.reqid.agent.Code.Static;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

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
                        Code.bindParameters(BIND_RUNNABLE).and(Code.bindParameters(BIND_CALLABLE))),
                edit(named("safeExecute"), Code.around(EXIT, enter(0)))));
        hooks.add(Hook.of(
                "netty.AbstractScheduledEventExecutor",
                NETTY + "AbstractScheduledEventExecutor",
                edit(2, named("schedule").exceptBridges(), bindTimed()),
                edit(
                        2,
                        named("scheduleAtFixedRate", "scheduleWithFixedDelay").exceptBridges(),
                        Code.bindParameters(PERIODIC))));
        hooks.add(Hook.of(
                "netty.SingleThreadEventExecutor",
                owner,
                edit(method("execute", "(" + RUNNABLE + "Z)V"), bindUnless(NETTY + "PromiseTask")),
                edit(method("reject", "(" + RUNNABLE + ")V"), Code.bindParameters(UNBOUND_TASK))));
        hooks.add(Hook.of(
                "netty.GlobalEventExecutor",
                NETTY + "GlobalEventExecutor",
                edit(method("addTask", "(" + RUNNABLE + ")V"), bindUnless(NETTY + "PromiseTask"))));
        String ordered = NETTY + "NonStickyEventExecutorGroup$NonStickyOrderedEventExecutor";
        hooks.add(Hook.of(
                "netty.NonStickyEventExecutorGroup",
                ordered,
                edit(method("execute", "(" + RUNNABLE + ")V"), bindUnless(NETTY + "PromiseTask"))));
        hooks.add(root("netty.GlobalEventExecutor.TaskRunner", NETTY + "GlobalEventExecutor$TaskRunner", "run"));
        hooks.add(root("netty.ThreadDeathWatcher", "io/netty/util/ThreadDeathWatcher$Watcher", "run"));
        for (int i = 1; i < 10; i++) { // an inner class without a name starts the loop, the fourth or the fifth
            hooks.add(Hook.of(
                    "netty.SingleThreadEventExecutor.loop." + i,
                    owner + "$" + i,
                    edit(0, method("run", "()V"), Code.before(callTo(owner, "run"), ROOT.call()))));
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
                        edit(named("addListener0"), bindListener(listener, progressive)),
                        edit(named("removeListener0"), compareUnbound()),
                        edit(2, named("notifyListener0", "notifyProgressiveListener0"), Code.around(EXIT, enter(1)))),
                Hook.of(
                        "netty.DefaultFutureListeners",
                        NETTY + "DefaultFutureListeners",
                        edit(named("remove"), compareUnbound())));
    }

    private static List<Hook> nettyTimer() {
        String owner = "io/netty/util/HashedWheelTimer";
        String timeout = owner + "$HashedWheelTimeout";
        String task = "io/netty/util/TimerTask";
        return List.of(
                Hook.of(
                        "netty.HashedWheelTimer",
                        timeout,
                        edit(named("<init>"), bindTimedListener(task)),
                        edit(named("task"), Code.atReturns(UNBOUND.call(), cast(task))),
                        edit(
                                0,
                                method("run", "()V"),
                                Code.around(
                                        EXIT,
                                        load(0),
                                        new FieldInsnNode(GETFIELD, timeout, "task", "L" + task + ";"),
                                        ENTER.call()))),
                root("netty.HashedWheelTimer.Worker", owner + "$Worker", "run"));
    }

    private static List<Hook> guava() {
        String owner = "com/google/common/util/concurrent/";
        return List.of(
                Hook.of(
                        "guava.AbstractFuture",
                        owner + "AbstractFuture",
                        edit(named("addListener"), Code.bindParameters(GUAVA_LISTENER)),
                        edit(2, named("executeListener"), executeUnbound())),
                Hook.of(
                        "guava.ExecutionList",
                        owner + "ExecutionList",
                        edit(named("add"), Code.bindParameters(BIND_RUNNABLE)),
                        edit(2, named("executeListener"), executeUnbound())),
                Hook.of(
                        "guava.SequentialExecutor",
                        owner + "SequentialExecutor",
                        edit(named("execute"), Code.bindParameters(BIND_RUNNABLE))),
                Hook.of(
                        "guava.ExecutionSequencer",
                        owner + "ExecutionSequencer",
                        edit(named("submitAsync"), Code.bindListeners(owner + "AsyncCallable"))));
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
                            Code.before(
                                    callTo("reactor/core/CorePublisher", "subscribe"),
                                    bindTop(subscriber, conditional)))));
        }
        for (String sharing :
                List.of("MonoCacheTime", "MonoCacheInvalidateIf", "MonoCacheInvalidateWhen", "FluxReplay")) {
            hooks.add(Hook.of(
                    "reactor." + sharing,
                    owner + sharing,
                    edit(named("subscribeOrReturn").exceptBridges(), bindListener(subscriber, conditional))));
        }
        String perTask = "reactor/core/scheduler/BoundedElasticThreadPerTaskScheduler$SchedulerTask";
        hooks.add(Hook.of(
                "reactor.BoundedElasticThreadPerTaskScheduler",
                perTask,
                edit(named("<init>"), Code.bindParameters(BIND_RUNNABLE))));
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
                        Code.bindParameters(BIND_RUNNABLE))));
        hooks.add(Hook.of(
                "rxjava.TrampolineScheduler",
                owner + "internal/schedulers/TrampolineScheduler$TrampolineWorker",
                edit(named("enqueue"), Code.bindParameters(BIND_RUNNABLE))));
        return hooks;
    }

    private static Hook subscribing(String source, String observer, String special) {
        return Hook.of(
                "rxjava." + source,
                "io/reactivex/rxjava3/core/" + source,
                edit(named("subscribe"), Code.before(callOf("subscribeActual"), bindTop(observer, special))));
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
                                Code.around(EXIT, new InsnNode(ACONST_NULL), JdkHooks.ENTER.call()))),
                Hook.of(
                        "tomcat.AsyncContext",
                        async,
                        edit(2, named("addListener"), bindServlets("AsyncListener")),
                        edit(named("dispatch"), Code.bindStores("dispatch", BIND_RUNNABLE))),
                Hook.of(
                        "tomcat.Request",
                        "org/apache/coyote/Request",
                        edit(named("setReadListener"), bindServlets("ReadListener"))),
                Hook.of(
                        "tomcat.Response",
                        "org/apache/coyote/Response",
                        edit(named("setWriteListener"), bindServlets("WriteListener"))));
    }

    /** Of Tomcat 10 and later, and of Tomcat 9. */
    private static Change bindServlets(String listener) {
        return Code.bindListeners("jakarta/servlet/" + listener).and(Code.bindListeners("javax/servlet/" + listener));
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
                edit(0, named("executeInternal"), JdkHooks.replaceCommand(registered)),
                edit(0, named("runWorker"), JdkHooks.workerLoop(begin)),
                edit(0, named("reject"), JdkHooks.replaceCommand(rejected)),
                edit(
                        0,
                        method("remove", "(" + RUNNABLE + ")Z"),
                        Code.atReturns(Code.dup(), load(0), load(1), removed.call())),
                edit(0, named("drainQueue"), Code.atReturns(Code.dup(), load(0), drained.call())));
    }

    private static List<Hook> jbossThreads() {
        String owner = "org/jboss/threads/EnhancedQueueExecutor";
        String task = owner + "$Task";
        return List.of(
                Hook.of(
                        "jboss.EnhancedQueueExecutor",
                        owner,
                        edit(2, named("schedule").exceptBridges(), bindTimed()),
                        edit(
                                2,
                                named("scheduleAtFixedRate", "scheduleWithFixedDelay")
                                        .exceptBridges(),
                                Code.bindParameters(PERIODIC))),
                Hook.of(
                        "jboss.EnhancedQueueExecutor.Task",
                        task,
                        edit(named("<init>"), bindUnless(owner + "$AbstractScheduledFuture")),
                        edit(
                                method("run", "()V"),
                                Code.around(
                                        EXIT,
                                        load(0),
                                        new FieldInsnNode(GETFIELD, task, "delegate", RUNNABLE),
                                        ENTER.call()))),
                root("jboss.EnhancedQueueExecutor.SchedulerTask", owner + "$SchedulerTask", "run"));
    }

    /** A coroutine runs under what was current where it was started, or suspended, whoever resumes it. */
    private static List<Hook> coroutines() {
        String owner = "kotlinx/coroutines/";
        Static made = new Static("io/reqid/Coroutines", "made", "(" + OBJECT + ")V");
        Static enter = new Static("io/reqid/Coroutines", "enter", "(" + OBJECT + ")I");
        AbstractInsnNode[] enterTask = {load(0), enter.call()};
        String task = owner + "scheduling/Task";
        return List.of(
                Hook.of(
                        "kotlinx.DispatchedTask",
                        owner + "DispatchedTask",
                        edit(named("<init>"), Code.atReturns(load(0), made.call())),
                        edit(method("run", "()V"), Code.around(EXIT, enterTask))),
                Hook.of(
                        "kotlinx.DispatchedTaskKt",
                        owner + "DispatchedTaskKt",
                        edit(named("resume"), Code.around(EXIT, enterTask))),
                Hook.of(
                        "kotlinx.DispatchedContinuation",
                        owner + "internal/DispatchedContinuation",
                        edit(
                                2,
                                named("resumeWith").or(Methods.beginning("resumeCancellableWith")),
                                Code.around(EXIT, enterTask))),
                Hook.of(
                        "kotlinx.CoroutineScheduler",
                        owner + "scheduling/CoroutineScheduler",
                        edit(named("createTask"), bindUnless(task))),
                Hook.of(
                        "kotlinx.LimitedDispatcher",
                        owner + "internal/LimitedDispatcher",
                        edit(2, named("dispatch", "dispatchYield"), bindUnless(task))),
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
        return Hook.of(name, className, edit(method(method, "()V"), Code.atStart(ROOT.call())));
    }

    private static AbstractInsnNode[] enter(int slot) {
        return new AbstractInsnNode[] {load(slot), ENTER.call()};
    }

    private static Change bindTimed() {
        return Code.bindParameters(TIMED_TASK).and(Code.bindParameters(TIMED_CALLABLE));
    }

    /** {@code task = task(task, task instanceof type)} for the parameter that is a runnable. */
    private static Change bindUnless(String type) {
        return new BindTask(type);
    }

    private static final class BindTask extends Change {
        private final String boundAlready;

        BindTask(String boundAlready) {
            this.boundAlready = boundAlready;
        }

        @Override
        int apply(MethodNode method) {
            int slot = Code.slotOf(method, Type.getType(RUNNABLE));
            return slot < 0
                    ? 0
                    : Code.atStart(
                                    load(slot),
                                    load(slot),
                                    new TypeInsnNode(INSTANCEOF, boundAlready),
                                    TASK.call(),
                                    store(slot))
                            .apply(method);
        }
    }

    /** {@code listener = listener(listener, type, special)} for the first parameter. */
    private static Change bindListener(String type, String special) {
        return Code.atStart(
                load(1),
                new LdcInsnNode(Type.getObjectType(type)),
                new LdcInsnNode(Type.getObjectType(special)),
                LISTENER.call(),
                cast(type),
                store(1));
    }

    /** Has an executor be given, under the listener's context, the listener as the application gave it. */
    private static Change executeUnbound() {
        return Code.before(callTo("java/util/concurrent/Executor", "execute"), UNBOUND_TASK.call())
                .and(Code.around(EXIT, enter(0)));
    }

    /** {@code parameter = timedListener(parameter, type)}, for the parameter of the type. */
    private static Change bindTimedListener(String type) {
        return Code.bindListeners(type, TIMED_LISTENER);
    }

    /** {@code unbound(a) == unbound(b)} in the place of {@code a == b}. */
    private static Change compareUnbound() {
        return Code.before(
                Code.comparisonsOfReferences(), UNBOUND.call(), new InsnNode(SWAP), UNBOUND.call(), new InsnNode(SWAP));
    }
}
