package io.reqid.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Rewrites the classes that hooks name, when they are loaded or asked for again. Thread-safe. */
final class Rewriter implements ClassFileTransformer {
    private final Map<String, List<Hook>> hooks;
    private final ExecutorRule executors;
    private final Log log;
    private final Set<String> applied = ConcurrentHashMap.newKeySet();
    private final Set<String> unfit = ConcurrentHashMap.newKeySet();

    Rewriter(List<Hook> hooks, ExecutorRule executors, Log log) {
        this.hooks = byClass(hooks);
        this.executors = executors;
        this.log = log;
    }

    private static Map<String, List<Hook>> byClass(List<Hook> hooks) {
        Map<String, List<Hook>> byClass = new java.util.HashMap<>();
        for (Hook hook : hooks) {
            byClass.computeIfAbsent(hook.className(), name -> new ArrayList<>()).add(hook);
        }
        return byClass;
    }

    Set<String> applied() {
        return applied;
    }

    Set<String> unfit() {
        return unfit;
    }

    boolean rewrites(String className) {
        return hooks.containsKey(className);
    }

    /** Leaves a hook out from now on. */
    void switchOff(Hook hook, String reason) {
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
            List<Hook> known = hooks.get(className);
            if (known != null) {
                return rewrite(known, classFile);
            }
            return loader == null ? null : rewriteByRule(className, classFile);
        } catch (Throwable failure) { // whatever it is: the class goes on as it was, and so does the application
            log.line("class " + className.replace('/', '.') + " was left as it is: " + failure);
            return null;
        }
    }

    private byte @Nullable [] rewriteByRule(String className, byte[] classFile) {
        byte[] executor = executors.rewrite(className, classFile);
        return executor == null && ThreadRule.mayApply(classFile) ? ThreadRule.rewrite(classFile) : executor;
    }

    private byte @Nullable [] rewrite(List<Hook> wanted, byte[] classFile) {
        List<Hook> fitting = new ArrayList<>(wanted);
        fitting.removeIf(hook -> unfit.contains(hook.name()));
        ClassNode rewritten = null;
        while (rewritten == null && !fitting.isEmpty()) {
            rewritten = tryAll(fitting, classFile);
        }
        if (rewritten == null) {
            return null;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        rewritten.accept(writer);
        fitting.forEach(hook -> applied.add(hook.name()));
        return writer.toByteArray();
    }

    /** Applies hooks to a fresh copy of a class; null if one did not fit, which is then no more among them. */
    private @Nullable ClassNode tryAll(List<Hook> fitting, byte[] classFile) {
        ClassNode copy = new ClassNode();
        new ClassReader(classFile).accept(copy, ClassReader.EXPAND_FRAMES);
        for (Hook hook : fitting) {
            for (Hook.Edit edit : hook.edits()) {
                int places = 0;
                for (MethodNode method : copy.methods) {
                    if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0
                            && edit.selects().test(method)) {
                        places += edit.change().applyAsInt(method);
                    }
                }
                if (places < edit.places()) {
                    switchOff(
                            hook,
                            "found " + places + " of " + edit.places() + " places in "
                                    + hook.className().replace('/', '.'));
                    fitting.remove(hook);
                    return null;
                }
            }
        }
        return copy;
    }
}
