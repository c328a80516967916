package io.reqid.agent;

import java.lang.instrument.Instrumentation;
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
    public static void premain(@Nullable String options, Instrumentation instrumentation) {}

    /**
     * Starts the agent in a JVM that is running already.
     *
     * @param options what the agent was attached with; null if nothing was
     * @param instrumentation what the JVM lets an agent do
     */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {}
}
