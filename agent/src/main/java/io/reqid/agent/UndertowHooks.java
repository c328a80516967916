package io.reqid.agent;

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
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What is changed in Undertow 2.3 and 2.4, XNIO and its thread pool, where the application has them. */
final class UndertowHooks implements Opcodes {
    private static final String EXCHANGES = "io/reqid/Exchanges";
    private static final String SERVER = "io/undertow/server/";
    private static final String CLIENT = "io/undertow/client/";
    private static final String EXCHANGE = SERVER + "HttpServerExchange";
    private static final String KEY = "io/undertow/util/AttachmentKey";
    private static final String RUNNABLE = "java/lang/Runnable";
    private static final String CHANNEL_LISTENER = "org/xnio/ChannelListener";
    private static final String CLIENT_CALLBACK = CLIENT + "ClientCallback";

    private static final Static ROOT = new Static("io/reqid/Carrier", "root", "()V");
    private static final Static ENTER_CONNECTION = new Static(EXCHANGES, "enterConnection", "()I");
    private static final Static TASK = task("task");
    private static final Static LISTENER = listener("listener");
    private static final Static CALLBACK = listener("callback");

    private UndertowHooks() {}

    private static Static task(String name) {
        return new Static(EXCHANGES, name, "(L" + RUNNABLE + ";)L" + RUNNABLE + ";");
    }

    private static Static listener(String name) {
        return new Static(EXCHANGES, name, "(Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;");
    }

    static List<Hook> all() {
        List<Hook> hooks = new ArrayList<>();
        hooks.addAll(exchanges());
        hooks.add(connection());
        hooks.addAll(xnio());
        hooks.addAll(roots());
        hooks.addAll(push());
        hooks.addAll(clients());
        return hooks;
    }

    private static List<Hook> exchanges() {
        Static enterCall = new Static(EXCHANGES, "enterCall", "(Ljava/lang/Object;)I");
        Static enterEnd = new Static(EXCHANGES, "enterEnd", "(Ljava/lang/Object;)I");
        return List.of(
                Hook.of(
                        "Undertow.executeRootHandler",
                        SERVER + "Connectors",
                        edit(named("executeRootHandler"), Code.around(JdkHooks.EXIT, calling(enterCall)))),
                Hook.of(
                        "Undertow.HttpServerExchange",
                        EXCHANGE,
                        edit(
                                method(
                                        "dispatch",
                                        "(Ljava/util/concurrent/Executor;L" + RUNNABLE + ";)L" + EXCHANGE + ";"),
                                bindDispatched()),
                        edit(
                                2,
                                named("endExchange", "invokeExchangeCompleteListeners"),
                                Code.around(JdkHooks.EXIT, sequence(known(0), enterEnd.call()))),
                        edit(
                                method("upgradeChannel", "(L" + SERVER + "HttpUpgradeListener;)L" + EXCHANGE + ";"),
                                Code.bindListeners(SERVER + "HttpUpgradeListener", LISTENER))));
    }

    /** {@code attach(calling(known)); enterCall(known)}, for the exchange that is the second parameter. */
    private static AbstractInsnNode[] calling(Static enterCall) {
        Static calling = new Static(EXCHANGES, "calling", "(Ljava/lang/Object;)Ljava/lang/Object;");
        return sequence(
                new AbstractInsnNode[] {load(1)},
                key(1),
                known(1),
                calling.call(),
                new InsnNode(DUP_X2),
                attachments("putAttachment", "(L" + KEY + ";Ljava/lang/Object;)Ljava/lang/Object;"),
                new InsnNode(POP),
                enterCall.call());
    }

    /** What is known of the exchange in a local, or null. */
    private static AbstractInsnNode[] known(int exchange) {
        return sequence(
                new AbstractInsnNode[] {load(exchange)},
                key(exchange),
                attachments("getAttachment", "(L" + KEY + ";)Ljava/lang/Object;"));
    }

    private static AbstractInsnNode[] key(int exchange) {
        Static key = new Static(EXCHANGES, "key", "(Ljava/lang/Object;)Ljava/lang/Object;");
        return new AbstractInsnNode[] {load(exchange), key.call(), cast(KEY)};
    }

    private static MethodInsnNode attachments(String name, String descriptor) {
        return new MethodInsnNode(INVOKEVIRTUAL, EXCHANGE, name, descriptor, false);
    }

    /** {@code task = dispatched(task, known, isInCall())}. */
    private static Change bindDispatched() {
        Static dispatched =
                new Static(EXCHANGES, "dispatched", "(L" + RUNNABLE + ";Ljava/lang/Object;Z)L" + RUNNABLE + ";");
        return Code.atStart(sequence(
                new AbstractInsnNode[] {load(2)},
                known(0),
                load(0),
                attachments("isInCall", "()Z"),
                dispatched.call(),
                store(2)));
    }

