package io.reqid.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The rule for executors that nobody wrote a hook for: a class that implements {@code Executor.execute} and keeps the
 * command for later is given a bound one. One that hands the command on, starts a thread with it, runs it at once, or
 * looks at what kind of object it is, is left alone.
 */
final class ExecutorRule implements Opcodes {
    private static final String EXECUTE = "execute";
    private static final String DESCRIPTOR = "(Ljava/lang/Runnable;)V";
    private static final byte[] MARK = "java/util/concurrent/".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> EXECUTORS = Set.of(
            "java/util/concurrent/Executor",
            "java/util/concurrent/ExecutorService",
            "java/util/concurrent/ScheduledExecutorService",
            "java/util/concurrent/AbstractExecutorService");

    /** What a method calls that does not keep the command, or whose callee is followed by itself. */
    private static final Set<String> HANDING_ON =
            Set.of(EXECUTE, "submit", "schedule", "start", "startVirtualThread", "invokeLater", "run");

    private static final Code.Static BIND =
            new Code.Static("io/reqid/Binder", "task", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;");

    private final List<String> leftAlone;

    /** Leaves alone the classes whose names, as class files name them, begin so. */
    ExecutorRule(List<String> leftAlone) {
        this.leftAlone = List.copyOf(leftAlone);
    }

    /** {@return the class with a bound command, or null if the rule does not apply to it} */
    byte @Nullable [] rewrite(String className, byte[] classFile) {
        if (isLeftAlone(className) || !contains(classFile, MARK)) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        if (!isExecutor(reader)) {
            return null;
        }
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        for (MethodNode method : node.methods) {
            if (keepsItsCommand(method)) {
                Code.bindParameters(BIND).apply(method);
                ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
                node.accept(writer);
                return writer.toByteArray();
            }
        }
        return null;
    }

    private boolean isLeftAlone(String className) {
        for (String prefix : leftAlone) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isExecutor(ClassReader reader) {
        String superName = reader.getSuperName();
        if (superName != null && EXECUTORS.contains(superName)) {
            return true;
        }
        for (String candidate : reader.getInterfaces()) {
            if (EXECUTORS.contains(candidate)) {
                return true;
            }
        }
        return false;
    }

    private static boolean keepsItsCommand(MethodNode method) {
        if (!method.name.equals(EXECUTE)
                || !method.desc.equals(DESCRIPTOR)
                || (method.access & (ACC_ABSTRACT | ACC_STATIC | ACC_NATIVE)) != 0) {
            return false;
        }
        for (AbstractInsnNode instruction : method.instructions) {
            boolean handsOn = instruction instanceof MethodInsnNode call && HANDING_ON.contains(call.name);
            if (handsOn || (instruction instanceof TypeInsnNode looks && looksAtKind(looks))) {
                return false;
            }
        }
        return true;
    }

    private static boolean looksAtKind(TypeInsnNode instruction) {
        return instruction.getOpcode() == INSTANCEOF || instruction.getOpcode() == CHECKCAST;
    }

    static boolean contains(byte[] text, byte[] part) {
        for (int start = text.length - part.length; start >= 0; start--) {
            int i = 0;
            while (i < part.length && text[start + i] == part[i]) {
                i++;
            }
            if (i == part.length) {
                return true;
            }
        }
        return false;
    }
}
