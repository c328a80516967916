package io.reqid.agent;

import io.reqid.BoundInterface;
import io.reqid.JdkAccess;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes, for an interface, the class whose objects run every method of it under a captured context. Thread-safe. */
final class BoundClassMaker implements Opcodes, BiFunction<Class<?>, Class<?>, @Nullable MethodHandle> {
    private static final String SUPER = Type.getInternalName(BoundInterface.class);
    private static final String CONSTRUCTOR = "(Ljava/lang/Object;Ljava/lang/Object;)V";

    /** What a bound method returns that is called later in its turn, and must be bound too. */
    private static final Set<String> BOUND_RESULTS = Set.of("java.net.http.HttpResponse$BodySubscriber");

    /** Of which interfaces the methods pass an argument on that calls back in its turn, to be bound too. */
    private static final Map<String, Class<?>> BOUND_ARGUMENTS =
            Map.of("java.util.concurrent.Flow$Subscriber", Flow.Subscription.class);

    private final Log log;

    BoundClassMaker(Log log) {
        this.log = log;
    }

    /** {@return the constructor of the class, all typed {@code Object}; null, with a line, if it could not be made} */
    @Override
    public @Nullable MethodHandle apply(Class<?> type, Class<?> superclass) {
        try {
            return JdkAccess.constructorOfHidden(type, classFile(type));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            log.line("listeners of type " + type.getName() + " are not followed: " + e);
            return null;
        }
    }

    private static byte[] classFile(Class<?> type) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String name = Type.getInternalName(type) + "$Bound";
        writer.visit(V11, ACC_FINAL | ACC_SYNTHETIC, name, null, SUPER, new String[] {Type.getInternalName(type)});
        constructor(writer);
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                delegate(writer, type, method);
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void constructor(ClassWriter writer) {
        MethodVisitor code = writer.visitMethod(0, "<init>", CONSTRUCTOR, null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitVarInsn(ALOAD, 2);
        code.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", CONSTRUCTOR, false);
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** {@code int token = enter(); try { return target.method(…); } finally { Carrier.exit(token); }} */
    private static void delegate(ClassWriter writer, Class<?> type, Method method) {
        String descriptor = Type.getMethodDescriptor(method);
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, method.getName(), descriptor, null, null);
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        int token = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
        code.visitCode();
        code.visitTryCatchBlock(start, end, handler, null);
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKEVIRTUAL, SUPER, "enter", "()I", false);
        code.visitVarInsn(ISTORE, token);
        code.visitLabel(start);
        call(code, type, method, descriptor);
        code.visitLabel(end);
        exit(code, token);
        code.visitInsn(Type.getReturnType(descriptor).getOpcode(IRETURN));
        code.visitLabel(handler);
        Object[] locals = new Object[token + 1];
        Arrays.fill(locals, TOP);
        locals[token] = INTEGER;
        code.visitFrame(F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
        exit(code, token);
        code.visitInsn(ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void call(MethodVisitor code, Class<?> type, Method method, String descriptor) {
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKEVIRTUAL, SUPER, "target", "()Ljava/lang/Object;", false);
        code.visitTypeInsn(CHECKCAST, Type.getInternalName(type));
        int slot = 1;
        Class<?> bound = BOUND_ARGUMENTS.get(type.getName());
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(argument.getOpcode(ILOAD), slot);
            if (bound != null && argument.equals(Type.getType(bound))) {
                bind(code, argument);
            }
            slot += argument.getSize();
        }
        code.visitMethodInsn(INVOKEINTERFACE, Type.getInternalName(type), method.getName(), descriptor, true);
        if (BOUND_RESULTS.contains(method.getReturnType().getName())) {
            bind(code, Type.getReturnType(descriptor));
        }
    }

    /** What lies on the operand stack is bound to the same context. */
    private static void bind(MethodVisitor code, Type type) {
        code.visitVarInsn(ALOAD, 0);
        code.visitInsn(SWAP);
        code.visitLdcInsn(type);
        code.visitMethodInsn(
                INVOKEVIRTUAL, SUPER, "bound", "(Ljava/lang/Object;Ljava/lang/Class;)Ljava/lang/Object;", false);
        code.visitTypeInsn(CHECKCAST, type.getInternalName());
    }

    private static void exit(MethodVisitor code, int token) {
        code.visitVarInsn(ILOAD, token);
        code.visitMethodInsn(INVOKESTATIC, "io/reqid/Carrier", "exit", "(I)V", false);
    }
}
