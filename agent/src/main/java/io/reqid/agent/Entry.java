package io.reqid.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the agent's classes, and has {@code BootClasses} give them to the bootstrap loader. */
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
            byte[] archive = Archive.in(ownJar());
            known = new Isolated(archive).bootClasses(Archive.first(archive));
            bootClasses = known;
        }
        return known;
    }

    private static File ownJar() throws IOException {
        CodeSource source = Entry.class.getProtectionDomain().getCodeSource();
        String place = source == null ? "the boot class path" : String.valueOf(source.getLocation());
        try {
            File jar = source == null ? null : new File(source.getLocation().toURI());
            if (jar != null && jar.isFile()) {
                return jar;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("its classes come from " + place + ", not from a jar file", e);
        }
        throw new IOException("its classes come from " + place + ", not from a jar file");
    }

    /** Has one class alone, so that what the JDK opens to it is opened to nobody else. Gives the archive away once. */
    private static final class Isolated extends ClassLoader implements Supplier<byte @Nullable []> {
        private byte @Nullable [] archive;

        Isolated(byte[] archive) {
            super(null);
            this.archive = archive;
        }

        Class<?> bootClasses(byte[] classFile) {
            return defineClass("io.reqid.agent.BootClasses", classFile, 0, classFile.length);
        }

        @Override
        public byte @Nullable [] get() {
            byte[] given = archive;
            archive = null;
            return given;
        }
    }
}
