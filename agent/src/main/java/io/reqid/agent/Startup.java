package io.reqid.agent;

import io.reqid.Carrier;
import io.reqid.FirstUse;
import io.reqid.Interfaces;
import io.reqid.JdkAccess;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
     * @param late defines classes of the agent by their names, which extend some of the JDK's that few programs use
     * @throws ReflectiveOperationException if the jar is not whole
     */
    public static void start(@Nullable String optionText, Instrumentation instrumentation, Consumer<String> late)
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

    private void run(long began, Consumer<String> late) throws ReflectiveOperationException {
        if (options.quiet()) {
            log.beQuiet();
        }
        Interfaces.makeWith(new BoundClassMaker(log));
        ForkJoinField field = new ForkJoinField(instrumentation);
        field.awaitClass();
        HotPath.load(); // nothing is rewritten yet: if this fails, the application runs as if without the agent
        JdkAccess.plantWith(PlanterClass.classFile());
        Carrier.configure(options.linger().toNanos(), options.periodic(), RootThreads.with(options.threadRoots()));
        Copies copies = new Copies(log);
        Retransformation retransformation = new Retransformation(instrumentation, rewriter);
        Dormant futures = Dormant.futures(rewriter, retransformation);
        Dormant virtualThreads = Dormant.virtualThreads(rewriter, retransformation);
        futures.sleep();
        virtualThreads.sleep();
        FirstUse.await(futures, virtualThreads);
        instrumentation.addTransformer(copies, true);
        instrumentation.addTransformer(rewriter, true);
        Set<String> present = new HashSet<>();
        List<Class<?>> hooked = hooked(copies, present);
        field.look(present);
        FirstUse.await(
                futures.isAsleep(present) ? futures : null, virtualThreads.isAsleep(present) ? virtualThreads : null);
        retransformation.of(toRewrite(hooked));
        for (String sleeping : rewriter.putOff()) {
            present.remove(sleeping);
        }
        if (options.verbose()) {
            loadAll(present);
            FirstUse.ofFutures();
            FirstUse.ofVirtualThreads();
        }
        new SelfTest(log, late).run(Set.copyOf(rewriter.applied()));
        copies.reportOtherVersions(System.getProperty("java.class.path", ""));
        report(present, began);
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

    /** {@return the loaded classes that hooks are for} Adds the names of the JDK's to the ones present. */
    private List<Class<?>> hooked(Copies copies, Set<String> present) {
        Map<String, String> ofJdk = new HashMap<>();
        for (Hook hook : hooks) {
            ofJdk.put(hook.className().replace('/', '.'), hook.className());
        }
        List<Class<?>> hooked = new ArrayList<>();
        for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
            String name = candidate.getName();
            ClassLoader loader = candidate.getClassLoader();
            if (loader == null) {
                String className = ofJdk.get(name);
                if (className != null) {
                    hooked.add(candidate);
                    present.add(className);
                }
            } else {
                copies.look(name, loader, candidate);
                if (rewriter.rewrites(name.replace('.', '/'))) {
                    hooked.add(candidate);
                }
            }
        }
        return hooked;
    }

    private Class<?>[] toRewrite(List<Class<?>> hooked) {
        List<Class<?>> chosen = new ArrayList<>();
        for (Class<?> candidate : hooked) {
            if (rewriter.rewrites(candidate.getName().replace('.', '/'))
                    && instrumentation.isModifiableClass(candidate)) {
                chosen.add(candidate);
            }
        }
        return chosen.toArray(new Class<?>[0]);
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
