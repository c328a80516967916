package io.reqid.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

/** The few shapes that a method body is changed by. Code that a change is given is copied for every place. */
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

    /** Some instructions of a method. */
    abstract static class Place {
        abstract boolean is(AbstractInsnNode instruction);

        final List<AbstractInsnNode> in(MethodNode method) {
            List<AbstractInsnNode> places = new ArrayList<>(2);
            for (AbstractInsnNode each = method.instructions.getFirst(); each != null; each = each.getNext()) {
                if (is(each)) {
                    places.add(each);
                }
            }
            return places;
        }
    }

    private static final class Calls extends Place {
        private final @Nullable String owner;
        private final String name;
        private final String[] descriptors;

        Calls(@Nullable String owner, String name, String... descriptors) {
            this.owner = owner;
            this.name = name;
            this.descriptors = descriptors;
        }

        @Override
        boolean is(AbstractInsnNode instruction) {
            return instruction instanceof MethodInsnNode call
                    && call.name.equals(name)
                    && (owner == null || call.owner.equals(owner))
                    && (descriptors.length == 0 || takes(call.desc));
        }

        private boolean takes(String descriptor) {
            for (String allowed : descriptors) {
                if (allowed.equals(descriptor)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final class Range extends Place {
        private final int firstOpcode;
        private final int lastOpcode;

        Range(int firstOpcode, int lastOpcode) {
            this.firstOpcode = firstOpcode;
            this.lastOpcode = lastOpcode;
        }

        @Override
        boolean is(AbstractInsnNode instruction) {
            return instruction.getOpcode() >= firstOpcode && instruction.getOpcode() <= lastOpcode;
        }
    }

    /** Calls of methods of a name, whosever they are, and of certain descriptors if any are given. */
    static Place callOf(String name, String... descriptors) {
        return new Calls(null, name, descriptors);
    }

    static Place callTo(String owner, String name) {
        return new Calls(owner, name);
    }

    static Place returns() {
        return new Range(IRETURN, RETURN);
    }

    static Place comparisonsOfReferences() {
        return new Range(IF_ACMPEQ, IF_ACMPNE);
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

    /** Where the first parameter of a type lies among the locals; -1 if there is none. */
    static int slotOf(MethodNode method, Type wanted) {
        int slot = isStatic(method) ? 0 : 1;
        for (Type type : Type.getArgumentTypes(method.desc)) {
            if (type.equals(wanted)) {
                return slot;
            }
            slot += type.getSize();
        }
        return -1;
    }

    private static boolean isStatic(MethodNode method) {
        return (method.access & ACC_STATIC) != 0;
    }

    /** {@code parameter = binder(parameter)}, for every parameter of the type that the binder takes. */
    static Change bindParameters(Static binder) {
        return new BindParameters(Type.getArgumentTypes(binder.descriptor)[0], binder, false);
    }

    /** {@code parameter = bind(parameter, type)}, for every parameter that is of an interface of a library. */
    static Change bindListeners(String type) {
        return bindListeners(type, BIND_LISTENER);
    }

    /** As above, by a binder of one's own that takes the parameter and its interface. */
    static Change bindListeners(String type, Static binder) {
        return new BindParameters(Type.getObjectType(type), binder, true);
    }

    private static final class BindParameters extends Change {
        private final Type type;
        private final Static binder;
        private final boolean namingType;

        BindParameters(Type type, Static binder, boolean namingType) {
            this.type = type;
            this.binder = binder;
            this.namingType = namingType;
        }

        @Override
        int apply(MethodNode method) {
            InsnList code = new InsnList();
            int places = 0;
            int slot = isStatic(method) ? 0 : 1;
            for (Type parameter : Type.getArgumentTypes(method.desc)) {
                if (parameter.equals(type)) {
                    bind(code, slot);
                    places++;
                }
                slot += parameter.getSize();
            }
            method.instructions.insert(code);
            return places;
        }

        private void bind(InsnList code, int slot) {
            code.add(load(slot));
            if (namingType) {
                code.add(new LdcInsnNode(type));
            }
            code.add(binder.call());
            if (namingType) {
                code.add(cast(type.getInternalName()));
            }
            code.add(store(slot));
        }
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
    static Change bindStores(String field, Static binder, int... extra) {
        AbstractInsnNode[] code = new AbstractInsnNode[extra.length + 1];
        for (int i = 0; i < extra.length; i++) {
            code[i] = new VarInsnNode(LLOAD, extra[i]);
        }
        code[extra.length] = binder.call();
        return before(new Stores(field), code);
    }

    private static final class Stores extends Place {
        private final String field;

        Stores(String field) {
            this.field = field;
        }

        @Override
        boolean is(AbstractInsnNode instruction) {
            return instruction instanceof FieldInsnNode store
                    && store.getOpcode() == PUTFIELD
                    && store.name.equals(field);
        }
    }

    /** Code at the start of a method. */
    static Change atStart(AbstractInsnNode... code) {
        return new AtStart(code);
    }

    private static final class AtStart extends Change {
        private final AbstractInsnNode[] code;

        AtStart(AbstractInsnNode... code) {
            this.code = code;
        }

        @Override
        int apply(MethodNode method) {
            method.instructions.insert(copy(code));
            return 1;
        }
    }

    /** Code before every return, which leaves what is returned where it is. */
    static Change atReturns(AbstractInsnNode... code) {
        return before(returns(), code);
    }

    static Change before(Place place, AbstractInsnNode... code) {
        return new Inserted(place, false, code);
    }

    static Change after(Place place, AbstractInsnNode... code) {
        return new Inserted(place, true, code);
    }

    private static final class Inserted extends Change {
        private final Place place;
        private final boolean after;
        private final AbstractInsnNode[] code;

        Inserted(Place place, boolean after, AbstractInsnNode... code) {
            this.place = place;
            this.after = after;
            this.code = code;
        }

        @Override
        int apply(MethodNode method) {
            List<AbstractInsnNode> places = place.in(method);
            for (AbstractInsnNode found : places) {
                if (after) {
                    method.instructions.insert(found, copy(code));
                } else {
                    method.instructions.insertBefore(found, copy(code));
                }
            }
            return places.size();
        }
    }

    /**
     * {@code int token = enter(receiver); receiver.call(); exit(token)} for a call without arguments that throws
     * nothing; the token waits on the operand stack, so that no local is needed.
     */
    static Change enterReceiver(Place call, Static enter, Static exit) {
        return new EnterReceiver(call, enter, exit);
    }

    private static final class EnterReceiver extends Change {
        private final Place call;
        private final Static enter;
        private final Static exit;

        EnterReceiver(Place call, Static enter, Static exit) {
            this.call = call;
            this.enter = enter;
            this.exit = exit;
        }

        @Override
        int apply(MethodNode method) {
            List<AbstractInsnNode> places = call.in(method);
            for (AbstractInsnNode found : places) {
                boolean returnsOne =
                        Type.getReturnType(((MethodInsnNode) found).desc).getSize() == 1;
                method.instructions.insertBefore(found, list(dup(), enter.call(), new InsnNode(SWAP)));
                InsnList end = returnsOne ? list(new InsnNode(SWAP), exit.call()) : list(exit.call());
                method.instructions.insert(found, end);
            }
            return places.size();
        }
    }

    /**
     * {@code int token = enter; try { call } finally { exit(token); over }} around one instruction, where what follows
     * the exit is for the case alone that nothing was thrown. Nothing may lie on the operand stack below the arguments of
     * the call, since a thrown exception clears it.
     */
    static Change guard(Place call, AbstractInsnNode[] enter, Static exit, AbstractInsnNode... over) {
        return new Guard(call, enter, exit, over);
    }

    private static final class Guard extends Change {
        private final Place call;
        private final AbstractInsnNode[] enter;
        private final Static exit;
        private final AbstractInsnNode[] over;

        Guard(Place call, AbstractInsnNode[] enter, Static exit, AbstractInsnNode... over) {
            this.call = call;
            this.enter = enter;
            this.exit = exit;
            this.over = over;
        }

        @Override
        int apply(MethodNode method) {
            List<AbstractInsnNode> places = call.in(method);
            for (AbstractInsnNode found : places) {
                int token = method.maxLocals++;
                LabelNode start = new LabelNode();
                LabelNode end = new LabelNode();
                InsnList before = copy(enter);
                before.add(new VarInsnNode(ISTORE, token));
                before.add(start);
                method.instructions.insertBefore(found, before);
                InsnList after = list(end, new VarInsnNode(ILOAD, token), exit.call());
                after.add(copy(over));
                method.instructions.insert(found, after);
                rethrowing(method, new TryCatchBlockNode(start, end, new LabelNode(), null), 0, token, exit);
            }
            return places.size();
        }
    }

    /** {@code int token = enter; try { body } finally { exit(token) }} around a whole method, not a constructor. */
    static Change around(Static exit, AbstractInsnNode... enter) {
        return new Around(exit, enter);
    }

    private static final class Around extends Change {
        private final Static exit;
        private final AbstractInsnNode[] enter;

        Around(Static exit, AbstractInsnNode... enter) {
            this.exit = exit;
            this.enter = enter;
        }

        @Override
        int apply(MethodNode method) {
            LabelNode start = new LabelNode();
            LabelNode end = new LabelNode();
            int token = keepInt(method, start, enter);
            atReturns(new VarInsnNode(ILOAD, token), exit.call()).apply(method);
            method.instructions.add(end);
            rethrowing(
                    method,
                    new TryCatchBlockNode(start, end, new LabelNode(), null),
                    method.tryCatchBlocks.size(),
                    token,
                    exit);
            return 1;
        }
    }

    private static void rethrowing(MethodNode method, TryCatchBlockNode tried, int priority, int token, Static exit) {
        Object[] locals = new Object[token + 1];
        Arrays.fill(locals, TOP);
        locals[token] = INTEGER;
        rethrowing(method, tried, priority, locals, new VarInsnNode(ILOAD, token), exit.call());
    }

    /**
     * Adds a handler that does something, and throws again what was thrown.
     *
     * @param tried what is tried, and the label of the handler
     * @param priority its place among the handlers of the method, the innermost first
     * @param locals what the locals hold that the code reads
     */
    static void rethrowing(
            MethodNode method, TryCatchBlockNode tried, int priority, Object[] locals, AbstractInsnNode... code) {
        method.instructions.add(
                list(tried.handler, new FrameNode(F_NEW, locals.length, locals, 1, new Object[] {THROWABLE})));
        method.instructions.add(copy(code));
        method.instructions.add(new InsnNode(ATHROW));
        method.tryCatchBlocks.add(priority, tried);
    }

    /** Keeps what code leaves on the stack, an int, in a new local for the whole method; returns its slot. */
    static int keepInt(MethodNode method, LabelNode start, AbstractInsnNode... code) {
        return keep(method, INTEGER, ISTORE, start, code);
    }

    /** Keeps what code leaves on the stack, an array of objects, in a new local for the whole method; returns its slot. */
    static int keepArray(MethodNode method, AbstractInsnNode... code) {
        return keep(method, "[Ljava/lang/Object;", ASTORE, new LabelNode(), code);
    }

    private static int keep(MethodNode method, Object type, int opcode, LabelNode start, AbstractInsnNode... code) {
        int slot = method.maxLocals++;
        for (AbstractInsnNode each = method.instructions.getFirst(); each != null; each = each.getNext()) {
            if (each instanceof FrameNode frame) {
                addLocal(frame, slot, type);
            }
        }
        InsnList kept = copy(code);
        kept.add(new VarInsnNode(opcode, slot));
        kept.add(start);
        method.instructions.insert(kept);
        return slot;
    }

    private static void addLocal(FrameNode frame, int slot, Object type) {
        List<Object> locals = new ArrayList<>(frame.local);
        int used = 0;
        for (Object local : locals) {
            used += local == LONG || local == DOUBLE ? 2 : 1;
        }
        for (; used < slot; used++) {
            locals.add(TOP);
        }
        locals.add(type);
        frame.local = locals;
    }

    static InsnList list(AbstractInsnNode... code) {
        InsnList list = new InsnList();
        for (AbstractInsnNode instruction : code) {
            list.add(instruction);
        }
        return list;
    }

    /** An instruction can be in one method alone. */
    static InsnList copy(AbstractInsnNode... code) {
        InsnList list = new InsnList();
        for (AbstractInsnNode instruction : code) {
            list.add(instruction.clone(null));
        }
        return list;
    }

    static VarInsnNode load(int slot) {
        return new VarInsnNode(ALOAD, slot);
    }

    static VarInsnNode store(int slot) {
        return new VarInsnNode(ASTORE, slot);
    }

    static InsnNode dup() {
        return new InsnNode(DUP);
    }

    static TypeInsnNode cast(String type) {
        return new TypeInsnNode(CHECKCAST, type);
    }
}
