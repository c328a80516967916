package io.reqid.benchmarks.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An agent, or none, that the programs run with.
 *
 * @param name what the table calls it; tells {@link Programs} what a context is
 * @param jar the jar of the agent; empty for none
 * @param options what the JVM is given beside the agent
 * @param classPath what the programs need to make a context current, beside their own classes
 * @param remedy how to get what is absent
 */
record Contender(String name, Optional<Path> jar, List<String> options, List<Path> classPath, String remedy) {
    static final String NONE = "none";
    static final String OURS = "reqid";
    static final String OTEL = "otel";
    static final String TTL = "ttl";

    private static final String COPY = "mvn -f benchmarks/pom.xml -P agent-peers generate-resources";

    /** {@return all, in the order of the table} The names of the jars are those that the profile agent-peers gives them. */
    static List<Contender> all(Path ours, Path peers) {
        Path ttl = peers.resolve("transmittable-thread-local-2.14.5.jar");
        List<Path> otelApi = List.of(
                peers.resolve("opentelemetry-api.jar"),
                peers.resolve("opentelemetry-context.jar"),
                peers.resolve("opentelemetry-common.jar"));
        List<String> quiet =
                List.of("-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none");
        return List.of(
                new Contender(NONE, Optional.empty(), List.of(), List.of(), ""),
                new Contender(OURS, Optional.of(ours), List.of(), List.of(), "mvn -pl agent -am package"),
                new Contender(OTEL, Optional.of(peers.resolve("opentelemetry-javaagent.jar")), quiet, otelApi, COPY),
                new Contender(TTL, Optional.of(ttl), List.of(), List.of(ttl), COPY));
    }

    boolean isThere() {
        return jar.stream().allMatch(Files::exists) && classPath.stream().allMatch(Files::exists);
    }
}
