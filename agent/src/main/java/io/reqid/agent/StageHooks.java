package io.reqid.agent;

import static io.reqid.agent.Code.callOf;
import static io.reqid.agent.Code.dup;
import static io.reqid.agent.Code.load;
import static io.reqid.agent.Code.store;
import static io.reqid.agent.Hook.edit;
import static io.reqid.agent.JdkHooks.binder;
import static io.reqid.agent.Methods.named;

import io.reqid.agent.Code.Static;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What is changed in {@code CompletableFuture}. A stage that waits is a {@code Completion}, and so a fork/join task: the
 * field that the agent adds to those holds its context, and whoever fires it enters that. Where there is no field, and
 * while the async graph is followed, its function is bound instead.
 */
final class StageHooks implements Opcodes {
    private static final String FUTURE = "java/util/concurrent/CompletableFuture";
    private static final String COMPLETION = FUTURE + "$Completion";
    private static final String STAGES = "io/reqid/Stages";
    private static final String ARRAY = "[Ljava/lang/Object;";

    private static final Static FIRST_USE = new Static("io/reqid/FirstUse", "ofFutures", "()V");
    private static final Static REGISTERED =
            new Static(STAGES, "registered", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    private static final Static COMPLETED = new Static(STAGES, "completed", "(Ljava/lang/Object;)V");
    private static final Static CELL = new Static(STAGES, "cell", "()" + ARRAY);
    private static final Static CAPTURE = new Static(STAGES, "capture", "(Ljava/lang/Object;)" + ARRAY);
    private static final Static CURRENT = new Static(STAGES, "current", "(" + ARRAY + ")Ljava/lang/Object;");
    private static final Static ENTER = new Static(STAGES, "enter", "(" + ARRAY + "Ljava/lang/Object;)I");
    private static final Static EXIT = new Static(STAGES, "exit", "(" + ARRAY + "Ljava/lang/Object;I)V");
    private static final Static FIRED = new Static(STAGES, "fired", "(ZLjava/lang/Object;)V");

    private static final List<Static> STAGE_BINDERS = List.of(
            stageBinder("function", "java/util/function/Function"),
            stageBinder("biFunction", "java/util/function/BiFunction"),
            stageBinder("consumer", "java/util/function/Consumer"),
            stageBinder("biConsumer", "java/util/function/BiConsumer"),
            stageBinder("runnable", "java/lang/Runnable"));

    private static final Static EXECUTOR_BINDER = stageBinder("executor", "java/util/concurrent/Executor");

    private StageHooks() {}

    private static Static stageBinder(String name, String type) {
        return new Static(STAGES, name, "(L" + type + ";)L" + type + ";");
    }

    static List<Hook> all() {
        // not those of supplyAsync and runAsync: their tasks may have run before these return
        Methods stages = Methods.ending("Stage").except(Methods.beginning("async"));
        return List.of(
                Hook.of(
                        "CompletableFuture",
                        FUTURE + "$AltResult",
                        edit(named("<init>"), Code.atStart(FIRST_USE.call()))),
                Hook.of(
                        "CompletableFuture",
                        FUTURE,
                        edit(14, stages, new StageFunction()),
                        edit(
                                11,
                                stages.or(Methods.ending("Now")),
                                Code.before(callOf("execute"), dup(), CAPTURE.call(), new InsnNode(POP))),
                        edit(named("unipush"), new Firing(load(1), CAPTURE.call())),
                        edit(2, named("bipush", "orpush"), new Firing(load(2), CAPTURE.call())),
                        edit(named("postComplete"), new Firing(CELL.call())),
                        edit(named("postComplete", "postFire"), Code.atStart(load(0), COMPLETED.call()))),
                Hook.of(
                        "CompletableFuture.Completion",
                        COMPLETION,
                        edit(2, named("run", "exec"), new Firing(CELL.call()))),
                asyncComputation("AsyncSupply", binder("supplier", "java/util/function/Supplier")),
                asyncComputation("AsyncRun", binder("runnable", "java/lang/Runnable")));
    }

    private static Hook asyncComputation(String name, Static binder) {
        String owner = FUTURE + "$" + name;
        String type = Type.getReturnType(binder.descriptor()).getDescriptor();
        return Hook.of(
                "CompletableFuture." + name,
                owner,
                edit(named("<init>"), Code.bindStores("fn", binder)),
                edit(
                        named("<init>"),
                        Code.atReturns(
                                load(1), load(0), new FieldInsnNode(GETFIELD, owner, "fn", type), REGISTERED.call())));
    }

    /** {@code f = binder(f); e = binder(e); … registered(stage, f); return stage} for the one parameter that is a function, if there is. */
    private static final class StageFunction extends Change {
        @Override
        int apply(MethodNode method) {
            for (Static binder : STAGE_BINDERS) {
                int slot = Code.slotOf(method, Type.getReturnType(binder.descriptor()));
                if (slot >= 0) {
                    Code.atReturns(dup(), load(slot), REGISTERED.call()).apply(method);
                    Code.bindParameters(EXECUTOR_BINDER).apply(method);
                    return Code.bindParameters(binder).apply(method);
                }
            }
            return 0;
        }
    }

    /**
     * {@code previous = current(cell); token = enter(cell, c); try { c.tryFire(mode) } finally { exit(cell, previous, token)
     * }}, and where nothing was thrown, {@code fired(c.isLive(), c)}, which forgets the context of what will not be fired
     * again.
     */
    private static final class Firing extends Change {
        private final AbstractInsnNode[] cell;

        /** @param cell what finds the thread's cell */
        Firing(AbstractInsnNode... cell) {
            this.cell = cell;
        }

        @Override
        int apply(MethodNode method) {
            List<AbstractInsnNode> places = callOf("tryFire").in(method);
            int slot = Code.keepArray(method, cell);
            for (AbstractInsnNode call : places) {
                fire(method, call, slot);
            }
            return places.size();
        }

        private static void fire(MethodNode method, AbstractInsnNode call, int cell) {
            int completion = method.maxLocals++;
            int previous = method.maxLocals++;
            int token = method.maxLocals++;
            TryCatchBlockNode tried = new TryCatchBlockNode(new LabelNode(), new LabelNode(), new LabelNode(), null);
            InsnNode swap = new InsnNode(SWAP);
            VarInsnNode[] entered = {load(cell), load(previous), new VarInsnNode(ILOAD, token)};

            InsnList before = Code.copy(
                    swap,
                    store(completion),
                    load(cell),
                    CURRENT.call(),
                    store(previous),
                    load(cell),
                    load(completion),
                    ENTER.call(),
                    new VarInsnNode(ISTORE, token),
                    load(completion),
                    swap);
            before.add(tried.start);
            method.instructions.insertBefore(call, before);

            InsnList after = Code.list(tried.end);
            after.add(Code.copy(entered));
            after.add(Code.copy(
                    EXIT.call(),
                    load(completion),
                    new MethodInsnNode(INVOKEVIRTUAL, COMPLETION, "isLive", "()Z", false),
                    load(completion),
                    FIRED.call()));
            method.instructions.insert(call, after);

            Object[] locals = new Object[token + 1];
            Arrays.fill(locals, TOP);
            locals[cell] = ARRAY;
            locals[previous] = "java/lang/Object";
            locals[token] = INTEGER;
            Code.rethrowing(method, tried, 0, locals, entered[0], entered[1], entered[2], EXIT.call());
        }
    }
}
