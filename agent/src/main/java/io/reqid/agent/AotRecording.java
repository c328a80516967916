package io.reqid.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether this JVM is recording an AOT cache. JDK 25 crashes when a cache is written in which {@code Thread} has
 * been rewritten, and refuses one that was recorded with any agent that has a {@code Boot-Class-Path}; so the agent stays
 * away while one is being recorded. A cache recorded without it serves it well.
 */
public final class AotRecording {
    private AotRecording() {}

    /**
     * {@return whether a cache is being recorded}
     *
     * @param instrumentation what the JVM lets an agent do
     * @throws ReflectiveOperationException if this JVM does not tell its arguments
     */
    public static boolean isOn(Instrumentation instrumentation) throws ReflectiveOperationException {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("jdk.internal.misc", Set.of(AotRecording.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
        // the public way to the arguments, java.management, costs more than the rest of the start
        Object arguments = Class.forName("jdk.internal.misc.VM")
                .getMethod("getRuntimeArguments")
                .invoke(null);
        return isRecording((String[]) arguments, System.getenv("JAVA_AOT_OPTIONS"));
    }

    /** A JVM without arguments has null for them. */
    static boolean isRecording(String @Nullable [] arguments, @Nullable String environment) {
        for (String argument : arguments == null ? new String[0] : arguments) {
            if (argument.startsWith("-XX:AOTCacheOutput=") || argument.equals("-XX:AOTMode=record")) {
                return true;
            }
        }
        return environment != null
                && (environment.contains("-XX:AOTCacheOutput=") || environment.contains("-XX:AOTMode=record"));
    }
}
