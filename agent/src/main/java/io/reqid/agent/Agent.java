package io.reqid.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters the agent. Compiled for Java 8, and names no other class, so that an old JVM gets to read why the
 * agent is off. Whatever goes wrong, the application starts.
 */
public final class Agent {
    private static final int OLDEST_JAVA = 17;

    private Agent() {}

    /**
     * Starts the agent before the application's main method.
     *
     * @param options what followed {@code =} on the command line; null if nothing did
     * @param instrumentation what the JVM lets an agent do
     */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /**
     * Starts the agent in a JVM that is running already, or that runs a jar that names it as {@code Launcher-Agent-Class}.
     *
     * @param options what the agent was attached with; null if nothing was
     * @param instrumentation what the JVM lets an agent do
     */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    private static void start(@Nullable String options, Instrumentation instrumentation) {
        try {
            String java = System.getProperty("java.specification.version");
            if (!isAtLeast(OLDEST_JAVA, java)) {
                off("needs Java " + OLDEST_JAVA + " or later, and this is " + java);
                return;
            }
            // of the same shape as the JVM's call of premain, which costs no second linkage
            Class.forName("io.reqid.agent.Entry")
                    .getMethod("start", String.class, Instrumentation.class)
                    .invoke(null, options, instrumentation);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            off("could not start: " + (cause instanceof InvocationTargetException ? cause.getCause() : cause));
        } catch (Throwable e) {
            off("could not start: " + e);
        }
    }

    /** {@return whether a Java version, as the system property writes it, is a certain one or later} */
    static boolean isAtLeast(int version, @Nullable String specificationVersion) {
        if (specificationVersion == null || specificationVersion.startsWith("1.")) {
            return specificationVersion == null;
        }
        try {
            return Integer.parseInt(specificationVersion) >= version;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static void off(String reason) {
        System.err.println("reqid agent: is off: " + reason.replaceAll("\\p{Cntrl}+", " "));
    }
}
