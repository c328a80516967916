package io.reqid.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Gives the bootstrap loader the agent's and the store's classes where the JVM has not done so by {@code Boot-Class-Path}:
 * the jar was renamed, or its classes lie in the jar of an application that names the agent as its
 * {@code Launcher-Agent-Class}. Defines them one by one; {@link Instrumentation#appendToBootstrapClassLoaderSearch} would
 * have the JVM print a warning, switch class-data sharing off, and take all of an application's jar.
 */
public final class BootClasses {
    private static final String STORE = "io/reqid/";
    private static final String AGENT = "io/reqid/agent/";

    private BootClasses() {}

    /**
     * Defines the classes.
     *
     * @param instrumentation what the JVM lets an agent do
     * @throws IOException if the jar cannot be read
     * @throws ReflectiveOperationException if this JVM defines no classes that way
     */
    public static void define(Instrumentation instrumentation) throws IOException, ReflectiveOperationException {
        List<byte[]> classFiles = new ArrayList<>();
        try (JarFile jar = new JarFile(ownJar())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (isOurs(entry.getName())) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        classFiles.add(content.readAllBytes());
                    }
                }
            }
        }
        defineAll(classFiles, definer(instrumentation));
    }

    private static File ownJar() throws IOException {
        CodeSource source = BootClasses.class.getProtectionDomain().getCodeSource();
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

    /** {@return whether an entry is a class of the store or of the agent; other modules of ours need the application} */
    private static boolean isOurs(String entry) {
        return entry.endsWith(".class")
                && (entry.startsWith(AGENT) || (entry.startsWith(STORE) && entry.indexOf('/', STORE.length()) < 0));
    }

    /** A superclass must come before its subclasses: what comes too early is tried again after the rest. */
    private static void defineAll(List<byte[]> classFiles, Definer definer) throws ReflectiveOperationException {
        Queue<byte[]> waiting = new ArrayDeque<>(classFiles);
        int failuresInARow = 0;
        while (!waiting.isEmpty()) {
            byte[] classFile = waiting.remove();
            Throwable failure = definer.define(classFile);
            if (failure == null) {
                failuresInARow = 0;
            } else {
                waiting.add(classFile);
                if (++failuresInARow > waiting.size()) {
                    throw new ReflectiveOperationException("cannot define its classes", failure);
                }
            }
        }
    }

    /** Defines one class. */
    private interface Definer {
        /** {@return why it failed for lack of another class; null if it did not} */
        @Nullable
        Throwable define(byte[] classFile) throws ReflectiveOperationException;
    }

    private static Definer definer(Instrumentation instrumentation) throws ReflectiveOperationException {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("jdk.internal.misc", Set.of(BootClasses.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
        Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
        Object theUnsafe = unsafe.getMethod("getUnsafe").invoke(null);
        Method define = unsafe.getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
        return classFile -> {
            try {
                define.invoke(theUnsafe, null, classFile, 0, classFile.length, null, null);
                return null;
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof NoClassDefFoundError missing) {
                    return missing;
                }
                throw e;
            }
        };
    }
}
