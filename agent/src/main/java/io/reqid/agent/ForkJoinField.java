package io.reqid.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Adds to {@code ForkJoinTask} the field that holds what a task was forked under; only possible when the class is first
 * loaded. Where it was loaded before the agent, a table beside it serves.
 */
final class ForkJoinField implements ClassFileTransformer {
    private static final String OWNER = "java/util/concurrent/ForkJoinTask";
    private static final String NAME = "reqid$captured";

    private final Instrumentation instrumentation;

    ForkJoinField(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Takes no part in rewriting classes that are loaded, so that no rewriting, by whomever, undoes the change. */
    void awaitClass() {
        instrumentation.addTransformer(this, false);
    }

    /** Waits no longer if the class is among those that are loaded. */
    void look(Set<String> loaded) {
        if (loaded.contains(OWNER)) {
            instrumentation.removeTransformer(this);
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (!OWNER.equals(className) || loader != null || redefined != null) {
            return null;
        }
        instrumentation.removeTransformer(this);
        return withField(classFile);
    }

    private static byte[] withField(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visitEnd() {
                        int access = Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;
                        visitField(access, NAME, "Ljava/lang/Object;", null, null)
                                .visitEnd();
                        super.visitEnd();
                    }
                },
                0);
        return writer.toByteArray();
    }
}