    private static AbstractInsnNode[] sequence(Object... parts) {
        List<AbstractInsnNode> code = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof AbstractInsnNode[] several) {
                code.addAll(List.of(several));
            } else {
                code.add((AbstractInsnNode) part);
            }
        }
        return code.toArray(new AbstractInsnNode[0]);
    }

    /**
     * A connection reads on where a request has ended: an executor that binds its tasks, or runs them at once, must not
     * have that request for the next one. Whatever else reads a connection is called by its IO thread, which is a root.
     */
    private static Hook connection() {
        return Hook.of(
                "Undertow.HttpReadListener",
                SERVER + "protocol/http/HttpReadListener",
                edit(method("run", "()V"), Code.around(JdkHooks.EXIT, ENTER_CONNECTION.call())));
    }

    private static List<Hook> xnio() {
        Static enterListener = new Static(EXCHANGES, "enterListener", "(Ljava/lang/Object;)I");
        return List.of(
                Hook.of(
                        "XNIO.WorkerThread",
                        "org/xnio/nio/WorkerThread",
                        edit(method("run", "()V"), Code.atStart(ROOT.call())),
                        edit(named("execute"), Code.bindParameters(TASK)),
                        edit(named("executeAfter"), Code.bindParameters(task("timer"))),
                        edit(named("executeAtInterval"), Code.bindParameters(task("periodicTask")))),
                Hook.of("XNIO.XnioWorker", "org/xnio/XnioWorker", edit(named("execute"), Code.bindParameters(TASK))),
                Hook.of(
                        "XNIO.ChannelListener",
                        CHANNEL_LISTENER + "$SimpleSetter",
                        edit(named("set"), Code.bindListeners(CHANNEL_LISTENER, LISTENER))),
                bound("XNIO.IoFuture", "org/xnio/AbstractIoFuture", "addNotifier", "org/xnio/IoFuture$Notifier"),
                Hook.of(
                        "XNIO.ChannelListeners",
                        "org/xnio/ChannelListeners",
                        edit(
                                method(
                                        "invokeChannelListener",
                                        "(Ljava/nio/channels/Channel;L" + CHANNEL_LISTENER + ";)Z"),
                                Code.around(JdkHooks.EXIT, load(1), enterListener.call()))));
    }

    private static List<Hook> roots() {
        return List.of(Hook.of(
                "JBossThreads.ThreadBody",
                "org/jboss/threads/EnhancedQueueExecutor$ThreadBody",
                edit(method("run", "()V"), Code.atStart(ROOT.call()))));
    }

    private static List<Hook> push() {
        String events = SERVER + "handlers/sse/ServerSentEventConnection";
        return List.of(
                bound(
                        "Undertow.ServerConnection",
                        SERVER + "AbstractServerConnection",
                        "addCloseListener",
                        SERVER + "ServerConnection$CloseListener"),
                bound(
                        "Undertow.Http2ServerConnection",
                        SERVER + "protocol/http2/Http2ServerConnection",
                        "addCloseListener",
                        SERVER + "ServerConnection$CloseListener"),
                Hook.of(
                        "Undertow.ServerSentEventConnection",
                        events,
                        edit(named("addCloseTask"), Code.bindListeners(CHANNEL_LISTENER, LISTENER)),
                        edit(3, named("send", "sendRetry"), Code.bindListeners(events + "$EventCallback", LISTENER))),
                bound(
                        "Undertow.AbstractFramedChannel",
                        SERVER + "protocol/framed/AbstractFramedChannel",
                        "addCloseTask",
                        CHANNEL_LISTENER));
    }

    private static Hook bound(String name, String owner, String method, String type) {
        return Hook.of(name, owner, edit(named(method), Code.bindListeners(type, LISTENER)));
    }

    private static List<Hook> clients() {
        List<Hook> hooks = new ArrayList<>();
        hooks.add(Hook.of(
                "Undertow.UndertowClient",
                CLIENT + "UndertowClient",
                edit(named("connect"), Code.bindListeners(CLIENT_CALLBACK, CALLBACK))));
        for (String protocol : List.of("http/Http", "http2/Http2", "ajp/Ajp")) {
            String name = protocol.substring(protocol.indexOf('/') + 1);
            hooks.add(Hook.of(
                    "Undertow." + name + "ClientConnection",
                    CLIENT + protocol + "ClientConnection",
                    edit(named("sendRequest"), Code.bindListeners(CLIENT_CALLBACK, CALLBACK)),
                    edit(named("addCloseListener"), Code.bindListeners(CHANNEL_LISTENER, LISTENER))));
            hooks.add(Hook.of(
                    "Undertow." + name + "ClientExchange",
                    CLIENT + protocol + "ClientExchange",
                    edit(named("setResponseListener"), Code.bindListeners(CLIENT_CALLBACK, CALLBACK)),
                    edit(named("setContinueHandler"), Code.bindListeners(CLIENT + "ContinueNotification", CALLBACK)),
                    edit(named("setPushHandler"), Code.bindListeners(CLIENT + "PushCallback", CALLBACK))));
        }
        return hooks;
    }
}
