package io.reqid.agent;

import io.reqid.JdkAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleDescriptor;
import java.util.HashMap;
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

    private static boolean defined;

    private final Map<?, ?> late;

    private BootClasses(Map<?, ?> late) {
        this.late = late;
    }

    /** Defines one of the classes that wait, unless it has been. */
    @Override
    public void accept(String name) {
        try {
            if (late.containsKey(name)) {
                define(name, late);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        Map<Object, Object> late = new HashMap<>();
        if (!defined && BootClasses.class.getClassLoader() instanceof Supplier<?> reader) {
            Map<?, ?> classFiles = (Map<?, ?>) reader.get();
            for (String name : LATE) {
                late.put(name, classFiles.remove(name));
            }
            defineAll(classFiles);
            export("jdk.internal.misc", JdkAccess.class.getModule(), instrumentation);
            defined = true;
        }
        return new BootClasses(late);
    }

    private static void defineAll(Map<?, ?> classFiles) throws IOException {
        while (!classFiles.isEmpty()) {
            define(classFiles.keySet().iterator().next(), classFiles);
        }
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

    /** Defines a class after those that it extends. */
    private static void define(Object name, Map<?, ?> classFiles) throws IOException {
        if (!(classFiles.remove(name) instanceof byte[] classFile)) {
            throw new IOException("cannot define its classes: the jar lacks " + name);
        }
        while (true) {
            try {
                Unsafe.getUnsafe().defineClass(null, classFile, 0, classFile.length, null, null);
                return;
            } catch (NoClassDefFoundError missing) {
                define(String.valueOf(missing.getMessage()), classFiles);
            }
        }
    }
}
