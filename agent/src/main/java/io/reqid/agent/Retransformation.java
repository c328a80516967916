package io.reqid.agent;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/** Has the JVM rewrite classes that are loaded. A class that it refuses has its hooks switched off. Thread-safe. */
final class Retransformation {
    private final Instrumentation instrumentation;
    private final Rewriter rewriter;

    Retransformation(Instrumentation instrumentation, Rewriter rewriter) {
        this.instrumentation = instrumentation;
        this.rewriter = rewriter;
    }

    void of(Class<?>... classes) {
        try {
            instrumentation.retransformClasses(classes);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError together) {
            for (Class<?> alone : classes) {
                ofOne(alone);
            }
        }
    }

    private void ofOne(Class<?> loaded) {
        try {
            instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError e) {
            rewriter.switchOff(loaded.getName().replace('.', '/'), e.toString());
        }
    }
}
