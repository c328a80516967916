package io.reqid.agent.tests;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.concurrent.ForkJoinTask;

/** An agent that has {@code ForkJoinTask} rewritten, to what it is, once ours has loaded it. */
final class LateRewriting {
    private LateRewriting() {}

    public static void premain(String options, Instrumentation instrumentation) throws UnmodifiableClassException {
        instrumentation.addTransformer(new AsItIs(), true);
        instrumentation.retransformClasses(ForkJoinTask.class);
        System.out.println("rewritten");
    }

    /** Changes nothing, but says that it has. */
    static final class AsItIs implements ClassFileTransformer {
        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
            return classFile;
        }
    }
}
