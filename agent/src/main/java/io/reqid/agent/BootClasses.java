package io.reqid.agent;

import io.reqid.JdkAccess;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleDescriptor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.internal.misc.CDS;
import jdk.internal.misc.Unsafe;
import jdk.internal.misc.VM;
import jdk.internal.module.Modules;
import org.jspecify.annotations.Nullable;

/**
 * Gives the bootstrap loader the agent's and the store's classes, and starts the agent there. Defines them one by one: a
 * {@code Boot-Class-Path} has the JVM refuse every class-data archive and AOT cache of the application, and
 * {@link Instrumentation#appendToBootstrapClassLoaderSearch} prints a warning, switches class-data sharing off, and takes
 * all of an application's jar. What is defined so has no place that a cache could name, and is never in one.
 *
 * <p>Compiled against a few classes of the JDK's own, to which it opens the way first: to reach them by reflection costs a
 * start more than all that is done here. It has a loader of its own, which hands the class files over, so that the way is
 * open to it alone and not to the application.
 */
public final class BootClasses implements Consumer<String> {
    /** Extend classes of the JDK that hooks are for, and that few programs have loaded by now: defined when asked for. */
    private static final String[] LATE = {"io/reqid/agent/Sighting$Forked", "io/reqid/agent/Sighting$Timed"};

    private static final int FILE_SIGNATURE = 0x04034b50;
    private static final int HEADER_SIZE = 30;

    private static boolean defined;

    private final Map<String, byte[]> late;

    private BootClasses(Map<String, byte[]> late) {
        this.late = late;
    }

    /** Defines one of the classes that wait, unless it has been. */
    @Override
    public void accept(String name) {
        byte[] classFile = late.remove(name);
        if (classFile != null) {
            Unsafe.getUnsafe().defineClass(null, classFile, 0, classFile.length, null, null);
        }
    }

    /**
     * Defines the classes, unless that has been done, and starts the agent. While the JVM records an AOT cache the agent
     * goes no further: JDK 25 crashes when it writes one in which {@code Thread} has been rewritten. That the classes are
     * there keeps the application's own copy of the store out of the cache.
     *
     * @param options what followed {@code =} on the command line; null if nothing did
     * @param instrumentation what the JVM lets an agent do
     * @throws IOException if the jar cannot be read
     * @throws ReflectiveOperationException if the jar is not whole
     */
    public static void start(@Nullable String options, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        BootClasses late = define(instrumentation);
        String[] arguments = VM.getRuntimeArguments();
        if (isAny(arguments, "-XX:SharedArchiveFile=")) {
            hideArchivedStore(instrumentation);
        }
        if (CDS.isDumpingArchive() && isAny(arguments, "-XX:AOT")) {
            Startup.rest();
        } else {
            Startup.start(options, instrumentation, late);
        }
    }

    /** {@return whether an argument of the JVM begins so; null stands for no arguments} */
    private static boolean isAny(String @Nullable [] arguments, String beginning) {
        if (arguments != null) {
            for (String argument : arguments) {
                if (argument.startsWith(beginning)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static synchronized BootClasses define(Instrumentation instrumentation) throws IOException {
        export("jdk.internal.misc", BootClasses.class.getModule(), instrumentation);
        Map<String, byte[]> late = new HashMap<>();
        if (!defined
                && BootClasses.class.getClassLoader() instanceof Supplier<?> loader
                && loader.get() instanceof byte[] archive) {
            defineAll(archive, late);
            export("jdk.internal.misc", JdkAccess.class.getModule(), instrumentation);
            defined = true;
        }
        return new BootClasses(late);
    }

    /** The first file in the archive is this class. */
    private static void defineAll(byte[] archive, Map<String, byte[]> late) throws IOException {
        Set<Integer> done = new HashSet<>();
        for (String name : LATE) {
            int file = find(archive, name);
            late.put(name, Arrays.copyOfRange(archive, content(archive, file), next(archive, file)));
            done.add(file);
        }
        for (int file = next(archive, 0); isFile(archive, file); file = next(archive, file)) {
            if (done.isEmpty() || !done.remove(file)) {
                define(archive, file, done);
            }
        }
    }

    /** Defines a class after those that it extends, in case they come later. */
    private static void define(byte[] archive, int file, Set<Integer> done) throws IOException {
        int start = content(archive, file);
        while (true) {
            try {
                Unsafe.getUnsafe().defineClass(null, archive, start, next(archive, file) - start, null, null);
                return;
            } catch (NoClassDefFoundError missing) {
                int extended = find(archive, String.valueOf(missing.getMessage()));
                define(archive, extended, done);
                done.add(extended);
            }
        }
    }

    private static int find(byte[] archive, String className) throws IOException {
        String name = className + ".class";
        for (int file = 0; isFile(archive, file); file = next(archive, file)) {
            if (isNamed(archive, file, name)) {
                return file;
            }
        }
        throw new IOException("cannot define its classes: the jar lacks " + className);
    }

    private static boolean isNamed(byte[] archive, int file, String name) {
        int at = name.length();
        if (u2(archive, file + 26) != at) {
            return false;
        }
        do {
            at--;
        } while (at >= 0 && archive[file + HEADER_SIZE + at] == name.charAt(at));
        return at < 0;
    }

    private static boolean isFile(byte[] archive, int at) {
        return u4(archive, at) == FILE_SIGNATURE;
    }

    private static int content(byte[] archive, int file) {
        return file + HEADER_SIZE + u2(archive, file + 26) + u2(archive, file + 28);
    }

    private static int next(byte[] archive, int file) {
        return content(archive, file) + u4(archive, file + 22);
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    }

    private static int u4(byte[] bytes, int at) {
        return u2(bytes, at) | (u2(bytes, at + 2) << 16);
    }

    private static void export(String packageName, Module module, Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(packageName, Set.of(module)), Map.of(), Set.of(), Map.of());
    }

    /**
     * Keeps the application's loader from taking its own copy of the store from a class-data archive, which the JVM looks
     * into before the loader asks its parents. Archived classes of a class path are taken for packages of unnamed modules
     * alone; so the package is given, in that loader, to a module in which there is nothing.
     */
    private static void hideArchivedStore(Instrumentation instrumentation) {
        try {
            export("jdk.internal.module", BootClasses.class.getModule(), instrumentation);
            Modules.defineModule(
                    ClassLoader.getSystemClassLoader(),
                    ModuleDescriptor.newModule("io.reqid.agent.hidden")
                            .packages(Set.of("io.reqid"))
                            .build(),
                    null);
        } catch (RuntimeException | LinkageError e) {
            // the store is in use already, or the JDK has changed; a second copy is reported where it is loaded
        }
    }
}
