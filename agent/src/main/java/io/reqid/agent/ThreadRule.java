package io.reqid.agent;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The rule for classes that extend {@code Thread} and override {@code run}: hooks are told when it begins and ends. */
final class ThreadRule {
    private static final byte[] MARK = {
        0, 16, 'j', 'a', 'v', 'a', '/', 'l', 'a', 'n', 'g', '/', 'T', 'h', 'r', 'e', 'a', 'd'
    };

    private ThreadRule() {}

    /** {@return whether it is worth a closer look at a class} */
    static boolean mayApply(byte[] classFile) {
        return ExecutorRule.contains(classFile, MARK);
    }

    /** {@return the class with its run method told of, or null if the rule does not apply to it} */
    static byte @Nullable [] rewrite(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        if (!"java/lang/Thread".equals(reader.getSuperName())) {
            return null;
        }
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        for (MethodNode method : node.methods) {
            boolean runs = method.name.equals("run") && method.desc.equals("()V");
            if (runs && (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
                JdkHooks.threadLife().apply(method);
                ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
                node.accept(writer);
                return writer.toByteArray();
            }
        }
        return null;
    }
}
