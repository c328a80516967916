package io.reqid.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The few shapes that a method body is changed by. Each returns in how many places it changed the method. */
final class Code implements Opcodes {
    private static final Static BIND_LISTENER =
            new Static("io/reqid/Interfaces", "bind", "(Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;");
    private static final String THROWABLE = "java/lang/Throwable";

    private Code() {}

    /** A static method of the agent's. */
    record Static(String owner, String name, String descriptor) {
        MethodInsnNode call() {
            return new MethodInsnNode(INVOKESTATIC, owner, name, descriptor, false);
        }
    }

    /** Where the parameter with a number lies among the locals. */
    static int slot(MethodNode method, int parameter) {
        int slot = isStatic(method) ? 0 : 1;
        Type[] types = Type.getArgumentTypes(method.desc);
        for (int i = 0; i < parameter; i++) {
            slot += types[i].getSize();
        }
        return slot;
    }

    private static boolean isStatic(MethodNode method) {
        return (method.access & ACC_STATIC) != 0;
    }

    /** {@code parameter = binder(parameter)}, for every parameter of the type that the binder takes. */
    static int bindParameters(MethodNode method, Static binder) {
        Type bound = Type.getArgumentTypes(binder.descriptor)[0];
        Type[] types = Type.getArgumentTypes(method.desc);
        InsnList code = new InsnList();
        int places = 0;
        for (int i = 0; i < types.length; i++) {
            if (types[i].equals(bound)) {
                int slot = slot(method, i);
                code.add(new VarInsnNode(ALOAD, slot));
                code.add(binder.call());
                code.add(new VarInsnNode(ASTORE, slot));
                places++;
            }
        }
        method.instructions.insert(code);
        return places;
    }

    /** {@code parameter = bind(parameter, type)}, for every parameter that is of an interface of a library. */
    static int bindListeners(MethodNode method, String type) {
        return bindListeners(method, type, BIND_LISTENER);
    }

    /** As above, by a binder of one's own that takes the parameter and its interface. */
    static int bindListeners(MethodNode method, String type, Static binder) {
        Type[] types = Type.getArgumentTypes(method.desc);
        InsnList code = new InsnList();
        int places = 0;
        for (int i = 0; i < types.length; i++) {
            if (types[i].getSort() == Type.OBJECT && types[i].getInternalName().equals(type)) {
                int slot = slot(method, i);
                code.add(new VarInsnNode(ALOAD, slot));
                code.add(new LdcInsnNode(types[i]));
                code.add(binder.call());
                code.add(cast(type));
                code.add(new VarInsnNode(ASTORE, slot));
                places++;
            }
        }
        method.instructions.insert(code);
        return places;
    }

    /** {@code bind(value, type)}, for what lies on the operand stack. */
    static AbstractInsnNode[] bindTop(String type) {
        return new AbstractInsnNode[] {new LdcInsnNode(Type.getObjectType(type)), BIND_LISTENER.call(), cast(type)};
    }

