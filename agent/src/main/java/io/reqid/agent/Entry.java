package io.reqid.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the agent's classes, and has {@link BootClasses} give them to the bootstrap loader. */
public final class Entry {
    private static @Nullable Class<?> bootClasses;

    private Entry() {}

    /**
     * Starts the agent.
     *
     * @param options what followed {@code =} on the command line; null if nothing did
     * @param instrumentation what the JVM lets an agent do
     * @throws IOException if the jar cannot be read
     * @throws ReflectiveOperationException if the jar is not whole, or what went wrong when the agent was started
     */
    public static void start(@Nullable String options, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        // of the same shape as the JVM's call of premain, which costs no second linkage
        bootClasses().getMethod("start", String.class, Instrumentation.class).invoke(null, options, instrumentation);
    }

    private static synchronized Class<?> bootClasses() throws IOException, ReflectiveOperationException {
        Class<?> known = bootClasses;
        if (known == null) {
            known = Entry.class.getClassLoader() == null
                    ? Class.forName("io.reqid.agent.BootClasses")
                    : new Isolated(ClassFiles.in(ownJar())).bootClasses();
            bootClasses = known;
        }
        return known;
    }

    private static File ownJar() throws IOException {
        CodeSource source = Entry.class.getProtectionDomain().getCodeSource();
        try {
            File jar = new File(source.getLocation().toURI());
            if (jar.isFile()) {
                return jar;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("its classes come from " + source.getLocation() + ", not from a jar file", e);
        }
        throw new IOException("its classes come from " + source.getLocation() + ", not from a jar file");
    }

    /** Has one class alone, so that what the JDK opens to it is opened to nobody else. */
    private static final class Isolated extends ClassLoader implements Supplier<Map<String, byte[]>> {
        private final Map<String, byte[]> classFiles;

        Isolated(Map<String, byte[]> classFiles) {
            super(null);
            this.classFiles = classFiles;
        }

        Class<?> bootClasses() throws IOException {
            byte[] classFile = classFiles.remove("io/reqid/agent/BootClasses");
            if (classFile == null) {
                throw new IOException("the jar lacks io.reqid.agent.BootClasses");
            }
            return defineClass("io.reqid.agent.BootClasses", classFile, 0, classFile.length);
        }

        @Override
        public Map<String, byte[]> get() {
            return classFiles;
        }
    }
}
