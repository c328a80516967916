package io.reqid.benchmarks.agent;

import io.reqid.benchmarks.suite.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An agent, or none, that programs run with.
 *
 * @param name what tables call it
 * @param jar the jar of the agent; empty for none
 * @param options what the JVM is given beside the agent
 * @param classPath what programs need to make a context of its kind current, beside their own classes
 * @param remedy how to get what is absent
 */
public record Agent(String name, Optional<Path> jar, List<String> options, List<Path> classPath, String remedy) {
    static final String REQID = "reqid";
    static final String OTEL = "otel";
    static final String TTL = "ttl";

    private static final String COPY = "mvn -f benchmarks/pom.xml -P agent-peers generate-resources";

    /** {@return no agent} */
    public static Agent none(String name) {
        return new Agent(name, Optional.empty(), List.of(), List.of(), "");
    }

    /** {@return ours} */
    public static Agent reqid() {
        Path jar =
                Options.target().resolve("../../agent/target/reqid-agent.jar").normalize();
        return new Agent(REQID, Optional.of(jar), List.of(), List.of(), "mvn -pl agent -am package");
    }

    /** {@return OpenTelemetry's, which exports nothing} */
    public static Agent openTelemetry() {
        List<String> quiet =
                List.of("-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none");
        return new Agent(OTEL, Optional.of(peer("opentelemetry-javaagent.jar")), quiet, openTelemetryApi(), COPY);
    }

    /** {@return Alibaba's} */
    public static Agent transmittable() {
        Path jar = peer("transmittable-thread-local-2.14.5.jar");
        return new Agent(TTL, Optional.of(jar), List.of(), List.of(jar), COPY);
    }

    /** {@return Datadog's, which sends nothing and is driven through OpenTelemetry's interface} */
    public static Agent datadog() {
        List<String> quiet = List.of(
                "-Ddd.trace.otel.enabled=true",
                "-Ddd.writer.type=LoggingWriter",
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.remote_config.enabled=false",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddd.crashtracking.enabled=false",
                "-Ddd.log.level=OFF");
        return new Agent("datadog", Optional.of(peer("dd-java-agent.jar")), quiet, openTelemetryApi(), COPY);
    }

    private static List<Path> openTelemetryApi() {
        return List.of(
                peer("opentelemetry-api.jar"), peer("opentelemetry-context.jar"), peer("opentelemetry-common.jar"));
    }

    /** The names of the jars are those that the profile agent-peers gives them. */
    private static Path peer(String jar) {
        return Options.target().resolve("agent-peers").resolve(jar);
    }

    /** {@return whether it is of this project} */
    public boolean ours() {
        return name.equals(REQID);
    }

    /**
     * {@return whether all of it is on this machine}
     *
     * @param remarks told how to get what is not
     */
    public boolean isThere(Consumer<String> remarks) {
        boolean there =
                jar.stream().allMatch(Files::exists) && classPath.stream().allMatch(Files::exists);
        if (!there) {
            remarks.accept(name + " is skipped; to get it: " + remedy);
        }
        return there;
    }

    /** {@return the beginning of a command: a JVM with the agent} */
    public List<String> start(Path java) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        jar.ifPresent(path -> command.add("-javaagent:" + path));
        command.addAll(options);
        return command;
    }
}
