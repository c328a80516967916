package io.reqid.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Rewrites the classes that hooks name, when they are loaded or asked for again. Thread-safe. */
final class Rewriter implements ClassFileTransformer {
    private final Map<String, List<Hook>> ofJdk;
    private final List<String> off;
    private final ExecutorRule executors;
    private final Loaders loaders;
    private final Log log;
    private final Set<String> applied = ConcurrentHashMap.newKeySet();
    private final Set<String> unfit = ConcurrentHashMap.newKeySet();
    private final Set<String> putOff = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Map<String, List<Hook>> ofLibraries;

    /**
     * Of the JDK's hooks and those of libraries, leaves out some.
     *
     * @param off the names of the hooks to leave out
     */
    Rewriter(List<Hook> ofJdk, List<String> off, ExecutorRule executors, Log log) {
        this.ofJdk = byClass(ofJdk, off);
        this.off = off;
        this.executors = executors;
        this.log = log;
        this.loaders = new Loaders(log);
    }

    private static Map<String, List<Hook>> byClass(List<Hook> hooks, List<String> off) {
        Map<String, List<Hook>> byClass = new HashMap<>();
        for (Hook hook : hooks) {
            if (off.contains(hook.name())) {
                continue;
            }
            List<Hook> ofClass = byClass.get(hook.className());
            if (ofClass == null) {
                ofClass = new ArrayList<>(1);
                byClass.put(hook.className(), ofClass);
            }
            ofClass.add(hook);
        }
        return byClass;
    }

    private @Nullable List<Hook> hooks(String className) {
        List<Hook> known = ofJdk.get(className);
        return known == null && Hooks.isOfLibrary(className) ? ofLibraries().get(className) : known;
    }

    /** Two threads may both make them: they are equal. */
    private Map<String, List<Hook>> ofLibraries() {
        Map<String, List<Hook>> made = ofLibraries;
        if (made == null) {
            made = byClass(Hooks.ofLibraries(), off);
            ofLibraries = made;
        }
        return made;
    }

    Set<String> applied() {
        return applied;
    }

    Set<String> unfit() {
        return unfit;
    }

    /** {@return whether a class is to be rewritten by a hook, by the name that class files have for it} */
    boolean rewrites(String className) {
        return hooks(className) != null && !putOff.contains(className);
    }

    /** {@return the classes that are left as they are for now} */
    Set<String> putOff() {
        return putOff;
    }

    /** Leaves a class as it is for now. */
    void putOff(String className) {
        putOff.add(className);
    }

    /** Ends that. */
    void resume(String className) {
        putOff.remove(className);
    }

    /** Leaves the hooks of a class out from now on. */
    void switchOff(String className, String reason) {
        List<Hook> known = hooks(className);
        if (known != null) {
            for (Hook hook : known) {
                switchOff(hook, reason);
            }
        }
    }

    private void switchOff(Hook hook, String reason) {
        if (unfit.add(hook.name())) {
            log.line("hook " + hook.name() + " does not fit this JVM and is off: " + reason);
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (className == null) {
            return null;
        }
        try {
            byte[] rewritten = rewrite(loader, className, classFile);
            return rewritten != null && loaders.findHotPath(loader) ? rewritten : null;
        } catch (Throwable failure) { // whatever it is: the class goes on as it was, and so does the application
            log.line("class " + className.replace('/', '.') + " was left as it is: " + failure);
            return null;
        }
    }

    private byte @Nullable [] rewrite(@Nullable ClassLoader loader, String className, byte[] classFile) {
        List<Hook> known = hooks(className);
        if (known != null) {
            return putOff.contains(className) ? null : rewrite(known, classFile);
        }
        return loader == null ? null : rewriteByRule(className, classFile);
    }

    private byte @Nullable [] rewriteByRule(String className, byte[] classFile) {
        byte[] executor = executors.rewrite(className, classFile);
        return executor == null && ThreadRule.mayApply(classFile) ? ThreadRule.rewrite(classFile) : executor;
    }

    /** Applies what fits: a hook that does not is switched off, and the others are tried without it. */
    private byte @Nullable [] rewrite(List<Hook> wanted, byte[] classFile) {
        List<Hook> fitting = new ArrayList<>(wanted.size());
        for (Hook hook : wanted) {
            if (!unfit.contains(hook.name())) {
                fitting.add(hook);
            }
        }
        while (!fitting.isEmpty()) {
            EditedClass edited = EditedClass.of(classFile, fitting);
            Hook misfit = edited.unfit();
            if (misfit == null) {
                for (Hook hook : fitting) {
                    applied.add(hook.name());
                }
                return edited.toByteArray();
            }
            switchOff(misfit, edited.explain(misfit));
            fitting.remove(misfit);
        }
        return null;
    }
}
