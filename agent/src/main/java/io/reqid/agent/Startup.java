package io.reqid.agent;

import io.reqid.Carrier;
import io.reqid.Interfaces;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
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
     * @throws ClassNotFoundException if the jar is not whole
     */
    public static void start(@Nullable String optionText, Instrumentation instrumentation)
            throws ClassNotFoundException {
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
        new Startup(instrumentation, log, options).run(began);
    }

    /** Says that the agent does not start in this JVM, since that records an AOT cache. */
    public static void rest() {
        new Log().line("rests while an AOT cache is recorded, and works with that cache afterwards");
    }

    private void run(long began) throws ClassNotFoundException {
        if (options.quiet()) {
            log.beQuiet();
        }
        open(instrumentation);
        Interfaces.makeWith(new BoundClassMaker(log));
        loadHotPath();
        Carrier.configure(options.linger().toNanos(), options.periodic(), RootThreads.with(options.threadRoots()));
        Copies copies = new Copies(log);
        instrumentation.addTransformer(copies, true);
        instrumentation.addTransformer(rewriter, true);
        rewrite(loaded(copies));
        List<Hook> present = present();
        new SelfTest(log).run(rewriter.applied());
        copies.reportOtherVersions(System.getProperty("java.class.path", ""));
        report(present, began);
    }

    /** Lets the hot path reach what it needs. What is rewritten reaches the hot path: the JVM sees to that by itself. */
    private static void open(Instrumentation instrumentation) {
        Set<Module> ours = Set.of(Carrier.class.getModule());
        instrumentation.redefineModule(
                Object.class.getModule(), ours, Map.of(), Map.of("java.lang.invoke", ours), Set.of(), Map.of());
    }

    /** Nothing is rewritten yet: if this fails, the application runs as if without the agent. */
    private void loadHotPath() throws ClassNotFoundException {
        ForkJoinField field = new ForkJoinField();
        instrumentation.addTransformer(field, true);
        try {
            HotPath.load();
        } finally {
            instrumentation.removeTransformer(field);
        }
    }

    /** {@return the hooks whose class this JVM has; loads those classes, through the rewriter} */
    private List<Hook> present() {
        List<Hook> present = new ArrayList<>(hooks.size());
        for (Hook hook : hooks) {
            try {
                Class.forName(hook.className().replace('/', '.'), false, null);
                present.add(hook);
            } catch (ClassNotFoundException | LinkageError absent) {
                // of another version of the JDK, of a module that is not there, or of the application
            }
        }
        return present;
    }

    private Class<?>[] loaded(Copies copies) {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
            String name = candidate.getName();
            if (rewriter.rewrites(name.replace('.', '/')) && instrumentation.isModifiableClass(candidate)) {
                loaded.add(candidate);
            }
            copies.look(name, candidate.getClassLoader(), candidate);
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

    private void report(List<Hook> present, long began) {
        int on = 0;
        for (Hook hook : present) {
            if (isOn(hook)) {
                on++;
            }
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        log.remark(Version.NUMBER + ": " + on + "/" + present.size() + " hooks, " + millis + " ms");
        if (options.verbose()) {
            for (Hook hook : Hooks.all()) {
                log.remark(state(hook, isPresent(hook, present)) + " " + hook.name() + " "
                        + hook.className().replace('/', '.'));
            }
        }
    }

    private static boolean isPresent(Hook hook, List<Hook> present) {
        for (Hook candidate : present) {
            if (candidate.name().equals(hook.name())) {
                return true;
            }
        }
        return false;
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
