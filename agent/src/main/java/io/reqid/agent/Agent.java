package io.reqid.agent;

import io.reqid.Interfaces;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the JVM enters the agent. */
public final class Agent {
    private Agent() {}

    /**
     * Starts the agent before the application's main method.
     *
     * @param options what followed {@code =} on the command line; null if nothing did
     * @param instrumentation what the JVM lets an agent do
     */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        start(instrumentation);
    }

    /**
     * Starts the agent in a JVM that is running already.
     *
     * @param options what the agent was attached with; null if nothing was
     * @param instrumentation what the JVM lets an agent do
     */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        start(instrumentation);
    }

    private static void start(Instrumentation instrumentation) {
        long began = System.nanoTime();
        Log log = new Log(false);
        open(instrumentation);
        Interfaces.makeWith(new BoundClassMaker(log)::make);
        List<Hook> hooks = Stream.of(JdkHooks.all(), UndertowHooks.all())
                .flatMap(List::stream)
                .toList();
        Rewriter rewriter = new Rewriter(hooks, new ExecutorRule(List.of()), log);
        instrumentation.addTransformer(rewriter, true);
        rewriteLoaded(instrumentation, rewriter, log);
        long millis = (System.nanoTime() - began) / 1_000_000;
        log.remark("0.1.0: " + (hooks.size() - rewriter.unfit().size()) + "/" + hooks.size() + " hooks, " + millis
                + " ms");
    }

    /** Lets the hot path reach what it needs, and what is rewritten reach the hot path. */
    private static void open(Instrumentation instrumentation) {
        Set<Module> ours = Set.of(Agent.class.getModule());
        instrumentation.redefineModule(
                Object.class.getModule(), ours, Map.of(), Map.of("java.lang.invoke", ours), Set.of(), Map.of());
        ModuleLayer.boot()
                .findModule("java.net.http")
                .ifPresent(http -> instrumentation.redefineModule(http, ours, Map.of(), Map.of(), Set.of(), Map.of()));
    }

    private static void rewriteLoaded(Instrumentation instrumentation, Rewriter rewriter, Log log) {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> candidate : instrumentation.getAllLoadedClasses()) {
            if (rewriter.rewrites(candidate.getName().replace('.', '/'))
                    && instrumentation.isModifiableClass(candidate)) {
                loaded.add(candidate);
            }
        }
        try {
            instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
            log.line("cannot rewrite what is loaded: " + e);
        }
    }
}