    /**
     * {@code this.field = binder(value, extra…)} in the place of {@code this.field = value}.
     *
     * @param extra the slots of further parameters of the method, all long, that the binder takes
     */
    static int bindStores(MethodNode method, String field, Static binder, int... extra) {
        int places = 0;
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction instanceof FieldInsnNode store
                    && store.getOpcode() == PUTFIELD
                    && store.name.equals(field)) {
                InsnList code = new InsnList();
                for (int slot : extra) {
                    code.add(new VarInsnNode(LLOAD, slot));
                }
                code.add(binder.call());
                method.instructions.insertBefore(store, code);
                places++;
            }
        }
        return places;
    }

    /** Code at the start of a method. */
    static int atStart(MethodNode method, AbstractInsnNode... code) {
        method.instructions.insert(list(code));
        return 1;
    }

    /** Code before every return, which leaves what is returned where it is. Copies are made of the code given. */
    static int atReturns(MethodNode method, Sequence code) {
        return before(
                method, instruction -> instruction.getOpcode() >= IRETURN && instruction.getOpcode() <= RETURN, code);
    }

    /** Makes the same code anew for every place. */
    interface Sequence {
        AbstractInsnNode[] make();
    }

    static int before(MethodNode method, Predicate<AbstractInsnNode> place, Sequence code) {
        List<AbstractInsnNode> places = places(method, place);
        places.forEach(found -> method.instructions.insertBefore(found, list(code.make())));
        return places.size();
    }

    static int after(MethodNode method, Predicate<AbstractInsnNode> place, Sequence code) {
        List<AbstractInsnNode> places = places(method, place);
        places.forEach(found -> method.instructions.insert(found, list(code.make())));
        return places.size();
    }

    static Predicate<AbstractInsnNode> callOf(String name, String... descriptors) {
        List<String> allowed = List.of(descriptors);
        return instruction -> instruction instanceof MethodInsnNode call
                && call.name.equals(name)
                && (allowed.isEmpty() || allowed.contains(call.desc));
    }

    private static List<AbstractInsnNode> places(MethodNode method, Predicate<AbstractInsnNode> place) {
        List<AbstractInsnNode> places = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (place.test(instruction)) {
                places.add(instruction);
            }
        }
        return places;
    }

    /**
     * {@code int token = enter(receiver); receiver.call(); exit(token)} for a call without arguments that throws
     * nothing; the token waits on the operand stack, so that no local is needed.
     */
    static int enterReceiver(MethodNode method, Predicate<AbstractInsnNode> call, Static enter, Static exit) {
        List<AbstractInsnNode> places = places(method, call);
        for (AbstractInsnNode found : places) {
            boolean returnsOne =
                    Type.getReturnType(((MethodInsnNode) found).desc).getSize() == 1;
            method.instructions.insertBefore(found, list(new InsnNode(DUP), enter.call(), new InsnNode(SWAP)));
            InsnList end = returnsOne ? list(new InsnNode(SWAP), exit.call()) : list(exit.call());
            method.instructions.insert(found, end);
        }
        return places.size();
    }

    /**
     * {@code int token = enter; try { call } finally { exit(token) }} around one instruction. Nothing may lie on the
     * operand stack below the arguments of the call, since a thrown exception clears it.
     */
    static int guard(MethodNode method, Predicate<AbstractInsnNode> call, Sequence enter, Static exit) {
        List<AbstractInsnNode> places = places(method, call);
        for (AbstractInsnNode found : places) {
            int token = method.maxLocals++;
            LabelNode start = new LabelNode();
            LabelNode end = new LabelNode();
            LabelNode handler = new LabelNode();
            InsnList before = list(enter.make());
            before.add(new VarInsnNode(ISTORE, token));
            before.add(start);
            method.instructions.insertBefore(found, before);
            method.instructions.insert(found, list(end, new VarInsnNode(ILOAD, token), exit.call()));
            rethrowing(method, start, end, handler, token, exit, true);
        }
        return places.size();
    }

    /** {@code int token = enter; try { body } finally { exit(token) }} around a whole method, not a constructor. */
    static int around(MethodNode method, Sequence enter, Static exit) {
        int token = keepInt(method, enter);
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        AbstractInsnNode stored = storeOf(method, token);
        method.instructions.insert(stored, start);
        atReturns(method, () -> new AbstractInsnNode[] {new VarInsnNode(ILOAD, token), exit.call()});
        method.instructions.add(end);
        rethrowing(method, start, end, new LabelNode(), token, exit, false);
        return 1;
    }

    private static AbstractInsnNode storeOf(MethodNode method, int slot) {
        return places(
                        method,
                        instruction -> instruction instanceof VarInsnNode store
                                && store.getOpcode() == ISTORE
                                && store.var == slot)
                .get(0);
    }

    private static void rethrowing(
            MethodNode method,
            LabelNode start,
            LabelNode end,
            LabelNode handler,
            int token,
            Static exit,
            boolean innermost) {
        Object[] locals = new Object[token + 1];
        Arrays.fill(locals, TOP);
        locals[token] = INTEGER;
        method.instructions.add(list(
                handler,
                new FrameNode(F_NEW, locals.length, locals, 1, new Object[] {THROWABLE}),
                new VarInsnNode(ILOAD, token),
                exit.call(),
                new InsnNode(ATHROW)));
        method.tryCatchBlocks.add(
                innermost ? 0 : method.tryCatchBlocks.size(), new TryCatchBlockNode(start, end, handler, null));
    }

    /** Keeps what code leaves on the stack, an int, in a new local for the whole method; returns its slot. */
    static int keepInt(MethodNode method, Sequence code) {
        int slot = method.maxLocals++;
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction instanceof FrameNode frame) {
                addLocal(frame, slot);
            }
        }
        InsnList start = list(code.make());
        start.add(new VarInsnNode(ISTORE, slot));
        method.instructions.insert(start);
        return slot;
    }

    private static void addLocal(FrameNode frame, int slot) {
        List<Object> locals = new ArrayList<>(frame.local);
        int used = 0;
        for (Object local : locals) {
            used += local == LONG || local == DOUBLE ? 2 : 1;
        }
        for (; used < slot; used++) {
            locals.add(TOP);
        }
        locals.add(INTEGER);
        frame.local = locals;
    }

    static InsnList list(AbstractInsnNode... code) {
        InsnList list = new InsnList();
        for (AbstractInsnNode instruction : code) {
            list.add(instruction);
        }
        return list;
    }

    static VarInsnNode load(int slot) {
        return new VarInsnNode(ALOAD, slot);
    }

    static InsnNode dup() {
        return new InsnNode(DUP);
    }

    static TypeInsnNode cast(String type) {
        return new TypeInsnNode(CHECKCAST, type);
    }
}
