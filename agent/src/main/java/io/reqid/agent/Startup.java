package io.reqid.agent;

import io.reqid.Carrier;
import io.reqid.Interfaces;
import io.reqid.JdkAccess;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Starts the agent: reads the options, loads what rewritten methods call, rewrites, tests itself, and says so. */
public final class Startup {
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private final Instrumentation instrumentation;
    private final Log log;
    private final Options options;
    private final List<Hook> hooks;
    private final Rewriter rewriter;

    private Startup(Instrumentation instrumentation, Log log, Options options) {
        this.instrumentation = instrumentation;
        this.log = log;
        this.options = options;
        this.hooks = Hooks.ofJdk();
        this.rewriter =
                new Rewriter(hooks, options.hooksOff(), new ExecutorRule(classFileNames(options.executorsOff())), log);
    }

    private static List<String> classFileNames(List<String> prefixes) {
        List<String> names = new ArrayList<>(prefixes.size());
        for (String prefix : prefixes) {
            names.add(prefix.replace('.', '/'));
        }
        return names;
    }

    /**
     * Starts the agent, unless it has been started in this JVM.
     *
     * @param optionText what followed {@code =} on the command line; null if nothing did
     * @param instrumentation what the JVM lets an agent do
     * @param late defines the classes that extend some of the JDK's which are to be rewritten when they are loaded
     * @throws ReflectiveOperationException if the jar is not whole
     */
    public static void start(@Nullable String optionText, Instrumentation instrumentation, Runnable late)
            throws ReflectiveOperationException {
        long began = System.nanoTime();
        Log log = new Log();
        if (!STARTED.compareAndSet(false, true)) {
            log.line("has been started already; its second start and the options of that are ignored");
            return;
        }
        String unsupported = UnsupportedJvm.reason(instrumentation);
        if (unsupported != null) {
            log.line("is off: " + unsupported);
            return;
        }
        Options options = Options.parse(optionText, System.getProperties(), log);
        new Startup(instrumentation, log, options).run(began, late);
    }

    /** Says that the agent does not start in this JVM, since that records an AOT cache. */
    public static void rest() {
        new Log().line("rests while an AOT cache is recorded, and works with that cache afterwards");
    }

    private void run(long began, Runnable late) throws ReflectiveOperationException {
        if (options.quiet()) {
            log.beQuiet();
        }
        Interfaces.makeWith(new BoundClassMaker(log));
        loadHotPath();
        JdkAccess.plantWith(PlanterClass.classFile());
        Carrier.configure(options.linger().toNanos(), options.periodic(), RootThreads.with(options.threadRoots()));
        Copies copies = new Copies(log);
        instrumentation.addTransformer(copies, true);
        instrumentation.addTransformer(rewriter, true);
        Set<String> present = new HashSet<>();
        rewrite(loaded(copies, present));
        Set<String> tried = new HashSet<>(rewriter.applied());
        late.run();
        if (options.verbose()) {
            loadAll(present);
            tried = rewriter.applied();
        }
        new SelfTest(log).run(tried);
        copies.reportOtherVersions(System.getProperty("java.class.path", ""));
        report(present, began);
    }

    /** Nothing is rewritten yet: if this fails, the application runs as if without the agent. */
    private void loadHotPath() throws ClassNotFoundException {
        ForkJoinField field = new ForkJoinField();
        instrumentation.addTransformer(
                field, false); // a change that no later rewriting of the class, by whomever, undoes
        try {
            HotPath.load();
        } finally {
            instrumentation.removeTransformer(field);
        }
    }

    /**
     * Loads the classes of all hooks, through the rewriter. Left to the application otherwise: most are in no need to be
     * there, and to load and to rewrite them all costs a start as much as everything else.
     */
    private void loadAll(Set<String> present) {
        for (Hook hook : hooks) {
            try {
                Class.forName(hook.className().replace('/', '.'), false, null);
                present.add(hook.className());
            } catch (ClassNotFoundException | LinkageError absent) {
                // of another version of the JDK, of a module that is not there, or of the application
            }
        }
    }

    /** {@return the classes to rewrite that are loaded already; adds those of the JDK's hooks to the ones present} */
    private Class<?>[] loaded(Copies copies, Set<String> present) {
        Map<String, String> classNames = new HashMap<>();
        for (Hook hook : hooks) {
            classNames.put(hook.className().replace('/', '.'), hook.className());
        }
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
            String name = candidate.getName();
            ClassLoader loader = candidate.getClassLoader();
            String className = loader == null ? classNames.get(name) : name.replace('.', '/');
            if (className == null) {
                continue;
            }
            if (rewriter.rewrites(className) && instrumentation.isModifiableClass(candidate)) {
                loaded.add(candidate);
            }
            if (loader == null) {
                present.add(className);
            } else {
                copies.look(name, loader, candidate);
            }
        }
        return loaded.toArray(new Class<?>[0]);
    }

    private void rewrite(Class<?>[] classes) {
        try {
            instrumentation.retransformClasses(classes);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError together) {
            for (Class<?> alone : classes) {
                rewriteAlone(alone);
            }
        }
    }

    private void rewriteAlone(Class<?> loaded) {
        try {
            instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError e) {
            for (Hook hook : Hooks.all()) {
                if (hook.className().equals(loaded.getName().replace('.', '/'))) {
                    rewriter.switchOff(hook, e.toString());
                }
            }
        }
    }

    /** Counts the hooks whose class is there by now. */
    private void report(Set<String> present, long began) {
        int on = 0;
        int all = 0;
        for (Hook hook : hooks) {
            if (isOn(hook)) {
                on++;
                all++;
            } else if (present.contains(hook.className())) {
                all++;
            }
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        log.remark(Version.NUMBER + ": " + on + "/" + all + " hooks, " + millis + " ms");
        if (options.verbose()) {
            for (Hook hook : Hooks.all()) {
                log.remark(state(hook, present.contains(hook.className())) + " " + hook.name() + " "
                        + hook.className().replace('/', '.'));
            }
        }
    }

    private boolean isOn(Hook hook) {
        return rewriter.applied().contains(hook.name()) && !rewriter.unfit().contains(hook.name());
    }

    private String state(Hook hook, boolean isPresent) {
        if (isOn(hook)) {
            return "on    ";
        }
        return options.hooksOff().contains(hook.name()) || rewriter.unfit().contains(hook.name())
                ? "off   "
                : isPresent ? "idle  " : "absent";
    }
}
