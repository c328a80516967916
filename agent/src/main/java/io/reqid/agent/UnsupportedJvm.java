package io.reqid.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Finds out beforehand whether the agent can work at all, so that it says so once and not for every class. */
final class UnsupportedJvm {
    private UnsupportedJvm() {}

    /** {@return why the agent cannot work in this JVM; null if nothing speaks against it} */
    static @Nullable String reason(Instrumentation instrumentation) {
        if (!instrumentation.isRetransformClassesSupported()) {
            return "this JVM rewrites no loaded classes";
        }
        int version = classFileVersion(System.getProperty("java.class.version", ""));
        return isReadable(version)
                ? null
                : "this JVM's class files, of version " + version + ", are newer than the agent";
    }

    private static int classFileVersion(String property) {
        try {
            int point = property.indexOf('.');
            return Integer.parseInt(point < 0 ? property : property.substring(0, point));
        } catch (NumberFormatException e) {
            return Opcodes.V17;
        }
    }

    /** {@return whether classes of a version can be read and written, tried on an empty one} */
    static boolean isReadable(int classFileVersion) {
        ClassWriter empty = new ClassWriter(0);
        empty.visit(classFileVersion, Opcodes.ACC_PUBLIC, "Empty", null, "java/lang/Object", null);
        try {
            return new ClassReader(empty.toByteArray()).getAccess() == Opcodes.ACC_PUBLIC;
        } catch (IllegalArgumentException tooNew) {
            return false;
        }
    }
}
