package io.reqid.agent;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class that gives threads that have not started their cell: one of {@code java.lang}, since only its package may call
 * {@code ThreadLocal.createMap}. A method handle for that costs a start more than this class.
 */
final class PlanterClass implements Opcodes {
    private static final String NAME = "java/lang/ReqidPlanter";
    private static final String FIELD = "local";
    private static final String LOCAL = "java/lang/ThreadLocal";
    private static final String THREAD = "java/lang/Thread";

    private PlanterClass() {}

    /** {@return the class file} See {@link io.reqid.JdkAccess#plantWith}. */
    static byte[] classFile() {
        ClassWriter writer = new ClassWriter(0);
        String[] interfaces = {"java/util/function/BiConsumer"};
        writer.visit(V11, ACC_FINAL | ACC_SYNTHETIC, NAME, null, "java/lang/Object", interfaces);
        writer.visitField(0, FIELD, "L" + LOCAL + ";", null, null).visitEnd();
        MethodVisitor code =
                writer.visitMethod(ACC_PUBLIC, "accept", "(Ljava/lang/Object;Ljava/lang/Object;)V", null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, NAME, FIELD, "L" + LOCAL + ";");
        code.visitVarInsn(ALOAD, 1);
        code.visitTypeInsn(CHECKCAST, THREAD);
        code.visitVarInsn(ALOAD, 2);
        code.visitMethodInsn(INVOKEVIRTUAL, LOCAL, "createMap", "(L" + THREAD + ";Ljava/lang/Object;)V", false);
        code.visitInsn(RETURN);
        code.visitMaxs(3, 3);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
