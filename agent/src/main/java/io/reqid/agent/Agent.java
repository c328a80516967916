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
    private static final int FIRST_JAVA_WITH_AOT_CACHE = 24;

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
            if (isAotRecorded(java, instrumentation)) {
                off("an AOT cache is being recorded; record it without the agent, with --add-modules=java.instrument");
                return;
            }
            if (!isInBootLoader()) {
                Class.forName("io.reqid.agent.BootClasses")
                        .getMethod("define", Instrumentation.class)
                        .invoke(null, instrumentation);
            }
            Class.forName("io.reqid.agent.Startup", true, null)
                    .getMethod("start", String.class, Instrumentation.class)
                    .invoke(null, options, instrumentation);
        } catch (InvocationTargetException e) {
            off("could not start: " + e.getCause());
        } catch (Throwable e) {
            off("could not start: " + e);
        }
    }

    private static boolean isAotRecorded(@Nullable String java, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        return isAtLeast(FIRST_JAVA_WITH_AOT_CACHE, java)
                && (Boolean) Class.forName("io.reqid.agent.AotRecording")
                        .getMethod("isOn", Instrumentation.class)
                        .invoke(null, instrumentation);
    }

    /** {@return whether a Java version, as the system property writes it, is a certain one or later} */
    static boolean isAtLeast(int version, @Nullable String specificationVersion) {
        try {
            return specificationVersion == null || Double.parseDouble(specificationVersion) >= version;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** {@return whether the JVM has followed {@code Boot-Class-Path}: not for a renamed jar, nor for a launcher's agent} */
    private static boolean isInBootLoader() {
        try {
            Class.forName("io.reqid.agent.Startup", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void off(String reason) {
        System.err.println("reqid agent: is off: " + reason.replaceAll("\\p{Cntrl}+", " "));
    }
}
