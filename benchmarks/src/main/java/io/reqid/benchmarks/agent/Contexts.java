package io.reqid.benchmarks.agent;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Makes a context current by the API of a contender: by reflection, outside of what is timed. */
final class Contexts {
    private Contexts() {}

    /** Runs a body under a context that the contender's agent carries; with no agent, under none. */
    static void run(String contender, Runnable body) throws Throwable {
        switch (contender) {
            case Agent.REQID -> RequestContext.run(new RequestId("benchmark"), body);
            case Agent.OTEL -> runUnderBaggage(body);
            case Agent.TTL -> runUnderTransmittable(body);
            default -> body.run();
        }
    }

    private static void runUnderBaggage(Runnable body) throws Throwable {
        Class<?> baggage = Class.forName("io.opentelemetry.api.baggage.Baggage");
        Object builder = baggage.getMethod("builder").invoke(null);
        Class<?> builderType = Class.forName("io.opentelemetry.api.baggage.BaggageBuilder");
        builderType.getMethod("put", String.class, String.class).invoke(builder, "id", "benchmark");
        Object made = builderType.getMethod("build").invoke(builder);
        Class<?> storable = Class.forName("io.opentelemetry.context.ImplicitContextKeyed");
        try (AutoCloseable scope =
                (AutoCloseable) storable.getMethod("makeCurrent").invoke(made)) {
            body.run();
        }
    }

    private static void runUnderTransmittable(Runnable body) throws Throwable {
        Class<?> type = Class.forName("com.alibaba.ttl.TransmittableThreadLocal");
        MethodHandle maker = MethodHandles.lookup().findConstructor(type, MethodType.methodType(void.class));
        @SuppressWarnings("unchecked")
        ThreadLocal<String> local = (ThreadLocal<String>) maker.invoke();
        local.set("benchmark");
        try {
            body.run();
        } finally {
            local.remove();
        }
    }
}
